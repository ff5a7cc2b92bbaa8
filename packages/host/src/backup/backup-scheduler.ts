import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import type { WrittenBackup } from "@opp/core/store/sqlite/backup/write-backup";
import type { BackupPlan } from "../values/backup-plan.ts";
import type { BackedUpVault } from "./back-up-vault.ts";
import { noteFailure } from "./backup-log.ts";
import { makePlannedBackup, nextBackupAt } from "./planned-backup.ts";

export interface BackupScheduler {
  readonly vault: BackedUpVault;
  /** Asked at every look, so that a plan takes effect without a restart. */
  readonly plan: () => BackupPlan | null;
  readonly now: () => number;
  /** Milliseconds for durations, which a clock that is set doesn't change. */
  readonly elapsed: () => number;
  readonly onMade: (made: WrittenBackup, deleted: readonly string[]) => void;
  readonly onFailed: (error: unknown) => void;
}

const LOOK_EVERY_MS = 60_000;
const TRY_AGAIN_AFTER_MS = 10 * 60_000;

/**
 * Makes backups when they are due, at once for one that is overdue; one at a time. What goes wrong is told and tried again, and
 * never hurts whoever started it. @returns how to stop: gives up one that is under way.
 */
export function startBackups(scheduler: BackupScheduler): () => Promise<void> {
  const stopping = new AbortController();
  const look = createLook(scheduler, stopping.signal);
  let running: Promise<void> | null = null;
  const run = () => {
    running ??= look().finally(() => {
      running = null;
    });
  };
  run();
  const timer = setInterval(run, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await running;
  };
}

/** One look at whether a backup is due; makes it if so. Never throws. */
export function createLook(
  { vault, plan, now, elapsed, onMade, onFailed }: BackupScheduler,
  signal: AbortSignal,
): () => Promise<void> {
  let failedAt: number | null = null;
  return async () => {
    try {
      const current = plan();
      const isTooSoon = failedAt !== null && elapsed() - failedAt < TRY_AGAIN_AFTER_MS;
      if (current === null || isTooSoon || now() < nextBackupAt(vault, current, now())) return;
      const { made, deleted } = await makePlannedBackup(vault, current, { now: now(), signal });
      failedAt = null;
      onMade(made, deleted);
    } catch (error) {
      if (signal.aborted) return;
      failedAt = elapsed();
      onFailed(error);
      note(vault, now(), error);
    }
  };
}

/** On a full disk, this fails too. */
function note({ dataFolder }: BackedUpVault, at: number, error: unknown): void {
  try {
    const reason = error instanceof BackupError ? error.message : "Unexpected error: see the server's log.";
    noteFailure(dataFolder, { at, reason });
  } catch {
    // It was told already.
  }
}
