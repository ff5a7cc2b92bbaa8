import { existsSync } from "node:fs";
import Database from "better-sqlite3";

/** Whether a database has anything to lose. false where it can't be read, which other checks say. */
export function holdsItems(path: string): boolean {
  if (!existsSync(path)) return false;
  let sqlite: Database.Database | null = null;
  try {
    sqlite = new Database(path, { readonly: true, fileMustExist: true });
    return sqlite.prepare("SELECT 1 FROM items LIMIT 1").get() !== undefined;
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  } finally {
    sqlite?.close();
  }
}
