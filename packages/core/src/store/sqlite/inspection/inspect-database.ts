import Database from "better-sqlite3";
import { asUserId, asVaultId } from "../../../ids.ts";
import { asSealed } from "../../../sealed.ts";
import {
  type InspectedRecord,
  type InspectedUser,
  type InspectedVault,
  type Inspection,
  RECORD_TABLES,
} from "../../inspection.ts";
import { recognizeFile } from "../backup/recognize-file.ts";
import { MANIFEST_TABLE, readManifest } from "../files/backup-file.ts";
import { hasTable } from "../files/has-table.ts";
import { BUSY_MILLISECONDS } from "../files/open-database.ts";
import { isUpToDate } from "../migrations/migrate.ts";
import { checkStructure, hasVaults } from "./check-structure.ts";
import { readFiles } from "./read-files.ts";
import { unlessBroken } from "./unless-broken.ts";

const ROWS_A_TIME = 500;

/**
 * Opens a backup, or the database of a data folder, for checking; nothing in it is changed. An old backup is read by its
 * own schema, so it can be checked without bringing it up to date.
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
    const schema = unlessBroken(() => schemaOf(sqlite), WITH_VAULTS);
    return {
      structure,
      backup: kind === "backup" ? unlessBroken(() => readBackupFacts(sqlite), null) : null,
      rows: unlessBroken(() => countRows(sqlite, schema), {}),
      users: unlessBroken(() => readUsers(sqlite, schema), []),
      vaults: unlessBroken(() => readVaults(sqlite, schema), []),
      records: () => readRecords(sqlite, schema),
      files: () => readFiles(sqlite),
      close: () => void sqlite.close(),
    };
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function readBackupFacts(sqlite: Database.Database) {
  const text = sqlite.prepare<[], string>(`SELECT manifest FROM ${MANIFEST_TABLE}`).pluck().get();
  const manifest = readManifest(text ?? "");
  return manifest && { madeAt: manifest.madeAt, version: manifest.version };
}

/** What differs between the released schemas, of all that is read. */
interface SchemaNames {
  readonly tables: readonly string[];
  /** Answers a vault's rows with the columns of `StoredVault`. */
  readonly vaults: string;
  /** The column by which a record says whose it is. */
  readonly owner: "user_id" | "vault_id";
}

const COUNTED = ["users", "categories", "items", "item_versions", "sessions", "audit_events"];
/** Older schemas have none. */
const LATER_TABLES = [
  "attachments",
  "attachment_chunks",
  "import_batches",
  "import_rows",
  "totp",
  "spare_codes",
  "passkeys",
  "health_trends",
  "request_keys",
];
const WITH_VAULTS: SchemaNames = {
  tables: [...COUNTED, "vaults", "memberships"],
  vaults: "SELECT id, kind, key_number, previous_key FROM vaults",
  owner: "vault_id",
};
/** Before there were vaults, an account was its own. */
const WITHOUT_VAULTS: SchemaNames = {
  tables: COUNTED,
  vaults: "SELECT id, 'personal' AS kind, key_number, previous_vault_key AS previous_key FROM users",
  owner: "user_id",
};

const schemaOf = (sqlite: Database.Database): SchemaNames =>
  hasVaults(sqlite) ? WITH_VAULTS : WITHOUT_VAULTS;

const countRows = (sqlite: Database.Database, { tables }: SchemaNames): Record<string, number> =>
  Object.fromEntries(
    [...tables, ...LATER_TABLES.filter((table) => hasTable(sqlite, table))].map((table) => [
      table,
      sqlite.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0,
    ]),
  );

interface StoredVault {
  id: number;
  kind: InspectedVault["kind"];
  key_number: number;
  previous_key: Uint8Array | null;
}

const readVaults = (sqlite: Database.Database, { vaults }: SchemaNames): InspectedVault[] =>
  sqlite
    .prepare<[], StoredVault>(`${vaults} ORDER BY id`)
    .all()
    .map((row) => ({
      id: asVaultId(row.id),
      kind: row.kind,
      keyNumber: row.key_number,
      previousKey: row.previous_key && asSealed(row.previous_key),
    }));

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
  previous_key: Uint8Array | null;
}

function readUsers(sqlite: Database.Database, { vaults }: SchemaNames): InspectedUser[] {
  const columns =
    "u.id, u.username, u.wrap_number, v.key_number, u.salt, u.memory_kib, u.passes, u.parallelism, u.sealed_vault_key, u.recovery_seal, v.previous_key";
  return sqlite
    .prepare<[], StoredUser>(`SELECT ${columns} FROM users u JOIN (${vaults}) v ON v.id = u.id ORDER BY u.id`)
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
      previousVaultKey: row.previous_key && asSealed(row.previous_key),
    }));
}

/** A version's vault is its item's; that the item is there was checked with the references. */
const sourcesOf = ({ owner }: SchemaNames) => ({
  categories: `SELECT id AS rowId, id AS recordId, ${owner} AS vaultId, seal_rev AS sealRev, sealed FROM categories`,
  items: `SELECT id AS rowId, id AS recordId, ${owner} AS vaultId, seal_rev AS sealRev, sealed FROM items`,
  item_versions: `SELECT v.id AS rowId, v.item_id AS recordId, i.${owner} AS vaultId, v.seal_rev AS sealRev, v.sealed AS sealed FROM item_versions v JOIN items i ON i.id = v.item_id`,
  attachments: `SELECT id AS rowId, id AS recordId, vault_id AS vaultId, seal_rev AS sealRev, sealed FROM attachments`,
  import_batches: `SELECT id AS rowId, id AS recordId, vault_id AS vaultId, seal_rev AS sealRev, sealed FROM import_batches`,
  passkeys: `SELECT id AS rowId, id AS recordId, user_id AS vaultId, seal_rev AS sealRev, sealed FROM passkeys`,
  health_trends: `SELECT id AS rowId, id AS recordId, id AS vaultId, seal_rev AS sealRev, sealed FROM health_trends`,
});

interface StoredSeal {
  rowId: number;
  recordId: number;
  vaultId: number;
  sealRev: number;
  sealed: Uint8Array;
}

function* readRecords(sqlite: Database.Database, schema: SchemaNames): Generator<InspectedRecord[]> {
  const sources = sourcesOf(schema);
  for (const table of RECORD_TABLES) {
    const page = unlessBroken(
      () =>
        sqlite.prepare<[number], StoredSeal>(
          `SELECT * FROM (${sources[table]}) WHERE rowId > ? ORDER BY rowId LIMIT ${ROWS_A_TIME}`,
        ),
      null,
    );
    let after = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows: StoredSeal[] = unlessBroken(() => page?.all(after) ?? [], []);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.rowId;
      yield rows.map((row) => ({
        ...row,
        table,
        vaultId: asVaultId(row.vaultId),
        sealed: asSealed(row.sealed),
      }));
    }
  }
}
