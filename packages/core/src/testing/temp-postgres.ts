import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Client, type QueryResult } from "pg";
import { migrate } from "../store/postgres/migrations/migrate.ts";
import type { ServerPlace } from "../store/postgres/server/open-pool.ts";
import { databasesOfRun, testServer } from "./postgres-server.ts";

export const postgresMigrations = join(import.meta.dirname, "../../drizzle-postgres");

export interface TempDatabase extends AsyncDisposable {
  readonly place: ServerPlace;
}

/** Migrated and empty ones that a test has given back: to empty one costs a tenth of copying another. */
const unused: string[] = [];
/** Of this process: copying it costs a tenth of migrating. */
let template: Promise<string> | null = null;

/** A migrated database of a test's own, without a row but the counters. */
export async function openTempDatabase(): Promise<TempDatabase> {
  const server = await testServer();
  const name = unused.pop() ?? (await copyTemplate(server));
  return {
    place: { ...server, database: name },
    async [Symbol.asyncDispose]() {
      if (await canBeUsedAgain({ ...server, database: name })) unused.push(name);
      else await drop(server, name);
    },
  };
}

/** One that has no tables. */
export async function openEmptyDatabase(): Promise<TempDatabase> {
  const server = await testServer();
  const name = newName();
  await askDatabase(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  return {
    place: { ...server, database: name },
    [Symbol.asyncDispose]: () => drop(server, name),
  };
}

const newName = () => `${databasesOfRun()}_${randomBytes(6).toString("hex")}`;

async function copyTemplate(server: ServerPlace): Promise<string> {
  template ??= makeTemplate(server);
  const name = newName();
  await askDatabase(server, `CREATE DATABASE ${name} TEMPLATE ${await template}`);
  return name;
}

async function makeTemplate(server: ServerPlace): Promise<string> {
  const name = newName();
  await askDatabase(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const client = new Client({ ...server, database: name });
  await client.connect();
  try {
    await migrate(client, postgresMigrations);
  } finally {
    await client.end();
  }
  return name;
}

const TABLES =
  "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT IN ('counters', '__drizzle_migrations')";
/** A database that held more is slower afterwards than a new one. */
const MAX_ROWS = 5000;

/** Empties the database. @returns whether it is as good as a new one */
async function canBeUsedAgain(place: ServerPlace): Promise<boolean> {
  return (await emptyDatabase(place)) <= MAX_ROWS;
}

/** Erases all rows, and begins the ids again. @returns how many there were */
export async function emptyDatabase(place: ServerPlace): Promise<number> {
  const [tables] = await askDatabase(place, TABLES);
  const names = tables?.rows.map(({ relname }) => String(relname)) ?? [];
  const emptied = await askDatabase(
    place,
    ["SET session_replication_role = replica", ...names.map((name) => `DELETE FROM "${name}"`)]
      .concat("UPDATE counters SET value = 0")
      .join("; "),
  );
  return emptied.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}

async function drop(server: ServerPlace, name: string): Promise<void> {
  await askDatabase(server, `DROP DATABASE ${name} WITH (FORCE)`);
}

/** Runs a statement in the database. */
export async function askDatabase(server: ServerPlace, statements: string): Promise<QueryResult[]> {
  const client = new Client(server);
  await client.connect();
  try {
    const answer: QueryResult | QueryResult[] = await client.query(statements);
    return Array.isArray(answer) ? answer : [answer];
  } finally {
    await client.end();
  }
}
