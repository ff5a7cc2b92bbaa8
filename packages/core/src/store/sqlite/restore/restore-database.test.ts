import { execFile } from "node:child_process";
import { cp, lstat, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { migrationsFolder } from "../../../testing/temp-store.ts";
import { addItems, everyItem, idsOf, rowsOf } from "../../contract/world.suite.ts";
import {
  everyRow,
  MADE_AT,
  openSampleVault,
  type SampleVault,
  SESSION_MARK,
} from "../backup/sample-vault.testing.ts";
import { DatabaseInUseError } from "../files/database-errors.ts";
import { openSqliteStore } from "../open-store.ts";
import { restoreDatabase } from "./restore-database.ts";

const run = promisify(execFile);
const PROCESS = join(import.meta.dirname, "restore-process.testing.ts");
const NOW = Date.UTC(2026, 0, 2, 10, 20, 30);
const NOT_COMPARED = ["sessions", "counters", "id_ranges", "backup_manifest"];

const restore = (file: string, path: string) => restoreDatabase({ file, path, migrationsFolder, now: NOW });
const itemsOf = async (path: string, { ada }: SampleVault) => {
  const store = await openSqliteStore({ path, migrationsFolder });
  try {
    return idsOf(await rowsOf(store, ada.id, { trash: false, ...everyItem }));
  } finally {
    await store.close();
  }
};

describe("restoreDatabase", () => {
  it("makes a data folder that isn't there, with every row of the backup and no session", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    const path = join(vault.folder, "elsewhere", "new", "vault.sqlite");
    const restored = await restore(backup, path);
    expect(restored).toEqual({ kind: "backup", keptIn: null, madeAt: MADE_AT, users: 2, items: 41 });
    expect(everyRow(path, NOT_COMPARED)).toEqual(everyRow(vault.path, NOT_COMPARED));
    expect(everyRow(path)).toMatchObject({ sessions: [] });
    expect(await readdir(dirname(path))).toEqual(["vault.sqlite", "vault.sqlite.lock"]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
  });

  it("gives out no id a second time that was given out after the backup", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    const later = await addItems(vault.store, vault.ada.id, ["after the backup"]);
    await vault.store.close();
    await restore(backup, vault.path);
    const store = await openSqliteStore({ path: vault.path, migrationsFolder });
    const [id] = idsOf(await addItems(store, vault.ada.id, ["after the restore"]));
    expect(id).toBe(40 + 2 ** 20 + 1);
    expect(idsOf(later)).not.toContain(id);
    await store.close();
  });

  it("keeps the old database beside the new one, named with the time, and what else is in the folder", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    await addItems(vault.store, vault.ada.id, ["after the backup"]);
    await writeFile(join(vault.folder, "data", "server-secret"), "secret");
    await vault.store.close();
    const before = everyRow(vault.path);
    const { keptIn } = await restore(backup, vault.path);
    expect(keptIn).toBe(join(vault.folder, "data.before-restore-20260102T102030Z"));
    expect(await readdir(String(keptIn))).toEqual(["vault.sqlite"]);
    expect((await stat(String(keptIn))).mode & 0o777).toBe(0o700);
    expect(everyRow(join(String(keptIn), "vault.sqlite"))).toEqual(before);
    expect(await readdir(join(vault.folder, "data"))).toEqual([
      "server-secret",
      "vault.sqlite",
      "vault.sqlite.lock",
    ]);

    const again = await restore(join(String(keptIn), "vault.sqlite"), vault.path);
    expect(again).toMatchObject({ kind: "vault", keptIn: `${keptIn}-2`, madeAt: null, items: 42 });
    expect(everyRow(vault.path, NOT_COMPARED)).toMatchObject({ items: before["items"] });
  });

  it("keeps an old database that is damaged, too", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    await vault.store.close();
    await writeFile(vault.path, "ruins");
    await writeFile(`${vault.path}-wal`, "its log");
    const { keptIn } = await restore(backup, vault.path);
    expect(await readFile(join(String(keptIn), "vault.sqlite"), "utf8")).toBe("ruins");
    expect(await readFile(join(String(keptIn), "vault.sqlite-wal"), "utf8")).toBe("its log");
    expect(await itemsOf(vault.path, vault)).toHaveLength(40);
  });

  it("takes a copy of a vault's database with its log, and ends the sessions in it", async () => {
    await using vault = await openSampleVault();
    const copy = join(vault.folder, "copy.sqlite");
    await cp(vault.path, copy);
    await cp(`${vault.path}-wal`, `${copy}-wal`);
    const path = join(vault.folder, "new", "vault.sqlite");
    expect(await restore(copy, path)).toMatchObject({ kind: "vault", users: 2, items: 41 });
    expect(everyRow(path, NOT_COMPARED)).toEqual(everyRow(vault.path, NOT_COMPARED));
    expect((await readFile(path)).includes(SESSION_MARK)).toBe(false);
    expect(await readdir(dirname(path))).toEqual(["vault.sqlite", "vault.sqlite.lock"]);
  });

  it("refuses while another process uses the database", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    const refused = restore(backup, vault.path);
    await expect(refused).rejects.toBeInstanceOf(DatabaseInUseError);
    await expect(refused).rejects.toThrow(/Stop the server/);
    expect(await readdir(vault.folder)).toEqual(["backup.sqlite", "data"]);
  });

  it("puts it where a symbolic link leads, and leaves the link", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    await addItems(vault.store, vault.ada.id, ["after the backup"]);
    const link = join(vault.folder, "link.sqlite");
    await symlink(join("data", "vault.sqlite"), link);
    // The server goes by the file's own name, the restore by the link.
    await expect(restore(backup, link)).rejects.toThrow(DatabaseInUseError);
    await vault.store.close();
    const before = everyRow(vault.path);
    const { keptIn } = await restore(backup, link);
    expect(await readlink(link)).toBe("data/vault.sqlite");
    expect(everyRow(join(String(keptIn), "vault.sqlite"))).toEqual(before);
    expect(await itemsOf(link, vault)).toHaveLength(40);
    expect(await itemsOf(vault.path, vault)).toHaveLength(40);
    expect((await readdir(vault.folder)).filter((name) => name.includes("link"))).toEqual(["link.sqlite"]);

    const dangling = join(vault.folder, "to nothing.sqlite");
    await symlink(join(vault.folder, "new", "vault.sqlite"), dangling);
    expect(await restore(backup, dangling)).toMatchObject({ keptIn: null, items: 41 });
    expect(await readdir(join(vault.folder, "new"))).toEqual(["vault.sqlite", "vault.sqlite.lock"]);
    expect((await lstat(dangling)).isSymbolicLink()).toBe(true);
  });

  it("tells of a full disk in a sentence, and changes nothing", async () => {
    await using vault = await openSampleVault(300);
    const backup = await vault.backUp();
    await vault.store.close();
    const before = everyRow(vault.path);
    const script = `ulimit -f 128; exec "$0" "$@"`;
    const failed = run("/bin/sh", ["-c", script, process.execPath, PROCESS, backup, vault.path]);
    await expect(failed).rejects.toThrow(/the data folder's disk is full/);
    expect(everyRow(vault.path)).toEqual(before);
    expect(await readdir(vault.folder)).toEqual(["backup.sqlite", "data"]);
    expect(await readdir(join(vault.folder, "data"))).toEqual(["vault.sqlite", "vault.sqlite.lock"]);
  });

  it("leaves the old database or the new one, whole, when it is killed after any step", {
    timeout: 300_000,
  }, async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    await addItems(vault.store, vault.ada.id, ["after the backup"]);
    await vault.store.close();
    const outcomes = new Set<number>();
    for (let step = 1; ; step += 1) {
      const old = join(vault.folder, `old ${step}`);
      await cp(join(vault.folder, "data"), old, { recursive: true });
      const path = join(old, "vault.sqlite");
      const died = await run(process.execPath, [PROCESS, backup, path, String(step)]).then(
        () => false,
        () => true,
      );
      const left = (await itemsOf(path, vault)).length;
      expect([40, 41]).toContain(left);
      if (!died) break;
      outcomes.add(left);
      // And there is nothing to be cleared up before the next try.
      await restore(backup, path);
      expect(await itemsOf(path, vault)).toHaveLength(40);
      expect((await readdir(old)).filter((name) => name.includes("restoring"))).toEqual([]);
      await rm(old, { recursive: true });
    }
    expect(outcomes).toEqual(new Set([40, 41]));
  });
});
