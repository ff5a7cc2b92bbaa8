import { VaultError } from "@opp/core/errors";
import type { ServerDesk } from "@opp/core/vault/deps";
import { backedUpVault } from "@opp/host/backup/back-up-vault";
import { findBackupLog, noteFailure } from "@opp/host/backup/backup-log";
import { makePlannedBackup, nextBackupAt } from "@opp/host/backup/planned-backup";
import type { ServerConfig } from "@opp/host/config/config";
import { examineServer } from "@opp/host/doctor/examine";
import { UnreadablePlanError } from "@opp/host/values/backup-plan";
import type { Logger } from "pino";
import { LAYOUT } from "./layout.ts";
import { planOf, sentenceOf } from "./server-backups.ts";

/** What the administration page shows of this process's machine and backups, and the backup that it asks for. */
export function createServerDesk(
  config: ServerConfig,
  log: Logger,
  reportBug: (error: unknown) => void,
): ServerDesk {
  let running: Promise<void> | null = null;

  async function make(): Promise<void> {
    const plan = planOf(config);
    if (plan === null) throw new VaultError("NO_BACKUP_PLAN");
    const now = Date.now();
    try {
      const { made } = await makePlannedBackup(backedUpVault(config, LAYOUT), plan, {
        now,
        signal: new AbortController().signal,
      });
      log.info({ file: made.path, bytes: made.bytes }, "backup made for an administrator");
    } catch (error) {
      const reason = sentenceOf(error);
      log.error(reason === null ? { err: error } : { reason }, "backup failed");
      noteFailure(config.dataFolder, {
        at: now,
        reason: reason ?? "Unexpected error: see the server's log.",
      });
      throw new VaultError("BACKUP_FAILED");
    }
  }

  return {
    async backups() {
      const found = findBackupLog(config.dataFolder);
      const plan = findPlan(config);
      return {
        lastAt: found?.last?.at ?? null,
        failure: found?.failure ?? null,
        plan: plan && { folder: plan.folder, everyMs: plan.everyMs, nextAt: nextAt(config, plan) },
      };
    },

    makeBackup() {
      running ??= make().finally(() => {
        running = null;
      });
      return running;
    },

    examine: async () => examineServer(config, Date.now(), reportBug),
  };
}

/** null, too, for one that can't be read: that is a finding. */
function findPlan(config: ServerConfig) {
  try {
    return planOf(config);
  } catch (error) {
    if (error instanceof UnreadablePlanError) return null;
    throw error;
  }
}

/** null: unknown, because its folder can't be read. */
function nextAt(config: ServerConfig, plan: NonNullable<ReturnType<typeof planOf>>): number | null {
  try {
    const now = Date.now();
    return Math.max(now, nextBackupAt(config, plan, now));
  } catch {
    return null;
  }
}
