import type { CallOptions } from "./procedures.ts";
import { VaultClientError } from "./vault-client-error.ts";

/** How long someone waits for a call. */
export interface CallLimits extends Disposable {
  readonly signal: AbortSignal;
  /** Rejects with ABORTED or TIMEOUT once the call is given up; resolves never. */
  readonly givenUp: Promise<never>;
}

/** @param usualMilliseconds where the call itself says nothing; 0: no limit */
export function limitCall(options: CallOptions, usualMilliseconds: number): CallLimits {
  const controller = new AbortController();
  const { promise: givenUp, reject } = rejectable();
  const giveUp = (error: VaultClientError) => {
    reject(error);
    controller.abort();
  };
  const abort = () => giveUp(new VaultClientError("ABORTED", "The call was cancelled."));
  const milliseconds = options.timeoutMilliseconds ?? usualMilliseconds;
  const timer =
    milliseconds > 0
      ? setTimeout(() => giveUp(timeout(milliseconds)), Math.min(milliseconds, 2 ** 31 - 1))
      : undefined;
  if (options.signal?.aborted) abort();
  else options.signal?.addEventListener("abort", abort, { once: true });
  return {
    signal: controller.signal,
    givenUp,
    [Symbol.dispose]() {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
    },
  };
}

const timeout = (milliseconds: number) =>
  new VaultClientError(
    "TIMEOUT",
    `The server didn't answer within ${milliseconds / 1000} seconds. A change may still have been made: check before you try again.`,
  );

function rejectable(): { promise: Promise<never>; reject: (error: VaultClientError) => void } {
  let reject: (error: VaultClientError) => void = () => {};
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  // Whoever waits hears of it; where nobody does any more, nobody need.
  promise.catch(() => {});
  return { promise, reject };
}
