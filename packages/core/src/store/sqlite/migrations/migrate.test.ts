import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { asItemId, asSessionId, asUserId } from "../../../ids.ts";
import { ownScope } from "../../../testing/own-scope.ts";
import { migrationsFolder } from "../../../testing/temp-store.ts";
import { addCategories, addItems, everyItem, idsOf, rowsOf, textOf } from "../../contract/world.suite.ts";
import type { Store } from "../../store.ts";
import { writeBackup } from "../backup/write-backup.ts";
import { NewerSchemaError } from "../files/database-errors.ts";
import { inOneGo } from "../files/in-steps.ts";
import { openDatabase } from "../files/open-database.ts";
import { inspectDatabase } from "../inspection/inspect-database.ts";
import { openSqliteStore } from "../open-store.ts";
import { restoreDatabase } from "../restore/restore-database.ts";
import { migrate } from "./migrate.ts";

const journalSchema = z.looseObject({
  entries: z.array(z.looseObject({ tag: z.string(), when: z.int(), idx: z.int() })),
});
const readJournal = async (folder: string) =>
  journalSchema.parse(JSON.parse(await readFile(join(folder, "meta/_journal.json"), "utf8")));

const { entries: released } = await readJournal(migrationsFolder);
const ADA = asUserId(1);

