import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import { type BackupPlan, loadStoredPlan, readPlan, UnreadablePlanError } from "@opp/host/backup/backup-plan";
import { startBackups } from "@opp/host/backup/backup-scheduler";
import type { ServerConfig } from "@opp/host/config/config";
import { explainSystemFailure } from "@opp/host/system-sentence";
import type { Logger } from "pino";

/** Makes the backups that configuration or `opp backup --every` ask for, and logs each. @returns how to stop */
export function startServerBackups(
  config: Pick<ServerConfig, "dataFolder" | "databaseFile" | "backupPlan">,
  log: Logger,
): () => Promise<void> {
  return startBackups({
    vault: config,
    plan: () => config.backupPlan ?? storedPlan(config.dataFolder),
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

function storedPlan(dataFolder: string): BackupPlan | null {
  const stored = loadStoredPlan(dataFolder);
  return stored && readPlan(stored);
}

/** These sentences hold paths and no input, unlike those of other errors. */
const sentenceOf = (error: unknown): string | null =>
  error instanceof BackupError || error instanceof UnreadablePlanError
    ? error.message
    : (explainSystemFailure(error)?.message ?? null);
