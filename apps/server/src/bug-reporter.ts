import type { Logger } from "pino";

/** Writes each bug to the log once, however many guards it passes on its way out. */
export function createBugReporter(log: Logger): (error: unknown, requestId: string) => void {
  const reported = new WeakSet<object>();
  return (error, requestId) => {
    if (typeof error === "object" && error !== null) {
      if (reported.has(error)) return;
      reported.add(error);
    }
    log.error({ requestId, err: error }, "bug");
  };
}
