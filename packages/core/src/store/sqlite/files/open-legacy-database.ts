import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { V1_FIELDS } from "../../../items/fields.ts";
import type {
  LegacyCategoryRow,
  LegacyDatabase,
  LegacyItemRow,
  LegacyUserRow,
} from "../../../legacy/legacy-rows.ts";
import { explained, UnusableDatabaseError } from "./database-errors.ts";
import { openCopyInMemory } from "./open-copy-in-memory.ts";
import { APPLICATION_ID, BUSY_MILLISECONDS } from "./open-database.ts";

/** The columns that are read of each table; a database that lacks one is not OpenPassPhrase's. */
const COLUMNS = {
  users: ["id", "username", "password", "phrase_check", "created_at", "updated_at"],
  categories: ["id", "name", "user_id", "sort_id", "created_at", "updated_at"],
  items: ["id", "category_id", "user_id", ...V1_FIELDS, "sort_id", "created_at", "updated_at"],
};

/**
 * Opens OpenPassPhrase's database for reading. Neither the file nor its folder is changed: where reading it would (a write-ahead
 * log, a transaction that was cut off), a copy is read.
 * @throws UnusableDatabaseError for a file that is none, or of another kind; the system's error for one that can't be read.
 */
export function openLegacyDatabase(path: string): LegacyDatabase {
  refuseUnreadable(path);
  try {
    const sqlite = needsRecovery(path)
      ? openCopyInMemory(path)
      : new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MILLISECONDS });
    try {
      sqlite.pragma("trusted_schema = OFF");
      // Until it is closed: all that is read belongs together, also while the old server runs.
      sqlite.exec("BEGIN");
      refuseForeign(sqlite, path);
      return readerOf(sqlite, path);
    } catch (error) {
      sqlite.close();
      throw error;
    }
  } catch (error) {
    throw explainedForImport(error, path);
  }
}

function readerOf(sqlite: Database.Database, path: string): LegacyDatabase {
  function rows<Row>(text: string, ...values: number[]): Row[] {
    try {
      return sqlite.prepare<number[], Row>(text).all(...values);
    } catch (error) {
      throw explainedForImport(error, path);
    }
  }
  const times = "created_at AS createdAt, updated_at AS updatedAt";
  const ofUser = "WHERE user_id = ? ORDER BY sort_id, id";
  return {
    users: () =>
      rows<LegacyUserRow>(
        // As bytes: of text, the driver would put replacement characters in the place of what isn't UTF-8.
        `SELECT id, CAST(username AS BLOB) AS username, password, phrase_check AS phraseCheck, ${times} FROM users ORDER BY id`,
      ),
    categories: (userId) =>
      rows<LegacyCategoryRow>(
        `SELECT id, name, sort_id AS sortId, ${times} FROM categories ${ofUser}`,
        userId,
      ),
    items: (userId) =>
      rows<LegacyItemRow>(
        `SELECT id, category_id AS categoryId, ${V1_FIELDS.join(", ")}, sort_id AS sortId, ${times} FROM items ${ofUser}`,
        userId,
      ),
    orphans: () =>
      (["categories", "items"] as const).flatMap((table) =>
        rows<{ id: number }>(
          `SELECT id FROM ${table} WHERE user_id IS NULL OR user_id NOT IN (SELECT id FROM users) ORDER BY id`,
        ).map(({ id }) => ({ table, id })),
      ),
    close: () => void sqlite.close(),
  };
}

function refuseUnreadable(path: string): void {
  const found = statSync(path);
  if (!found.isFile()) throw new UnusableDatabaseError(path, "it isn't a file.");
  if (found.size === 0) throw new UnusableDatabaseError(path, "it is empty.");
}

/** Byte 18 of SQLite's header is 2 for a write-ahead log, without which even a reader writes beside the file. */
const WRITE_VERSION_AT = 18;

function needsRecovery(path: string): boolean {
  const isThere = (companion: string) => existsSync(companion) && statSync(companion).size > 0;
  if (isThere(`${path}-journal`) || isThere(`${path}-wal`)) return true;
  const file = openSync(path, "r");
  try {
    const byte = Buffer.alloc(1);
    return readSync(file, byte, 0, 1, WRITE_VERSION_AT) === 1 && byte[0] === 2;
  } finally {
    closeSync(file);
  }
}

function refuseForeign(sqlite: Database.Database, path: string): void {
  if (sqlite.pragma("application_id", { simple: true }) === APPLICATION_ID) {
    throw new UnusableDatabaseError(
      path,
      "it is already a vault of this version. To move it, copy it, or restore a backup.",
    );
  }
  const columns = sqlite.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck();
  for (const [table, wanted] of Object.entries(COLUMNS)) {
    const there = new Set(columns.all(table));
    const missing = wanted.filter((name) => !there.has(name));
    if (missing.length > 0) {
      const lack = there.size === 0 ? `the table ${table}` : `${table}.${missing.join(`, ${table}.`)}`;
      throw new UnusableDatabaseError(path, `it isn't a database of OpenPassPhrase (missing: ${lack}).`);
    }
  }
}

function explainedForImport(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof UnusableDatabaseError) return error;
  const code = "code" in error ? String(error.code) : "";
  const cause = { cause: error };
  if (
    code.startsWith("SQLITE_BUSY") ||
    code.startsWith("SQLITE_READONLY") ||
    code.startsWith("SQLITE_CANTOPEN")
  )
    return new UnusableDatabaseError(path, "it is in use. Stop the old server, then try again.", cause);
  if (code.startsWith("SQLITE_CORRUPT")) {
    const advice = `it is damaged. Recover what you can with SQLite: sqlite3 '${path}' .recover | sqlite3 recovered.sqlite, then import that file.`;
    return new UnusableDatabaseError(path, advice, cause);
  }
  return explained(error, path);
}
