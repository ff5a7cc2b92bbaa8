import Database from "better-sqlite3";

/** What can't be read for a broken page is among the structure's problems already. */
export function unlessBroken<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|ERROR|NOTADB)/.test(error.code))
      return otherwise;
    throw error;
  }
}
