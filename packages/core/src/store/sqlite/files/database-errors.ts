import type { StorageCause } from "../../../errors.ts";
import { askDisk } from "../faults/ask-disk.ts";
import { causeOf, codeOf } from "../faults/error-cause.ts";

/** The file was written by a newer version of the program, or by another branch of it. */
export class NewerSchemaError extends Error {
  constructor(path: string) {
    super(
      `The database ${path} was written by a newer version of this program; this version would damage it. ` +
        "Install that version again, or restore the backup that was made before the upgrade (opp restore …before-NNNN.sqlite; it is next to the database).",
    );
    this.name = "NewerSchemaError";
  }
}

/** The file is not a database, or not one of this program, or damaged beyond opening. It was not changed. */
export class UnusableDatabaseError extends Error {
  /** What the disk is to blame for; null: the file itself isn't one to be used. */
  readonly fault: StorageCause | null;

  constructor(path: string, whatIsWrong: string, options?: ErrorOptions, fault: StorageCause | null = null) {
    super(`The database ${path} can't be used: ${whatIsWrong} Nothing was changed.`, options);
    this.name = "UnusableDatabaseError";
    this.fault = fault;
  }
}

/** Another process is in the way: it uses the database, or is about to put another in its place. */
export class DatabaseInUseError extends UnusableDatabaseError {
  constructor(path: string, wanted: "shared" | "alone") {
    super(
      path,
      wanted === "alone"
        ? "another process is using it. Stop the server and other opp commands, then try again."
        : "another process is restoring or upgrading it. Wait until it has finished, then try again.",
    );
    this.name = "DatabaseInUseError";
  }
}

/** What the disk is to blame for when a database is opened, and what to do. */
const DISK_SENTENCES = {
  "disk-full": "its disk is full. Free some space, then try again.",
  "read-only":
    'its folder, its file system or the file itself is read-only. Make it writable, or back it up ("opp backup" only reads) and restore it elsewhere.',
  "io-error": "the disk reports an error. Back it up to another disk, then check this one.",
  corrupt: "it is damaged. Restore a backup.",
  unreachable: "its server can't be reached.",
  missing: "it or its folder doesn't exist any more. Connect the disk, or put the file back.",
  busy: "another process is writing to it. Try again in a moment.",
  "too-many-files": "this process has too many files open. Raise the limit (ulimit -n).",
} as const satisfies Record<StorageCause, string>;

/** Turns an error of SQLite or of the operating system about the file or its disk into one for a person. Other errors stay unchanged. */
export function explained(error: unknown, path: string): unknown {
  if (error instanceof UnusableDatabaseError) return error;
  if (codeOf(error).startsWith("SQLITE_NOTADB")) {
    return new UnusableDatabaseError(path, "it isn't an SQLite database, or its first bytes are damaged.", {
      cause: error,
    });
  }
  const fault = causeOf(error, () => askDisk(path));
  return fault === null
    ? error
    : new UnusableDatabaseError(path, DISK_SENTENCES[fault], { cause: error }, fault);
}
