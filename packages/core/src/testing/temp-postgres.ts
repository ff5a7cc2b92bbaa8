import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Client } from "pg";
import { migrate } from "../store/postgres/migrations/migrate.ts";
import type { ServerPlace } from "../store/postgres/server/open-pool.ts";
import { testServer } from "./postgres-server.ts";

export const postgresMigrations = join(import.meta.dirname, "../../drizzle-postgres");

export interface TempDatabase extends AsyncDisposable {
  readonly place: ServerPlace;
}

/** Migrated ones of this process: copying one costs a tenth of migrating. */
let template: Promise<string> | null = null;

/** A migrated database of a test's own. */
export async function openTempDatabase(): Promise<TempDatabase> {
  const server = await testServer();
  template ??= makeTemplate(server);
  return makeDatabase(server, await template);
}

/** One that has no tables. */
export const openEmptyDatabase = async (): Promise<TempDatabase> =>
  makeDatabase(await testServer(), "template0");

async function makeDatabase(server: ServerPlace, from: string): Promise<TempDatabase> {
  const name = newName();
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${from}`);
  return {
    place: { ...server, database: name },
    async [Symbol.asyncDispose]() {
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

const newName = () => `opp_test_${randomBytes(8).toString("hex")}`;

async function makeTemplate(server: ServerPlace): Promise<string> {
  const name = newName();
  await administer(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const client = new Client({ ...server, database: name });
  await client.connect();
  try {
    await migrate(client, postgresMigrations);
  } finally {
    await client.end();
  }
  return name;
}

async function administer(server: ServerPlace, statement: string): Promise<void> {
  const client = new Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
