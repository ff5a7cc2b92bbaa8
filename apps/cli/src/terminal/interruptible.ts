import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { endsWithTerminal } from "./hangup.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Runs work that gives up and clears up after itself on Ctrl-C, or when its terminal is gone. `outcome` says what that left: "Nothing was changed." */
export async function interruptible<T>(
  outcome: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new CliFailure(EXIT.interrupted, `Cancelled. ${outcome}`));
  const signals = endsWithTerminal ? SIGNALS : SIGNALS.filter((signal) => signal !== "SIGHUP");
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(stopping.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
