import { storageCauseOf } from "@opp/core/errors";
import type { Logger } from "pino";

/** Writes each bug to the log once, however many guards it passes on its way out. */
export function createBugReporter(log: Logger): (error: unknown, requestId: string) => void {
  const reported = new WeakSet<object>();
  return (error, requestId) => {
    // The storage log has it already, once and not for each request.
    if (storageCauseOf(error) !== null) return;
    if (typeof error === "object" && error !== null) {
      if (reported.has(error)) return;
      reported.add(error);
    }
    log.error({ requestId, err: error }, "bug");
  };
}
