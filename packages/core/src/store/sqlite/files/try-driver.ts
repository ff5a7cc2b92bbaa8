import Database from "better-sqlite3";

/** Loads the driver's machine code, which happens with the first database. @throws the loader's error */
export function tryDriver(): void {
  new Database(":memory:").close();
}
