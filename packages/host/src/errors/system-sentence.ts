import type { StorageCause } from "@opp/core/errors";
import { causeOf } from "@opp/core/store/sqlite/faults/error-cause";

export interface SystemFailure {
  /** null: it is about a file, and about no disk. */
  readonly cause: StorageCause | null;
  readonly message: string;
}

const DISK_FULL =
  "can't be written: the disk is full. Free some space, then run the command again. No data was lost.";

const FILE_REASONS: Readonly<Record<string, string>> = {
  ENOSPC: DISK_FULL,
  EDQUOT: "can't be written: your disk quota is used up. Free some space, then run the command again.",
  EROFS: "can't be written: its file system is read-only. Choose another location.",
  ENOENT: "doesn't exist. Check the path.",
  ENOTDIR: "doesn't exist: part of the path is a file. Check the path.",
  EISDIR: "is a folder. Choose a file.",
  EEXIST: "already exists. Choose another name, or move it.",
  EACCES: "can't be accessed: permission denied. Run the command as its owner, or change its permissions.",
  EPERM: "can't be changed: permission denied. Run the command as its owner.",
  ELOOP: "is a loop of links. Name the file itself.",
  ENAMETOOLONG: "has too long a name. Choose a shorter one.",
  EMFILE: "can't be opened: this process has too many files open. Raise the limit (ulimit -n).",
  EIO: "can't be read or written: the disk reports an error. Check the disk, and restore a backup elsewhere.",
};

const DATABASE_REASONS = {
  "disk-full": `The database ${DISK_FULL}`,
  "read-only":
    "The database can't be opened for writing. Run the command as the owner of the data folder, or make the folder writable.",
  "io-error": "The database can't be read or written: the disk reports an error, or is full.",
  corrupt: "The database is damaged. Restore a backup.",
  unreachable: "The database server can't be reached. Check that it runs, and the network between.",
  missing: "The database isn't in its folder any more. Connect the disk, or put the file back.",
  busy: "The database is busy: another process has been writing for more than 5 seconds. Try again in a moment.",
  "too-many-files": "This process has too many files open. Raise the limit (ulimit -n).",
} as const satisfies Record<StorageCause, string>;

/** What SQLite or the operating system refused, in one sentence; null for any other error. Their errors hold paths and no values. */
export function explainSystemFailure(error: unknown): SystemFailure | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  const cause = causeOf(error, () => null);
  if (error.code.startsWith("SQLITE_"))
    return cause === null ? null : { cause, message: DATABASE_REASONS[cause] };
  if (!("syscall" in error)) return null;
  const what = "path" in error && typeof error.path === "string" ? error.path : "A file";
  const reason = FILE_REASONS[error.code];
  return reason === undefined ? null : { cause, message: `${what} ${reason}` };
}
