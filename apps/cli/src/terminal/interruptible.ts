import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

/** Runs work that gives up and clears up after itself on Ctrl-C. `outcome` says what that left: "Nothing was changed." */
export async function interruptible<T>(
  outcome: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new CliFailure(EXIT.interrupted, `Cancelled. ${outcome}`));
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await work(stopping.signal);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}
