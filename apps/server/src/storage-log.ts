import type { StorageCause } from "@opp/core/errors";
import type { StorageReport } from "@opp/core/store/faults/storage-report";
import type { Logger } from "pino";

/** How often a lasting cause is repeated. */
const SAY_AGAIN_AFTER_MS = 3_600_000;

const SENTENCES = {
  "disk-full": "the disk is full: new data is refused, reading continues. Free some space",
  "read-only": "the data folder is read-only: every change is refused, reading continues",
  "io-error": "the disk reports an error: make a backup, then check the disk",
  corrupt: "the database is damaged: restore a backup",
  unreachable: "the database server can't be reached: nothing can be read or written until it is back",
  missing:
    "the database isn't in its folder any more: every change is refused. Connect the disk or put the file back",
  busy: "another process has been writing to the database for more than 5 seconds",
  "too-many-files": "too many files or connections are open: raise the limit (ulimit -n)",
} as const satisfies Record<StorageCause, string>;

/** Reasons that somebody has to do something about, unlike those of any failover: each is said when it comes up. */
const REASONS: Readonly<Record<string, string>> = {
  "other cluster":
    "the servers of db_connect belong to different clusters: name only servers that replicate each other",
  "older timeline":
    "the database server that takes writes has an older timeline than one seen before, and may lack acknowledged changes: check the cluster, then restart the nodes",
};

/** Writes each cause to the log when it comes up, once an hour while it lasts, and when all of it is over. */
export function createStorageLog(
  log: Logger,
  elapsed: () => number = () => performance.now(),
): (said: StorageReport) => void {
  const said = new Map<string, { cause: StorageCause; at: number; unsaid: number }>();
  return ({ cause, reason }) => {
    if (cause === null) {
      const causes = new Set(Array.from(said.values(), (each) => each.cause));
      if (causes.size > 0) log.warn({ causes: [...causes] }, "the storage works again");
      said.clear();
      return;
    }
    const sentence = REASONS[reason] ?? SENTENCES[cause];
    const before = said.get(sentence);
    if (before !== undefined && elapsed() - before.at < SAY_AGAIN_AFTER_MS) {
      before.unsaid += 1;
      return;
    }
    said.set(sentence, { cause, at: elapsed(), unsaid: 0 });
    log.error(
      { cause, ...(reason !== "" && { reason }), ...(before && { failures: before.unsaid + 1 }) },
      sentence,
    );
  };
}
