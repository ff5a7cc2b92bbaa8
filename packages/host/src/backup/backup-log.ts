import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { readJson, writeJson } from "../files/private-json.ts";

const made = z.strictObject({ at: z.int(), path: z.string(), bytes: z.int(), sha256: z.string() });
const backupLog = z.strictObject({
  /** Stands in the names of this vault's backups, so that two vaults can share a folder. */
  id: z.string().regex(/^[0-9a-f]{8}$/),
  last: made.nullable(),
  /** Since the last one that was made. */
  failure: z.strictObject({ at: z.int(), reason: z.string() }).nullable(),
});
/** What is known of the backups of a vault: lies in its data folder. */
export type BackupLog = z.infer<typeof backupLog>;

const fileIn = (dataFolder: string): string => join(dataFolder, "backup-log.json");

/** null: none was begun, or it can't be read. */
export function findBackupLog(dataFolder: string): BackupLog | null {
  const read = backupLog.safeParse(readJson(fileIn(dataFolder)));
  return read.success ? read.data : null;
}

/** Begins one where there is none. */
export function loadBackupLog(dataFolder: string): BackupLog {
  const found = findBackupLog(dataFolder);
  if (found) return found;
  const begun = { id: randomBytes(4).toString("hex"), last: null, failure: null };
  writeJson(fileIn(dataFolder), begun);
  return begun;
}

export function noteBackup(dataFolder: string, last: NonNullable<BackupLog["last"]>): void {
  writeJson(fileIn(dataFolder), { ...loadBackupLog(dataFolder), last, failure: null });
}

export function noteFailure(dataFolder: string, failure: NonNullable<BackupLog["failure"]>): void {
  writeJson(fileIn(dataFolder), { ...loadBackupLog(dataFolder), failure });
}
