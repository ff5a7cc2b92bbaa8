import { setTimeout as sleep } from "node:timers/promises";

/**
 * The time between the signal to stop and the end of taking requests. A load balancer learns from `/readyz` that this process is about to
 * stop, and sends requests to another one; whatever it sends until it knows is still answered.
 */
export interface Drain {
  readonly isDraining: boolean;
  /** Resolves after `milliseconds`, or when `finish` is called. */
  begin(milliseconds: number): Promise<void>;
  finish(): void;
}

export function createDrain(): Drain {
  const end = new AbortController();
  let isDraining = false;
  return {
    get isDraining() {
      return isDraining;
    },
    async begin(milliseconds) {
      isDraining = true;
      if (milliseconds > 0)
        await sleep(milliseconds, undefined, { signal: end.signal }).catch(() => undefined);
    },
    finish: () => end.abort(),
  };
}
