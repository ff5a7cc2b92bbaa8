import Database from "better-sqlite3";

/** Why nothing was restored, where the file isn't to blame: a sentence for a person. */
export class RestoreError extends Error {
  constructor(file: string, whatIsWrong: string, options?: ErrorOptions) {
    super(`${file} was not restored: ${whatIsWrong} Nothing was changed.`, options);
    this.name = "RestoreError";
  }
}

/** Says what stood in the way; a fault of the program stays unchanged. */
export function explainedRestore(error: unknown, file: string, path: string): unknown {
  const isOfTheSystem =
    error instanceof Database.SqliteError || (error instanceof Error && "syscall" in error);
  if (!isOfTheSystem || !("code" in error) || typeof error.code !== "string") return error;
  const { code } = error;
  const explain = (sentence: string) => new RestoreError(file, sentence, { cause: error });
  if (
    ["SQLITE_FULL", "ENOSPC", "EDQUOT", "EFBIG"].includes(code) ||
    /^SQLITE_IOERR_(WRITE|SHMSIZE|TRUNCATE)/.test(code)
  )
    return explain("the data folder's disk is full. Free some space, then try again.");
  if (["EACCES", "EPERM", "EROFS"].includes(code))
    return explain(
      `the folder of ${path} can't be written to. Change its permissions, or run the command as its owner.`,
    );
  return explain(`the operating system refused (${code}).`);
}
