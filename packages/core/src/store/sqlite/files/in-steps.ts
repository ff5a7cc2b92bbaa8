import { setImmediate as nextTurn } from "node:timers/promises";

export interface StepOptions<Progress> {
  readonly onProgress?: (progress: Progress) => void;
  /** Gives the work up between two steps. */
  readonly signal?: AbortSignal;
}

/** Drives work to its end, and lets others have the event loop between its steps. */
export async function inSteps<Progress, Result>(
  work: Generator<Progress, Result>,
  { onProgress, signal }: StepOptions<Progress> = {},
): Promise<Result> {
  let step = work.next();
  while (!step.done) {
    onProgress?.(step.value);
    await nextTurn();
    // Thrown inside, so that the work clears up after itself.
    step = signal?.aborted ? work.throw(signal.reason) : work.next();
  }
  return step.value;
}

/** Drives work to its end, and nobody else gets a turn. */
export function inOneGo<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
