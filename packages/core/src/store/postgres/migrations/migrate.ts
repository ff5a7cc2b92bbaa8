import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import type { ClientBase } from "pg";
import { COUNTER_NAMES } from "../../rows/id-kinds.ts";
import { ChangedSchemaError, findChanges } from "../inspection/find-changes.ts";

/** The schema was written by a newer version of the program, or by another branch of it. */
export class NewerPostgresSchemaError extends Error {
  constructor() {
    super(
      "The PostgreSQL database was written by a newer version of this program; this version would damage it. Install that version again.",
    );
    this.name = "NewerPostgresSchemaError";
  }
}

/** Any number will do that no other program takes in this database: "opp" in ASCII, and one more. */
const MIGRATION_LOCK = 0x6f7070_01;

/** @throws NewerPostgresSchemaError when the database has a migration that this program doesn't know. */
export const isUpToDate = async (client: ClientBase, migrationsFolder: string): Promise<boolean> =>
  (await pendingMigrations(client, readMigrationFiles({ migrationsFolder }))).length === 0;

/**
 * Brings the schema up to date: all pending migrations or none, by one node, for which the others wait.
 * @throws NewerPostgresSchemaError when the database has a migration that this program doesn't know
 * @throws ChangedSchemaError when the tables aren't as the migrations make them. Then they are unchanged.
 */
export async function migrate(client: ClientBase, migrationsFolder: string): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder });
  if ((await pendingMigrations(client, known)).length === 0) {
    const changes = await findChanges(client);
    if (changes.length === 0) return;
    // Another node may have brought a newer schema in between.
    await pendingMigrations(client, known);
    throw new ChangedSchemaError(changes);
  }
  await client.query("BEGIN");
  try {
    // Others wait for as long as it takes.
    await client.query("SET LOCAL lock_timeout = 0");
    await client.query("SET LOCAL statement_timeout = 0");
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    for (const migration of await pendingMigrations(client, known)) await apply(client, migration);
    await client.query(
      "INSERT INTO counters (name, value) SELECT unnest($1::text[]), 0 ON CONFLICT (name) DO NOTHING",
      [[...COUNTER_NAMES]],
    );
    const changes = await findChanges(client);
    if (changes.length > 0) throw new ChangedSchemaError(changes);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function pendingMigrations(
  client: ClientBase,
  known: readonly MigrationMeta[],
): Promise<MigrationMeta[]> {
  const table = await client.query({
    text: "SELECT to_regclass('__drizzle_migrations') IS NOT NULL",
    rowMode: "array",
  });
  if (table.rows[0]?.[0] !== true) return [...known];
  const applied = await client.query<{ created_at: number | string }>(
    "SELECT created_at FROM __drizzle_migrations ORDER BY created_at",
  );
  if (applied.rows.some(({ created_at }, i) => known[i]?.folderMillis !== Number(created_at)))
    throw new NewerPostgresSchemaError();
  return known.slice(applied.rows.length);
}

async function apply(client: ClientBase, migration: MigrationMeta): Promise<void> {
  for (const statements of migration.sql) await client.query(statements);
  await client.query(
    "CREATE TABLE IF NOT EXISTS __drizzle_migrations (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, hash text NOT NULL, created_at bigint NOT NULL)",
  );
  await client.query("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ($1, $2)", [
    migration.hash,
    migration.folderMillis,
  ]);
}
