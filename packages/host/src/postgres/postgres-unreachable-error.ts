/** The server doesn't answer, or went away. Holds no address and no password. */
export class PostgresUnreachableError extends Error {
  constructor() {
    super(
      "PostgreSQL can't be reached, is starting, or takes no writes. Check the address, and whether the server runs. Nothing was changed.",
    );
    this.name = "PostgresUnreachableError";
  }
}
