import Database from "better-sqlite3";

import { UnusableDatabaseError } from "../files/database-errors.ts";

/**
 * taken: its name is. source: the database doesn't exist, or is damaged. unreachable: its server is. place: it can't be written
 * where it should.
 */
type BackupFailure = "taken" | "source" | "unreachable" | "place";

/** Why no backup was made: a sentence for a person. Nothing of it was left behind. */
export class BackupError extends Error {
  readonly kind: BackupFailure;

  constructor(target: string, kind: BackupFailure, whatIsWrong: string, options?: ErrorOptions) {
    super(`The backup ${target} wasn't made: ${whatIsWrong}`, options);
    this.name = "BackupError";
    this.kind = kind;
  }
}

/** Says what stood in the way; a fault of the program stays unchanged. */
export function explainedBackup(error: unknown, source: string, target: string): unknown {
  if (!(error instanceof Error) || error instanceof BackupError) return error;
  const explain = (sentence: string, kind: BackupFailure = "place") =>
    new BackupError(target, kind, sentence, { cause: error });
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (
    ["SQLITE_FULL", "ENOSPC", "EDQUOT", "EFBIG"].includes(code) ||
    /^SQLITE_IOERR_(WRITE|SHMSIZE|TRUNCATE)/.test(code)
  )
    return explain("its disk is full. Free some space, or choose another folder.");
  const isOfTheSource = "path" in error && error.path === source;
  if (code === "ENOENT" && isOfTheSource) return explain(`the database ${source} doesn't exist.`, "source");
  if (code === "ENOENT" || code === "ENOTDIR") return explain("its folder doesn't exist. Create it first.");
  if (["EACCES", "EPERM", "EROFS"].includes(code))
    return explain("its folder can't be written to. Choose another, or change its permissions.");
  if (code.startsWith("SQLITE_CORRUPT") || code.startsWith("SQLITE_CONSTRAINT"))
    return explain(
      `the database ${source} is damaged. Run "opp verify" to see where, or restore an earlier backup.`,
      "source",
    );
  if (code.startsWith("SQLITE_NOTADB")) return explain(`${source} isn't an SQLite database.`, "source");
  if (code === "EIO") return explain("a disk reports an error. Try another folder on another disk.");
  if (error instanceof UnusableDatabaseError) return explain(error.message, "source");
  if (error instanceof Database.SqliteError || "syscall" in error)
    return explain(`the operating system refused (${code}).`);
  return error;
}
