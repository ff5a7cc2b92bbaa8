/** The file was written by a newer version of the program, or by another branch of it. */
export class NewerSchemaError extends Error {
  constructor(path: string) {
    super(
      `The database ${path} was written by a newer version of this program, and this one would damage it. ` +
        "Install that version again, or restore the copy that was made before the upgrade (…before-NNNN.sqlite beside the database).",
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
