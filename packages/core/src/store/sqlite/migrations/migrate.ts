import type Database from "better-sqlite3";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { usernameForm } from "../../../rules/usernames.ts";
import { COUNTER_NAMES, ID_KINDS } from "../../rows/id-kinds.ts";
import { backUpBeforeMigration } from "../backup/before-migration.ts";
import { NewerSchemaError, UnusableDatabaseError } from "../files/database-errors.ts";
import { hasTable } from "../files/has-table.ts";
import { APPLICATION_ID } from "../files/open-database.ts";

/** @throws NewerSchemaError when the database has a migration that this program doesn't know. */
export const isUpToDate = (sqlite: Database.Database, path: string, migrationsFolder: string): boolean =>
  pendingMigrations(sqlite, path, readMigrationFiles({ migrationsFolder })).length === 0;

/**
 * Brings the schema up to date: all pending migrations or none, after a copy of a database that holds anything.
 * @throws NewerSchemaError when the database has a migration that this program doesn't know.
 */
export function migrate(sqlite: Database.Database, path: string, migrationsFolder: string): void {
  const known = readMigrationFiles({ migrationsFolder });
  if (pendingMigrations(sqlite, path, known).length === 0) return;
  sqlite.function("opp_username_form", { deterministic: true }, (name) =>
    usernameForm(typeof name === "string" ? name : ""),
  );
  // A table is altered by making it again, and dropping the old one would cascade. SQLite ignores this inside a transaction.
  sqlite.pragma("foreign_keys = OFF");
  try {
    sqlite
      .transaction(() => {
        // Another process may have come first while this one waited for the lock.
        const pending = pendingMigrations(sqlite, path, known);
        if (pending.length === 0) return;
        if (pending.length < known.length) backUpBeforeMigration(path, known.length - pending.length);
        for (const migration of pending) apply(sqlite, migration);
        finish(sqlite, path);
      })
      .immediate();
  } finally {
    sqlite.pragma("foreign_keys = ON");
  }
}

function pendingMigrations(
  sqlite: Database.Database,
  path: string,
  known: readonly MigrationMeta[],
): MigrationMeta[] {
  const table = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'").get();
  if (table === undefined) return [...known];
  const applied = sqlite
    .prepare<[], number>("SELECT created_at FROM __drizzle_migrations ORDER BY created_at")
    .pluck()
    .all();
  // Told by their instants, which Drizzle's own migrator goes by too: a checkout that changes line ends changes the hashes.
  if (applied.some((instant, i) => known[i]?.folderMillis !== instant)) throw new NewerSchemaError(path);
  return known.slice(applied.length);
}

function apply(sqlite: Database.Database, migration: MigrationMeta): void {
  for (const statements of migration.sql) sqlite.exec(statements);
  sqlite.exec(
    "CREATE TABLE IF NOT EXISTS __drizzle_migrations (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, created_at NUMERIC NOT NULL)",
  );
  sqlite
    .prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)")
    .run(migration.hash, migration.folderMillis);
}

function finish(sqlite: Database.Database, path: string): void {
  const orphans = sqlite.pragma("foreign_key_check");
  if (!Array.isArray(orphans) || orphans.length > 0) {
    throw new UnusableDatabaseError(
      path,
      "the migration would leave rows that refer to nothing. Restore a backup, or report this bug.",
    );
  }
  const addCounter = sqlite.prepare("INSERT OR IGNORE INTO counters (name, value) VALUES (?, 0)");
  // Older schemas, which only tests stop at, counted each kind for all vaults together.
  const names = hasTable(sqlite, "id_ranges") ? COUNTER_NAMES : ["users", ...ID_KINDS];
  for (const name of names) addCounter.run(name);
  sqlite.pragma(`application_id = ${APPLICATION_ID}`);
}
