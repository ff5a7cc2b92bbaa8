import type Database from "better-sqlite3";

/** Whether a database's schema, which may be older than this program, has the table. */
export const hasTable = (sqlite: Database.Database, name: string): boolean =>
  sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;
