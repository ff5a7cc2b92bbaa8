import { chmod, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrationsFolder, openTempStore } from "../../../testing/temp-store.ts";
import { addItems, addUser } from "../../contract/world.suite.ts";
import { openSampleVault } from "../backup/sample-vault.testing.ts";
import { openSqliteStore } from "../open-store.ts";
import { UnusableDatabaseError } from "./database-errors.ts";
import { openDatabase } from "./open-database.ts";

describe("openDatabase", () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "opp-open-"));
    path = join(directory, "data", "vault.sqlite");
  });
  afterEach(() => rm(directory, { recursive: true }));

  it("sets every pragma that the program relies on", () => {
    const sqlite = openDatabase(path);
    const pragma = (name: string) => sqlite.pragma(name, { simple: true });
    expect(pragma("journal_mode")).toBe("wal");
    expect(pragma("synchronous")).toBe(2);
    expect(pragma("foreign_keys")).toBe(1);
    expect(pragma("busy_timeout")).toBe(5000);
    expect(pragma("secure_delete")).toBe(1);
    expect(pragma("trusted_schema")).toBe(0);
    expect(pragma("temp_store")).toBe(2);
    expect(pragma("journal_size_limit")).toBe(8_388_608);
    sqlite.close();
  });

  it("calls a folder a folder, rather than blaming the disk", async () => {
    await mkdir(path, { recursive: true });
    expect(() => openDatabase(path)).toThrow(/it is a folder/);
  });

  it("makes the files readable for their owner only, whatever the umask", async () => {
    const umask = process.umask(0);
    try {
      const store = await openSqliteStore({ path, migrationsFolder });
      const user = await addUser(store, "ada");
      await addItems(store, user.id, ["secret"]);
      for (const file of [path, `${path}-wal`, `${path}-shm`])
        expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await stat(join(directory, "data"))).mode & 0o777).toBe(0o700);
      await store.close();
    } finally {
      process.umask(umask);
    }
  });

  it("writes its own mark into the file's header", async () => {
    await (await openSqliteStore({ path, migrationsFolder })).close();
    expect((await readFile(path)).toString("latin1", 68, 72)).toBe("OPPv");
  });

  const refusal = async (): Promise<Error> => {
    const before = await readFile(path);
    const error = await openSqliteStore({ path, migrationsFolder }).then(
      () => new Error("It was opened."),
      (reason: Error) => reason,
    );
    expect(await readFile(path)).toEqual(before);
    return error;
  };

  it("refuses a file that is no database", async () => {
    path = join(directory, "notes.txt");
    await writeFile(path, "These are the notes of somebody who named the wrong file.\n".repeat(200));
    const error = await refusal();
    expect(error).toBeInstanceOf(UnusableDatabaseError);
    expect(error.message).toContain("isn't an SQLite database");
    expect(error.message).toContain(path);
  });

  it("refuses a database of the Python version, and says how to move it", async () => {
    path = join(directory, "opp.sqlite");
    const other = new Database(path);
    other.exec("CREATE TABLE users (id INTEGER PRIMARY KEY, phrase_check VARCHAR(255))");
    other.close();
    const before = await readFile(path);
    expect((await refusal()).message).toContain('then import it with "opp import openpassphrase"');
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it("refuses another program's database, and leaves it as it is", async () => {
    path = join(directory, "other.sqlite");
    const other = new Database(path);
    other.exec("CREATE TABLE users (id INTEGER PRIMARY KEY)");
    other.close();
    const error = await refusal();
    expect(error).toBeInstanceOf(UnusableDatabaseError);
    expect(error.message).toContain("another program");
  });

  it("refuses a backup, and says how to put it in place", async () => {
    await using vault = await openSampleVault();
    path = await vault.backUp();
    expect((await refusal()).message).toMatch(/it is a backup. Restore it with "opp restore"/);
  });

  it("refuses a database that others can read, and says how to mend it", async () => {
    path = join(directory, "it's ours.sqlite");
    await (await openSqliteStore({ path, migrationsFolder })).close();
    for (const mode of [0o644, 0o640, 0o602]) {
      await chmod(path, mode);
      const error = await refusal();
      expect(error).toBeInstanceOf(UnusableDatabaseError);
      expect(error.message).toContain(`(run: chmod 600 '${directory}/it'\\''s ours.sqlite').`);
    }
    await chmod(path, 0o600);
    const store = await openSqliteStore({ path, migrationsFolder });
    await addUser(store, "ada");
    await chmod(`${path}-wal`, 0o644);
    const error = await openSqliteStore({ path, migrationsFolder }).catch((reason: Error) => reason);
    expect(error).toMatchObject({ message: expect.stringContaining("s ours.sqlite-wal').") });
    await chmod(`${path}-wal`, 0o600);
    await (await openSqliteStore({ path, migrationsFolder })).close();
    await store.close();
  });

  it("refuses a database that was cut off or overwritten", async () => {
    await (await openSqliteStore({ path, migrationsFolder })).close();
    await truncate(path, 5000);
    expect(await refusal()).toBeInstanceOf(UnusableDatabaseError);
    await writeFile(path, Buffer.alloc(8192, 7));
    expect(await refusal()).toBeInstanceOf(UnusableDatabaseError);
  });

  it("answers a directory in the database's place with the system's own error", async () => {
    await expect(openSqliteStore({ path: directory, migrationsFolder })).rejects.toThrow();
  });

  it("leaves nothing but the database behind when it is closed", async () => {
    await using temp = await openTempStore();
    await temp.store.close();
    await expect(stat(`${temp.path}-wal`)).rejects.toThrow("ENOENT");
    await expect(stat(`${temp.path}-shm`)).rejects.toThrow("ENOENT");
  });
});
