import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import { systemSha256 } from "../../platform/system-sha256.ts";
import { openTempDatabase, postgresMigrations, type TempDatabase } from "../../testing/temp-postgres.ts";
import { migrationsFolder, openTempStore } from "../../testing/temp-store.ts";
import { furnish } from "../contract/furnished.suite.ts";
import { addItems, allOf } from "../contract/world.suite.ts";
import { fillDatabase, withContents as withPostgres } from "../postgres/contents/open-contents.ts";
import { makeDatabase } from "../sqlite/contents/make-database.ts";
import { withContents as withSqlite } from "../sqlite/contents/open-contents.ts";
import { openSqliteStore } from "../sqlite/open-store.ts";
import * as administration from "../sqlite/tables/schema/administration-schema.ts";
import * as files from "../sqlite/tables/schema/file-schema.ts";
import * as requests from "../sqlite/tables/schema/request-schema.ts";
import * as main from "../sqlite/tables/schema/schema.ts";
import * as trends from "../sqlite/tables/schema/trend-schema.ts";
import { ContentsDifferError, copyContents } from "./copy-contents.ts";
import { MoveError } from "./move-error.ts";
import { type ContentsTarget, MOVED_TABLES } from "./table-contents.ts";

const run = promisify(execFile);
const PROCESS = join(import.meta.dirname, "move-process.testing.ts");
const startDigest = systemSha256;
const postgresOf = ({ place }: TempDatabase) => ({ server: place, migrationsFolder: postgresMigrations });

const toPostgres = (path: string, database: TempDatabase) =>
  withSqlite({ path, migrationsFolder }, (source) =>
    fillDatabase(postgresOf(database), (target) => copyContents(source, target, { startDigest })),
  );
const toSqlite = (database: TempDatabase, path: string) =>
  withPostgres(
    postgresOf(database),
    (source) =>
      makeDatabase({ path, migrationsFolder }, (target) => copyContents(source, target, { startDigest })),
    { alone: true },
  );
/** How many rows a PostgreSQL database has. */
const countRows = (database: TempDatabase) =>
  withPostgres(
    postgresOf(database),
    async (source) => {
      let rows = 0;
      for (const table of MOVED_TABLES)
        if (table !== "counters") for await (const part of source.read(table)) rows += part.length;
      return rows;
    },
    { alone: false },
  );
const digestOf = async (path: string) =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");

/** A vault with a row in nearly every table, closed. */
async function openClosedVault() {
  const world = await openTempStore();
  const { userId } = await furnish(world.store, "ada");
  await furnish(world.store, "bob");
  const before = await allOf(world.store, userId);
  await world.store.close();
  return Object.assign(world, { userId, before });
}

describe("a database that is moved", () => {
  it("names every table of the schema, those it refers to before it", () => {
    const configs = Object.values({ ...main, ...files, ...administration, ...requests, ...trends })
      .filter((table) => is(table, SQLiteTable))
      .map((table) => getTableConfig(table));
    expect([...MOVED_TABLES].toSorted()).toEqual(configs.map(({ name }) => name).toSorted());
    const placeOf = (name: string) => MOVED_TABLES.findIndex((table) => table === name);
    for (const { name, foreignKeys } of configs)
      for (const key of foreignKeys)
        expect(placeOf(getTableConfig(key.reference().foreignTable).name)).toBeLessThan(placeOf(name));
  });

  it("is the same in PostgreSQL and again in SQLite, and can be used there", async () => {
    await using world = await openClosedVault();
    await using database = await openTempDatabase();
    const digest = await digestOf(world.path);
    const moved = await toPostgres(world.path, database);
    expect(await digestOf(world.path)).toBe(digest);
    expect(moved.map(({ table }) => table)).toEqual([...MOVED_TABLES]);
    expect(moved.find(({ table }) => table === "items")).toMatchObject({ rows: 6 });
    expect(moved.find(({ table }) => table === "attachment_chunks")?.rows).toBeGreaterThan(0);
    expect(moved.find(({ table }) => table === "request_keys")).toMatchObject({ rows: 2 });

    const path = join(dirname(world.path), "back.sqlite");
    expect(await toSqlite(database, path)).toEqual(moved);
    const store = await openSqliteStore({ path, migrationsFolder });
    expect(await allOf(store, world.userId)).toEqual(world.before);
    const [added] = await addItems(store, world.userId, ["after both moves"]);
    expect(added?.id).toBeGreaterThan(700_000);
    await store.close();
  });

  it("goes only where nothing is, and from where no server runs", async () => {
    await using world = await openClosedVault();
    await using database = await openTempDatabase();
    const store = await world.connect();
    await expect(toPostgres(world.path, database)).rejects.toThrow("another process is using it");
    await store.close();
    await toPostgres(world.path, database);
    const rows = await countRows(database);
    await expect(toPostgres(world.path, database)).rejects.toThrow(MoveError);
    expect(await countRows(database)).toBe(rows);
    await expect(toSqlite(database, world.path)).rejects.toThrow("already exists");
  });

  it("is not moved when what was written is not what is read back", async () => {
    await using world = await openClosedVault();
    await using database = await openTempDatabase();
    const moving = withSqlite({ path: world.path, migrationsFolder }, (source) =>
      fillDatabase(postgresOf(database), (target) => {
        const forgetful: ContentsTarget = {
          ...target,
          write: (table, rows) => target.write(table, table === "memberships" ? rows.slice(1) : rows),
        };
        return copyContents(source, forgetful, { startDigest });
      }),
    );
    await expect(moving).rejects.toThrow(ContentsDifferError);
    expect(await countRows(database)).toBe(0);
  });

  it("is whole where it was, and nowhere else, when the process is killed at any step", {
    timeout: 120_000,
  }, async () => {
    await using world = await openClosedVault();
    await using database = await openTempDatabase();
    await using other = await openTempDatabase();
    const digest = await digestOf(world.path);
    const path = join(dirname(world.path), "back.sqlite");
    const moveUntil = async (order: { to: string; path: string; server: unknown; dieAt: number }) =>
      run(process.execPath, [PROCESS, JSON.stringify(order)]).then(
        () => "moved",
        (error: { signal?: string }) => error.signal,
      );
    const whole = await toPostgres(world.path, other);
    for (const dieAt of [1, 4, 9, 17, 30]) {
      const ends = await Promise.all([
        moveUntil({ to: "postgres", path: world.path, server: database.place, dieAt }),
        moveUntil({ to: "sqlite", path, server: other.place, dieAt }),
      ]);
      expect(ends).toEqual(["SIGKILL", "SIGKILL"]);
      expect(await digestOf(world.path)).toBe(digest);
      expect(await countRows(database)).toBe(0);
      expect(await readdir(dirname(path))).not.toContain(basename(path));
    }
    expect(await toPostgres(world.path, database)).toEqual(whole);
    expect(await toSqlite(other, path)).toEqual(whole);
    expect((await readdir(dirname(path))).filter((name) => name.includes("moving"))).toEqual([]);
  });
});
