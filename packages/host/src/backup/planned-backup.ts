import { rmSync } from "node:fs";
import { join } from "node:path";
import { explainedBackup } from "@opp/core/store/sqlite/backup/backup-error";
import type { WrittenBackup } from "@opp/core/store/sqlite/backup/write-backup";
import type { BackupPlan } from "../values/backup-plan.ts";
import { chooseToDelete } from "../values/keep-rule.ts";
import { type BackedUpVault, backUpVault } from "./back-up-vault.ts";
import { loadBackupLog, noteBackup } from "./backup-log.ts";
import { backupName, listOwnBackups, removeLeftBehind } from "./own-backups.ts";

/**
 * When the next backup is to be made; 0: at once. One that lies in the future, after the clock was put back, doesn't count.
 * @throws BackupError when there is no folder: one that is made here would hide that a disk isn't mounted.
 */
export function nextBackupAt(
  { dataFolder, databaseFile }: Pick<BackedUpVault, "dataFolder" | "databaseFile">,
  plan: BackupPlan,
  now: number,
): number {
  const own = listIn(plan.folder, loadBackupLog(dataFolder).id, databaseFile);
  const last = Math.max(0, ...own.map(({ madeAt }) => madeAt).filter((madeAt) => madeAt <= now));
  return last === 0 ? 0 : last + plan.everyMs;
}

/**
 * Makes a backup in the plan's folder, then deletes those that the plan doesn't keep. @returns what was made, and what deleted
 * @throws BackupError
 */
export async function makePlannedBackup(
  vault: BackedUpVault,
  plan: BackupPlan,
  { now, signal }: { readonly now: number; readonly signal: AbortSignal },
): Promise<{ made: WrittenBackup; deleted: string[] }> {
  const { dataFolder } = vault;
  const { id } = loadBackupLog(dataFolder);
  removeLeftBehind(plan.folder, id, now);
  const target = join(plan.folder, backupName(id, now));
  const made = await backUpVault(vault, { target, replace: false, now }, { signal });
  noteBackup(dataFolder, { at: now, path: target, bytes: made.bytes, sha256: made.sha256 });
  return { made, deleted: rotate(plan, id) };
}

function listIn(folder: string, id: string, databaseFile: string) {
  try {
    return listOwnBackups(folder, id);
  } catch (error) {
    throw explainedBackup(error, databaseFile, folder);
  }
}

function rotate({ folder, keep }: BackupPlan, id: string): string[] {
  const own = listOwnBackups(folder, id);
  const going = new Set(
    chooseToDelete(
      own.map(({ madeAt }) => madeAt),
      keep,
    ),
  );
  const deleted = own.filter(({ madeAt }) => going.has(madeAt)).map(({ path }) => path);
  for (const path of deleted) rmSync(path, { force: true });
  return deleted;
}
