import Database from "better-sqlite3";

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
  constructor(path: string, whatIsWrong: string, options?: ErrorOptions) {
    super(`The database ${path} can't be used: ${whatIsWrong} Nothing was changed.`, options);
    this.name = "UnusableDatabaseError";
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

/** Turns SQLite's verdict that a file is none of its own, or broken, into one for a person. Other errors stay as they are. */
export function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code.startsWith("SQLITE_NOTADB")) {
    return new UnusableDatabaseError(path, "it isn't an SQLite database, or its first bytes are damaged.", {
      cause: error,
    });
  }
  if (error.code.startsWith("SQLITE_CORRUPT")) {
    return new UnusableDatabaseError(path, "it is damaged. Restore a backup.", { cause: error });
  }
  return error;
}
