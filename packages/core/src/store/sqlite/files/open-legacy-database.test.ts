import { copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OldDatabase } from "../../../testing/legacy-database.ts";
import { migrationsFolder } from "../../../testing/temp-store.ts";
import { openSqliteStore } from "../open-store.ts";
import { openLegacyDatabase } from "./open-legacy-database.ts";

const SAMPLE = join(import.meta.dirname, "../../../legacy/vectors/legacy-sample.sqlite");

describe("openLegacyDatabase", () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "opp-old-"));
    path = join(folder, "old.sqlite");
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Every file of the folder, to the byte and the nanosecond. */
  const state = async () =>
    Promise.all(
      (await readdir(folder)).toSorted().map(async (name) => {
        const { mtimeNs, size } = await stat(join(folder, name), { bigint: true });
        return { name, mtimeNs, size, bytes: (await readFile(join(folder, name))).toString("hex") };
      }),
    );

  /** Reads all there is, and answers the items' ids by user; nothing in the folder may have changed. */
  async function readAll(): Promise<number[][]> {
    const before = await state();
    const database = openLegacyDatabase(path);
    const ids = database.users().map(({ id }) => {
      database.categories(id);
      return database.items(id).map((item) => item.id);
    });
    expect(await state()).toEqual(before);
    database.close();
    expect(await state()).toEqual(before);
    return ids;
  }

  it("reads the rows of each user, by sort id and id", async () => {
    await copyFile(SAMPLE, path);
    expect(await readAll()).toEqual([
      [2, 3, 4, 5, 6, 7, 8, 9, 1],
      [10, 11, 13],
    ]);
  });

  it("reads what is still in a write-ahead log, and leaves that as it is", async () => {
    await copyFile(SAMPLE, path);
    const writer = new Database(path);
    writer.pragma("journal_mode = WAL");
    writer.exec("DELETE FROM items WHERE id < 10");
    expect((await readdir(folder)).toSorted()).toEqual(["old.sqlite", "old.sqlite-shm", "old.sqlite-wal"]);
    const temporary = async () => (await readdir(tmpdir())).filter((name) => name.startsWith("opp-import-"));
    const before = await temporary();
    expect(await readAll()).toEqual([[], [10, 11, 13]]);
    expect(await temporary()).toEqual(before);
    writer.close();
    // Without its log it is still a database in that mode.
    expect(await readAll()).toEqual([[], [10, 11, 13]]);
  });

  it("takes back a transaction that was cut off, and leaves its journal as it is", async () => {
    const torn = join(folder, "torn.sqlite");
    await copyFile(SAMPLE, torn);
    const writer = new Database(torn);
    // So small a cache puts changed pages into the file before the commit.
    writer.pragma("cache_size = 1");
    writer.pragma("cache_spill = 1");
    writer.exec("BEGIN; DELETE FROM items; UPDATE users SET username = 'changed ' || id;");
    for (let row = 0; row < 200; row += 1)
      writer.prepare("INSERT INTO categories VALUES (NULL, ?, 1, 0, 't', 't')").run("x".repeat(4000));
    await copyFile(torn, path);
    await copyFile(`${torn}-journal`, `${path}-journal`);
    writer.close();
    await rm(torn);
    expect((await stat(`${path}-journal`)).size).toBeGreaterThan(0);
    expect(await readAll()).toEqual([
      [2, 3, 4, 5, 6, 7, 8, 9, 1],
      [10, 11, 13],
    ]);
  });

  it("sees one state of a database that the old server continues writing to", async () => {
    await copyFile(SAMPLE, path);
    const database = openLegacyDatabase(path);
    expect(database.items(2)).toHaveLength(3);
    const writer = new Database(path, { timeout: 0 });
    expect(() => writer.exec("DELETE FROM items")).toThrow("locked");
    writer.close();
    expect(database.items(1)).toHaveLength(9);
    database.close();
  });

  it("names the rows that are nobody's", async () => {
    using old = new OldDatabase(path);
    await old.addUser({ id: 1, username: "ann", password: "p", phrase: "phrase" });
    old.addCategory(8, 3, null);
    old.addItem(9, 4, {});
    const database = openLegacyDatabase(path);
    expect(database.orphans()).toEqual([
      { table: "categories", id: 3 },
      { table: "items", id: 4 },
    ]);
    database.close();
  });

  it.each([
    ["that isn't there", async () => undefined, "ENOENT"],
    ["that is empty", () => writeFile(path, ""), "it is empty"],
    ["that is no database", () => writeFile(path, "notes ".repeat(2000)), "isn't an SQLite database"],
    [
      "of another program",
      async () => new Database(path).exec("CREATE TABLE notes (id)").close(),
      "missing: the table users",
    ],
    [
      "with other columns",
      async () =>
        new Database(path)
          .exec("CREATE TABLE users (id, username, password, created_at, updated_at)")
          .close(),
      "missing: users.phrase_check",
    ],
    [
      "of this version",
      async () => (await openSqliteStore({ path, migrationsFolder })).close(),
      "it is already a vault of this version",
    ],
  ])("refuses a file %s", async (_, make, sentence) => {
    await make();
    expect(() => openLegacyDatabase(path)).toThrow(sentence);
  });

  it("refuses a folder", () => {
    expect(() => openLegacyDatabase(folder)).toThrow("it isn't a file");
  });

  it("says how to save what is left of a damaged one", async () => {
    const bytes = await readFile(SAMPLE);
    // Past the schema: what is broken is a table's page.
    bytes.fill(0xff, 8192, bytes.length);
    await writeFile(path, bytes);
    expect(() => {
      const database = openLegacyDatabase(path);
      for (const { id } of database.users()) database.items(id);
    }).toThrow(".recover");
  });
});
