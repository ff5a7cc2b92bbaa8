import { type StorageCause, storageCauseOf } from "../../../errors.ts";
import type { StorageReport } from "../../faults/storage-report.ts";
import { OlderTimelineError, OtherClusterError } from "./cluster-errors.ts";
import { explainError } from "./explain-error.ts";
import { serverError, sqlStateOf } from "./pg-errors.ts";

/** Reports what is wrong with the server and the way there, and when that is over. */
export interface ServerWatch {
  /** An error as the store's callers get it; where the server is to blame, it is reported. */
  explain(error: unknown): unknown;
  /** The server answered. */
  noteAnswer(): void;
  /** A transaction that wrote was committed. */
  noteCommit(): void;
}

/** Over as soon as the server answers anything. */
const OVER_WITH_AN_ANSWER: ReadonlySet<StorageCause> = new Set(["unreachable", "too-many-files"]);
/** Where a disk is full, some writes fit and others don't: the end is reported after so long without a failure. */
const QUIET_MS = 60_000;

export function createServerWatch(
  report: (said: StorageReport) => void,
  elapsed: () => number = () => performance.now(),
): ServerWatch {
  let failing: { readonly cause: StorageCause; readonly at: number } | null = null;

  function end(): void {
    failing = null;
    report({ cause: null, reason: "" });
  }

  return {
    explain(error) {
      const explained = explainError(error);
      const cause = storageCauseOf(explained);
      // A lock that was waited for in vain says nothing of the server.
      if (cause !== null && cause !== "busy") {
        failing = { cause, at: elapsed() };
        report({ cause, reason: reasonOf(serverError(error)) });
      }
      return explained;
    },
    noteAnswer() {
      if (failing !== null && OVER_WITH_AN_ANSWER.has(failing.cause)) end();
    },
    noteCommit() {
      if (failing !== null && elapsed() - failing.at >= QUIET_MS) end();
    },
  };
}

/** A code: the messages of Node and of the driver name addresses. */
function reasonOf(error: unknown): string {
  if (error instanceof OtherClusterError) return "other cluster";
  if (error instanceof OlderTimelineError) return "older timeline";
  const state = sqlStateOf(error);
  if (state !== null) return state;
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
