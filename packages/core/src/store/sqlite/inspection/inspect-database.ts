import Database from "better-sqlite3";
import { asUserId } from "../../../ids.ts";
import { asSealed } from "../../../sealed.ts";
import type { InspectedRecord, InspectedUser, Inspection } from "../../inspection.ts";
import { recognizeFile } from "../backup/recognize-file.ts";
import { MANIFEST_TABLE, readManifest } from "../files/backup-file.ts";
import { BUSY_MILLISECONDS } from "../files/open-database.ts";
import { isUpToDate } from "../migrations/migrate.ts";
import { checkStructure } from "./check-structure.ts";

const ROWS_A_TIME = 500;

/**
 * Opens a backup, or the database of a data folder, for checking; nothing in it is changed. Only columns that every released
 * schema has are read, so an old backup can be checked without bringing it up to date.
 * @throws UnusableBackupError for a file that isn't one, or a backup whose digest is wrong; NewerSchemaError.
 */
export function* inspectDatabase(path: string, migrationsFolder: string): Generator<void, Inspection> {
  const { kind } = yield* recognizeFile(path);
  // A write-ahead log can't be read without files of its own beside it; a backup has none.
  const sqlite = new Database(path, { readonly: kind === "backup", timeout: BUSY_MILLISECONDS });
  try {
    sqlite.pragma("query_only = ON");
    sqlite.pragma("trusted_schema = OFF");
    sqlite.exec("BEGIN");
    const structure = checkStructure(sqlite);
    unlessBroken(() => isUpToDate(sqlite, path, migrationsFolder), false);
    return {
      structure,
      backup: kind === "backup" ? unlessBroken(() => readBackupFacts(sqlite), null) : null,
      rows: unlessBroken(() => countRows(sqlite), {}),
      users: unlessBroken(() => readUsers(sqlite), []),
      records: () => readRecords(sqlite),
      close: () => void sqlite.close(),
    };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** What can't be read for a broken page is among the structure's problems already. */
function unlessBroken<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|ERROR|NOTADB)/.test(error.code))
      return otherwise;
    throw error;
  }
}

function readBackupFacts(sqlite: Database.Database) {
  const text = sqlite.prepare<[], string>(`SELECT manifest FROM ${MANIFEST_TABLE}`).pluck().get();
  const manifest = readManifest(text ?? "");
  return manifest && { madeAt: manifest.madeAt, version: manifest.version };
}

const COUNTED = ["users", "categories", "items", "item_versions", "sessions", "audit_events"];

const countRows = (sqlite: Database.Database): Record<string, number> =>
  Object.fromEntries(
    COUNTED.map((table) => [
      table,
      sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0,
    ]),
  );

interface StoredUser {
  id: number;
  username: string | null;
  wrap_number: number;
  key_number: number;
  salt: Uint8Array;
  memory_kib: number;
  passes: number;
  parallelism: number;
  sealed_vault_key: Uint8Array;
  recovery_seal: Uint8Array;
  previous_vault_key: Uint8Array | null;
}

function readUsers(sqlite: Database.Database): InspectedUser[] {
  const columns =
    "id, username, wrap_number, key_number, salt, memory_kib, passes, parallelism, sealed_vault_key, recovery_seal, previous_vault_key";
  return sqlite
    .prepare<[], StoredUser>(`SELECT ${columns} FROM users ORDER BY id`)
    .all()
    .map((row) => ({
      id: asUserId(row.id),
      username: row.username,
      wrap: {
        wrapNumber: row.wrap_number,
        keyNumber: row.key_number,
        salt: row.salt,
        memoryKib: row.memory_kib,
        passes: row.passes,
        parallelism: row.parallelism,
        sealedVaultKey: asSealed(row.sealed_vault_key),
      },
      recoverySeal: asSealed(row.recovery_seal),
      previousVaultKey: row.previous_vault_key && asSealed(row.previous_vault_key),
    }));
}

/** A version's owner is its item's; that the item is there was checked with the references. */
const SOURCES = {
  categories:
    "SELECT id AS rowId, id AS recordId, user_id AS userId, seal_rev AS sealRev, sealed FROM categories",
  items: "SELECT id AS rowId, id AS recordId, user_id AS userId, seal_rev AS sealRev, sealed FROM items",
  item_versions:
    "SELECT v.id AS rowId, v.item_id AS recordId, i.user_id AS userId, v.seal_rev AS sealRev, v.sealed AS sealed FROM item_versions v JOIN items i ON i.id = v.item_id",
} as const;

interface StoredSeal {
  rowId: number;
  recordId: number;
  userId: number;
  sealRev: number;
  sealed: Uint8Array;
}

function* readRecords(sqlite: Database.Database): Generator<InspectedRecord[]> {
  for (const table of ["categories", "items", "item_versions"] as const) {
    const page = unlessBroken(
      () =>
        sqlite.prepare<[number], StoredSeal>(
          `SELECT * FROM (${SOURCES[table]}) WHERE rowId > ? ORDER BY rowId LIMIT ${ROWS_A_TIME}`,
        ),
      null,
    );
    let after = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows: StoredSeal[] = unlessBroken(() => page?.all(after) ?? [], []);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.rowId;
      yield rows.map((row) => ({ ...row, table, sealed: asSealed(row.sealed) }));
    }
  }
}
