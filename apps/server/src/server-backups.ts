import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import { type BackupPlan, loadStoredPlan, readPlan, UnreadablePlanError } from "@opp/host/backup/backup-plan";
import { startBackups } from "@opp/host/backup/backup-scheduler";
import type { ServerConfig } from "@opp/host/config/config";
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
    onFailed: (error) =>
      // Their sentences hold paths and no input, unlike those of other errors.
      error instanceof BackupError || error instanceof UnreadablePlanError
        ? log.error({ reason: error.message }, "backup failed")
        : log.error({ err: error }, "backup failed"),
  });
}

function storedPlan(dataFolder: string): BackupPlan | null {
  const stored = loadStoredPlan(dataFolder);
  return stored && readPlan(stored);
}
