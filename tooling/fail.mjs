/** A failure the person can act on: its message is printed as it is, without a stack. */
export class PlainFailure extends Error {}

/** Prints why a command ends, a sentence for a foreseen failure and the whole stack for a bug. */
export function reportFailure(error) {
  const text = error instanceof PlainFailure ? error.message : (error?.stack ?? String(error));
  process.stderr.write(`${text}\n`);
}
