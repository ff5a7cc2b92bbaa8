import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import { backedUpVault } from "@opp/host/backup/back-up-vault";
import { startBackups } from "@opp/host/backup/backup-scheduler";
import type { ServerConfig } from "@opp/host/config/config";
import { explainSystemFailure } from "@opp/host/errors/system-sentence";
import { type BackupPlan, loadStoredPlan, readPlan, UnreadablePlanError } from "@opp/host/values/backup-plan";
import type { Logger } from "pino";
import { LAYOUT } from "./layout.ts";

/** Makes the backups that configuration or `opp backup --every` ask for, and logs each. @returns how to stop */
export function startServerBackups(
  config: Pick<ServerConfig, "dataFolder" | "databaseFile" | "postgres" | "backupPlan">,
  log: Logger,
): () => Promise<void> {
  return startBackups({
    vault: backedUpVault(config, LAYOUT),
    plan: () => planOf(config),
    now: Date.now,
    elapsed: () => performance.now(),
    onMade: ({ path, bytes }, deleted) =>
      log.info({ file: path, bytes, deleted: deleted.length }, "backup made"),
    onFailed: (error) => {
      const reason = sentenceOf(error);
      log.error(reason === null ? { err: error } : { reason }, "backup failed");
    },
  });
}

/** The plan in force: the configuration's, else the one that `opp backup --every` left. @throws UnreadablePlanError */
export function planOf({
  backupPlan,
  dataFolder,
}: Pick<ServerConfig, "dataFolder" | "backupPlan">): BackupPlan | null {
  const stored = backupPlan ? null : loadStoredPlan(dataFolder);
  return backupPlan ?? (stored && readPlan(stored));
}

/** These sentences hold paths and no input, unlike those of other errors. */
export const sentenceOf = (error: unknown): string | null =>
  error instanceof BackupError || error instanceof UnreadablePlanError
    ? error.message
    : (explainSystemFailure(error)?.message ?? null);