describe("migrate", () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "opp-migrate-"));
    path = join(directory, "vault.sqlite");
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** A migrations folder that ends with `tag`, as the program had it then. */
  async function folderUpTo(tag: string): Promise<string> {
    const folder = join(directory, `up-to-${tag}`);
    await cp(migrationsFolder, folder, { recursive: true });
    const journal = await readJournal(folder);
    const entries = journal.entries.slice(0, journal.entries.findIndex((entry) => entry.tag === tag) + 1);
    await writeFile(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
    return folder;
  }

  /** A migrations folder with one more, as the program will have it. */
  async function folderWith(sql: string): Promise<string> {
    const folder = join(directory, "next");
    await rm(folder, { recursive: true, force: true });
    await cp(migrationsFolder, folder, { recursive: true });
    const journal = await readJournal(folder);
    const last = journal.entries.at(-1);
    const next = { ...last, idx: (last?.idx ?? 0) + 1, when: (last?.when ?? 0) + 1, tag: "next" };
    await writeFile(join(folder, "next.sql"), sql);
    await writeFile(
      join(folder, "meta/_journal.json"),
      JSON.stringify({ ...journal, entries: [...journal.entries, next] }),
    );
    return folder;
  }

  async function makeVaultOf(tag: string): Promise<void> {
    const sqlite = openDatabase(path);
    migrate(sqlite, path, await folderUpTo(tag));
    sqlite.exec(await readFile(join(import.meta.dirname, "released", `${tag}.sql`), "utf8"));
    sqlite.close();
  }

  async function expectTheVault(store: Store, idGap = 0): Promise<void> {
    expect(await store.users.findByUsername("ada")).toMatchObject({
      id: ADA,
      passwordHash: "hash of ada",
      wrap: { wrapNumber: 2 },
    });
    expect(idsOf(await store.users.findDeleted("bob", 10))).toEqual([2]);
    const read = async (trash: boolean) => ({
      categories: (await store.categories.list(ownScope(ADA), { trash })).map((row) => [
        row.id,
        row.sortId,
        textOf(row.sealed),
      ]),
      items: (await rowsOf(store, ADA, { trash, ...everyItem })).map((row) => [
        row.id,
        row.categoryId,
        textOf(row.sealed),
      ]),
    });
    expect(await read(false)).toEqual({ categories: [[1, 1, "work"]], items: [[1, 1, "new"]] });
    expect(await read(true)).toEqual({ categories: [[2, 2, "home"]], items: [[2, 2, "trashed"]] });
    expect((await store.items.versions(ownScope(ADA), asItemId(1))).map((row) => textOf(row.sealed))).toEqual(
      ["old"],
    );
    expect(await store.audit.list(ADA, 10)).toEqual([
      { id: 1, kind: "registered", at: 1000, sealedDevice: null },
    ]);
    expect(idsOf(await addCategories(store, ADA, ["next"]))).toEqual([3 + idGap]);
    expect(idsOf(await addItems(store, ADA, ["next"]))).toEqual([3 + idGap]);
  }

  const session = asSessionId("00000000000000000000000000000001");
  const latest = released.at(-1)?.tag ?? "";
  const backups = async () => (await readdir(directory)).filter((name) => name.includes("before"));

  for (const { tag } of released) {
    it(`brings a vault of schema ${tag} up to date`, async () => {
      await makeVaultOf(tag);
      const store = await openSqliteStore({ path, migrationsFolder });
      expect(await store.sessions.find(ADA, session, 1000)).not.toBeNull();
      const [used] = await rowsOf(store, ADA, { trash: false, ...everyItem });
      expect(used?.usedAt).toBe(tag < "0002" ? null : 2500);
      await expectTheVault(store);
      await store.close();
      expect(await backups()).toHaveLength(tag === latest ? 0 : 1);
      expect(readVaults(path)).toEqual({
        vaults: [
          { id: 1, kind: "personal", key_number: 1, previous_key: null, revision: 2 },
          { id: 2, kind: "personal", key_number: 1, previous_key: null, revision: 0 },
        ],
        memberships: [
          { vault_id: 1, user_id: 1, role: "manager", state: "member" },
          { vault_id: 2, user_id: 2, role: "manager", state: "member" },
        ],
      });
      const inspection = inOneGo(inspectDatabase(path, migrationsFolder));
      expect(inspection.structure).toEqual([]);
      inspection.close();
    });

    it(`restores a backup of schema ${tag}, and looks through it as it is`, async () => {
      await makeVaultOf(tag);
      const file = join(directory, "backup.sqlite");
      inOneGo(writeBackup({ source: path, target: file, replace: false, now: 0 }));
      const inspection = inOneGo(inspectDatabase(file, migrationsFolder));
      expect(inspection.structure).toEqual([]);
      expect(inspection.rows).toMatchObject({ users: 2, categories: 2, items: 2, item_versions: 1 });
      expect(inspection.users).toMatchObject([
        { id: 1, wrap: { wrapNumber: 2, keyNumber: 1 }, previousVaultKey: null },
        { id: 2, wrap: { wrapNumber: 1, keyNumber: 1 }, previousVaultKey: null },
      ]);
      expect(inspection.vaults).toEqual([
        { id: 1, kind: "personal", keyNumber: 1, previousKey: null },
        { id: 2, kind: "personal", keyNumber: 1, previousKey: null },
      ]);
      const records = [...inspection.records()].flat();
      expect(records.map((record) => [record.table, record.rowId, record.recordId, record.vaultId])).toEqual([
        ["categories", 1, 1, 1],
        ["categories", 2, 2, 1],
        ["items", 1, 1, 1],
        ["items", 2, 2, 1],
        ["item_versions", 1, 1, 1],
        ...(tag < "0008"
          ? []
          : [
              ["attachments", 1, 1, 1],
              ["attachments", 2, 2, 1],
            ]),
        ...(tag < "0009" ? [] : [["import_batches", 1, 1, 1]]),
        ...(tag < "0013" ? [] : [["health_trends", 1, 1, 1]]),
        ...(tag < "0011" ? [] : [["passkeys", 1, 1, 1]]),
      ]);
      inspection.close();
      const restoredPath = join(directory, "restored.sqlite");
      await restoreDatabase({ file, path: restoredPath, migrationsFolder, now: 0 });
      const restored = await openSqliteStore({ path: restoredPath, migrationsFolder });
      await expectTheVault(restored, 2 ** 20);
      await restored.close();
    });

    it(`keeps what hangs on what in a vault of schema ${tag}`, async () => {
      await makeVaultOf(tag);
      const store = await openSqliteStore({ path, migrationsFolder });
      const sqlite = openDatabase(path);
      expect(() => sqlite.exec("UPDATE items SET vault_id = 2 WHERE id = 1")).toThrow(/FOREIGN KEY/);
      expect(() => sqlite.exec("UPDATE memberships SET user_id = 3 WHERE user_id = 2")).toThrow(
        /FOREIGN KEY/,
      );
      sqlite.close();
      await store.users.markDeleted(ADA, 4000);
      expect(await store.users.eraseDeletedBefore(5000, 100)).toBe(false);
      await store.close();
      const left = openDatabase(path);
      const tables = left
        .prepare<[], string>(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('counters', '__drizzle_migrations', 'used_challenges', 'settings')",
        )
        .pluck()
        .all();
      for (const table of tables)
        expect([table, left.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
      expect(tables).toHaveLength(20);
      left.close();
    });
  }

  it("keeps the number of each account's key, and the key before while a renewal is under way", async () => {
    await makeVaultOf("0002_item-used-at");
    const sqlite = openDatabase(path);
    sqlite.exec("UPDATE users SET key_number = 4, previous_vault_key = x'0100000003' WHERE id = 1");
    sqlite.close();
    const store = await openSqliteStore({ path, migrationsFolder });
    const user = await store.users.find(ADA);
    expect(user?.wrap.keyNumber).toBe(4);
    expect(user?.previousVaultKey && Buffer.from(user.previousVaultKey).toString("hex")).toBe("0100000003");
    await store.close();
  });

  it("gives each account the form of its name, and keeps those reachable that are alike", async () => {
    await makeVaultOf("0004_reported-event");
    const sqlite = openDatabase(path);
    const names = ["ADA", "Zo\u00eb", "zo\u00cb", "ada\u200b", "ad\u0430"];
    for (const [index, name] of names.entries()) {
      const id = 10 + index;
      sqlite.exec(`INSERT INTO vaults (id, kind, key_number) VALUES (${id}, 'personal', 1)`);
      sqlite.exec(
        `INSERT INTO users SELECT ${id}, '${name}', NULL, password_hash, wrap_number, salt, memory_kib, passes, parallelism, sealed_vault_key, recovery_seal, created_at, updated_at, NULL, 0 FROM users WHERE id = 1`,
      );
      sqlite.exec(`INSERT INTO memberships VALUES (${id}, ${id}, 'manager', 'member')`);
    }
    sqlite.exec("UPDATE counters SET value = 20 WHERE name = 'users'");
    sqlite.close();
    const store = await openSqliteStore({ path, migrationsFolder });
    const idOf = async (name: string) => (await store.users.findByUsername(name))?.id;
    for (const [index, name] of names.entries()) expect([name, await idOf(name)]).toEqual([name, 10 + index]);
    expect(await idOf("ada")).toBe(1);
    expect(await idOf("aDa")).toBe(1);
    expect(await idOf("ZO\u00cb")).toBe(11);
    expect(idsOf(await store.users.listColliding())).toEqual([1, 10, 11, 12, 13]);
    expect(await store.users.rename(asUserId(10), "ada.l", 5000)).toBe("renamed");
    expect(await store.users.rename(asUserId(14), "aDA", 5000)).toBe("username-taken");
    expect(idsOf(await store.users.listColliding())).toEqual([1, 11, 12, 13]);
    await store.close();
    const inspection = inOneGo(inspectDatabase(path, migrationsFolder));
    expect(inspection.structure).toEqual([]);
    inspection.close();
  });

  it("copies a vault before it changes its schema, for its owner only and without sessions", async () => {
    await makeVaultOf(latest);
    const next = await folderWith("CREATE TABLE gadgets (id INTEGER PRIMARY KEY);");
    const store = await openSqliteStore({ path, migrationsFolder: next });
    expect(await store.sessions.find(ADA, session, 1000)).not.toBeNull();
    await store.close();

    const name = `vault.sqlite.before-${String(released.length).padStart(4, "0")}.sqlite`;
    expect(await backups()).toEqual([name]);
    const backup = join(directory, name);
    expect((await stat(backup)).mode & 0o777).toBe(0o600);
    expect((await readFile(path)).includes("<session seal>")).toBe(true);
    expect((await readFile(backup)).includes("<session seal>")).toBe(false);
    const restoredPath = join(directory, "restored.sqlite");
    await restoreDatabase({ file: backup, path: restoredPath, migrationsFolder, now: 0 });
    const restored = await openSqliteStore({ path: restoredPath, migrationsFolder });
    expect(await restored.sessions.list(ADA, 0)).toEqual([]);
    await expectTheVault(restored, 2 ** 20);
    await restored.close();
  });

  it("makes a table again without losing what refers to it", async () => {
    await makeVaultOf(latest);
    const anew = definitionOf(path, "users").replaceAll(/[`"]users[`"]/g, '"__new_users"');
    const next = await folderWith(
      `PRAGMA foreign_keys=OFF;\n${anew};\nINSERT INTO __new_users SELECT * FROM users;\nDROP TABLE users;\nALTER TABLE __new_users RENAME TO users;`,
    );
    const store = await openSqliteStore({ path, migrationsFolder: next });
    await expectTheVault(store);
    await store.users.markDeleted(ADA, 2000);
    expect(await store.users.eraseDeletedBefore(2500, 100)).toBe(false);
    expect(await rowsOf(store, ADA, { trash: false, ...everyItem })).toEqual([]);
    await store.close();
  });

  it("changes nothing when a migration fails or would leave rows that refer to nothing", async () => {
    await makeVaultOf(latest);
    for (const sql of [
      "CREATE TABLE gadgets (id INTEGER PRIMARY KEY);\nDELETE FROM audit_events;\nINSERT INTO nowhere VALUES (1);",
      "CREATE TABLE gadgets (id INTEGER PRIMARY KEY);\nDELETE FROM users;",
    ]) {
      const next = await folderWith(sql);
      await expect(openSqliteStore({ path, migrationsFolder: next })).rejects.toThrow();
    }
    expect(definitionOf(path, "gadgets")).toBe("");
    const store = await openSqliteStore({ path, migrationsFolder });
    await expectTheVault(store);
    await store.close();
  });

  it("refuses a vault of a newer program, says what to do, and changes nothing", async () => {
    const next = await folderWith("CREATE TABLE gadgets (id INTEGER PRIMARY KEY);");
    await (await openSqliteStore({ path, migrationsFolder: next })).close();
    const before = await readFile(path);
    const refused = openSqliteStore({ path, migrationsFolder });
    await expect(refused).rejects.toBeInstanceOf(NewerSchemaError);
    await expect(refused).rejects.toThrow(/newer version.*Install that version again/);
    expect(await readFile(path)).toEqual(before);
  });

  it("makes no copy of a vault that is new or up to date", async () => {
    await (await openSqliteStore({ path, migrationsFolder })).close();
    await (await openSqliteStore({ path, migrationsFolder })).close();
    expect(await readdir(directory)).toEqual(["vault.sqlite", "vault.sqlite.lock"]);
  });
});

function readVaults(path: string) {
  const sqlite = openDatabase(path);
  const read = (table: string) => sqlite.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  const found = { vaults: read("vaults"), memberships: read("memberships") };
  sqlite.close();
  return found;
}

/** The table as it was made; empty when there is none. */
function definitionOf(path: string, name: string): string {
  const sqlite = openDatabase(path);
  const sql = sqlite
    .prepare<[string], string>("SELECT sql FROM sqlite_schema WHERE name = ?")
    .pluck()
    .get(name);
  sqlite.close();
  return sql ?? "";
}
