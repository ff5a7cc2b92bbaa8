import type { VaultDeps } from "@opp/core/vault/deps";
import { sweep } from "@opp/core/vault/upkeep/sweep";

const EVERY_MS = 60_000;

/** Sweeps at once and every minute, never twice at a time. @returns how to stop; resolves when a sweep under way is done. */
export function startSweeper(deps: VaultDeps, reportBug: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> | null = null;
  const run = () => {
    running ??= deps
      .onOneNode("sweep", () => sweep(deps))
      .catch(reportBug)
      .finally(() => {
        running = null;
      });
  };
  run();
  const timer = setInterval(run, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
