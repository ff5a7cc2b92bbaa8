import { type StopSignal, WorkStopped } from "../work-stopped.ts";
import type { VaultDeps } from "./deps.ts";

/** The same, for reads that end at their next turn once the signal is aborted. @throws WorkStopped from `clock.yield` */
export function stoppable(deps: VaultDeps, signal: StopSignal): VaultDeps {
  const { clock } = deps;
  return {
    ...deps,
    clock: {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      sleep: (milliseconds) => clock.sleep(milliseconds),
      async yield() {
        await clock.yield();
        if (signal.aborted) throw new WorkStopped();
      },
    },
  };
}
