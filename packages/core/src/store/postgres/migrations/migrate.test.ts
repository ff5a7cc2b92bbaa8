import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { openEmptyDatabase, postgresMigrations } from "../../../testing/temp-postgres.ts";
import { migrate, NewerPostgresSchemaError } from "./migrate.ts";

async function openClients(count: number) {
  const database = await openEmptyDatabase();
  const clients = Array.from({ length: count }, () => new Client(database.place));
  for (const client of clients) await client.connect();
  return {
    clients,
    async [Symbol.asyncDispose]() {
      for (const client of clients) await client.end();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** This program's migrations and one more, as a later version has. */
async function laterMigrations(statements: string) {
  const folder = await mkdtemp(join(tmpdir(), "opp-migrations-"));
  await cp(postgresMigrations, folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal: { entries: { idx: number; when: number; tag: string }[] } = JSON.parse(
    await readFile(path, "utf8"),
  );
  const last = journal.entries.at(-1);
  const later = { ...last, idx: journal.entries.length, when: (last?.when ?? 0) + 1, tag: "9999_later" };
  await writeFile(path, JSON.stringify({ ...journal, entries: [...journal.entries, later] }));
  await writeFile(join(folder, "9999_later.sql"), statements);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

const tablesOf = async (client: Client) =>
  (
    await client.query(
      "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    )
  ).rows.length;

describe("migrations in PostgreSQL", () => {
  it("run once when several nodes start at the same time", async () => {
    await using world = await openClients(4);
    await Promise.all(world.clients.map((client) => migrate(client, postgresMigrations)));
    const [client] = world.clients;
    const counted = await client?.query("SELECT name, value FROM counters ORDER BY name");
    expect(counted?.rows).toEqual([
      { name: "id_blocks", value: "0" },
      { name: "users", value: "0" },
    ]);
  });

  it("store sealed bytes unchanged, since they don't compress", async () => {
    await using world = await openClients(1);
    const [client] = world.clients;
    if (client === undefined) throw new Error("The test has no connection.");
    await migrate(client, postgresMigrations);
    const { rows } = await client.query(
      `SELECT DISTINCT attstorage FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE attname = 'sealed' AND attnotnull AND relkind = 'r'`,
    );
    expect(rows).toEqual([{ attstorage: "e" }]);
  });

  it("leave nothing of a migration that fails", async () => {
    await using world = await openClients(1);
    await using later = await laterMigrations("CREATE TABLE half (id bigint); SELECT 1 / 0;");
    const [client] = world.clients;
    if (client === undefined) throw new Error("The test has no connection.");
    await expect(migrate(client, later.folder)).rejects.toThrow("division by zero");
    expect(await tablesOf(client)).toBe(0);
  });

  it("are refused on a database that a newer version wrote, and leave it unchanged", async () => {
    await using world = await openClients(1);
    await using later = await laterMigrations("CREATE TABLE later (id bigint);");
    const [client] = world.clients;
    if (client === undefined) throw new Error("The test has no connection.");
    await migrate(client, later.folder);
    const before = await tablesOf(client);
    await expect(migrate(client, postgresMigrations)).rejects.toThrow(NewerPostgresSchemaError);
    expect(await tablesOf(client)).toBe(before);
  });
});
