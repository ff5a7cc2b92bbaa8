import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { addItems, rewrite } from "../../contract/world.suite.ts";
import { inOneGo, inSteps } from "../files/in-steps.ts";
import { BackupError } from "./backup-error.ts";
import { everyRow, MADE_AT, openSampleVault, SESSION_MARK } from "./sample-vault.testing.ts";
import { writeBackup } from "./write-backup.ts";

const run = promisify(execFile);
const PROCESS = join(import.meta.dirname, "backup-process.testing.ts");
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("writeBackup", () => {
  it("holds every row of every table but the sessions, of which no byte is there", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    expect(everyRow(backup, ["sessions", "backup_manifest"])).toEqual(everyRow(vault.path, ["sessions"]));
    expect(everyRow(backup)).toMatchObject({ sessions: [] });
    await vault.store.maintain();
    expect((await readFile(vault.path)).includes(SESSION_MARK)).toBe(true);
    expect((await readFile(backup)).includes(SESSION_MARK)).toBe(false);
  });

  it("says in its manifest what it holds, and the digest of all its bytes", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    const [row] = everyRow(backup)["backup_manifest"] ?? [];
    const manifest = JSON.parse(JSON.parse(String(row)).manifest);
    expect(manifest).toMatchObject({ format: 1, version: expect.stringMatching(/^2\./), madeAt: MADE_AT });
    expect(manifest.rows).toMatchObject({
      users: 2,
      vaults: 2,
      memberships: 2,
      categories: 2,
      items: 41,
      item_versions: 1,
      sessions: 0,
    });

    const bytes = await readFile(backup);
    const digits = bytes.indexOf('"sha256":"', 4096) + 10;
    expect(digits).toBeLessThan(8192);
    expect(bytes.toString("latin1", digits, digits + 64)).toBe(manifest.sha256);
    bytes.fill("0", digits, digits + 64);
    expect(sha256(bytes)).toBe(manifest.sha256);
  });

  it("answers what sha256sum says of the file", async () => {
    await using vault = await openSampleVault();
    const target = join(vault.folder, "b.sqlite");
    const written = inOneGo(writeBackup({ source: vault.path, target, replace: false, now: MADE_AT }));
    const bytes = await readFile(target);
    expect(written).toEqual({ path: target, bytes: bytes.length, sha256: sha256(bytes), madeAt: MADE_AT });
  });

  it("is one file that only its owner can read, whatever the umask", async () => {
    await using vault = await openSampleVault();
    const umask = process.umask(0);
    try {
      const backup = await vault.backUp();
      expect((await stat(backup)).mode & 0o777).toBe(0o600);
      expect(await readdir(vault.folder)).toEqual(["backup.sqlite", "data"]);
    } finally {
      process.umask(umask);
    }
  });

  it("is of one moment, whatever is written while it is made", async () => {
    await using vault = await openSampleVault(300);
    const { store, ada } = vault;
    const before = everyRow(vault.path, ["sessions"]);
    const target = join(vault.folder, "b.sqlite");
    const work = writeBackup({ source: vault.path, target, replace: false, now: MADE_AT });
    const [last] = await addItems(store, ada.id, ["not yet"]);
    work.next();
    // From here on it has its moment.
    const moment = everyRow(vault.path, ["sessions"]);
    for (let step = work.next(); !step.done; step = work.next()) {
      await addItems(store, ada.id, ["too late"]);
      if (last) await rewrite(store, ada.id, last, "too late");
    }
    await store.maintain();
    expect(everyRow(target, ["sessions", "backup_manifest"])).toEqual(moment);
    expect(moment).not.toEqual(before);
    expect(everyRow(vault.path, ["sessions"])).not.toEqual(moment);
  });

  it("never takes the place of a file, unless that is asked for", async () => {
    await using vault = await openSampleVault();
    const target = join(vault.folder, "mine.txt");
    await writeFile(target, "mine");
    await expect(vault.backUp("mine.txt")).rejects.toThrow(/this file already exists.*--force/);
    expect(await readFile(target, "utf8")).toBe("mine");
    await inSteps(writeBackup({ source: vault.path, target, replace: true, now: MADE_AT }));
    expect(everyRow(target)).toHaveProperty("items");
  });

  it("takes the place of no device, pipe or link, even if that is asked for", async () => {
    await using vault = await openSampleVault();
    const at = (name: string) => join(vault.folder, name);
    await writeFile(at("mine.txt"), "mine");
    await symlink(at("mine.txt"), at("link"));
    await run("mkfifo", [at("pipe")]);
    for (const name of ["link", "pipe"]) {
      const order = { source: vault.path, target: at(name), replace: true, now: MADE_AT };
      await expect(inSteps(writeBackup(order))).rejects.toThrow(/is a link or a device/);
    }
    expect((await lstat(at("link"))).isSymbolicLink()).toBe(true);
    expect((await lstat(at("pipe"))).isFIFO()).toBe(true);
    expect(await readFile(at("mine.txt"), "utf8")).toBe("mine");
    expect(await readdir(vault.folder)).toEqual(["data", "link", "mine.txt", "pipe"]);
  });

  it("takes the place of no file that comes up while it is made", async () => {
    await using vault = await openSampleVault();
    const target = join(vault.folder, "b.sqlite");
    const work = writeBackup({ source: vault.path, target, replace: false, now: MADE_AT });
    work.next();
    await writeFile(target, "mine");
    expect(() => inOneGo(work)).toThrow(BackupError);
    expect(await readFile(target, "utf8")).toBe("mine");
    expect(await readdir(vault.folder)).toEqual(["b.sqlite", "data"]);
  });

  it("says why it can't be made, and leaves nothing behind", async () => {
    await using vault = await openSampleVault();
    await mkdir(join(vault.folder, "folder"));
    await writeFile(join(vault.folder, "text"), "no database".repeat(1000));
    const refused = async (source: string, target: string) => {
      const order = { source, target: join(vault.folder, target), replace: true, now: MADE_AT };
      const error = await inSteps(writeBackup(order)).catch((reason: Error) => reason);
      expect(error).toBeInstanceOf(BackupError);
      return error instanceof Error ? error.message : "";
    };
    expect(await refused(vault.path, "folder")).toMatch(/a folder has this name/);
    expect(await refused(vault.path, "nowhere/b.sqlite")).toMatch(/its folder doesn't exist/);
    expect(await refused(join(vault.folder, "none.sqlite"), "b.sqlite")).toMatch(
      /none\.sqlite doesn't exist/,
    );
    expect(await refused(join(vault.folder, "text"), "b.sqlite")).toMatch(/isn't an SQLite database/);
    expect(await readdir(vault.folder)).toEqual(["data", "folder", "text"]);
  });

  it("can be given up in the middle, and leaves nothing", async () => {
    await using vault = await openSampleVault(300);
    const stop = new AbortController();
    const target = join(vault.folder, "b.sqlite");
    const work = writeBackup({ source: vault.path, target, replace: false, now: MADE_AT });
    const given = inSteps(work, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(given).rejects.toThrow(/abort/);
    expect(await readdir(vault.folder)).toEqual(["data"]);
  });

  it("tells of a full disk in a sentence, and leaves nothing", async () => {
    await using vault = await openSampleVault(300);
    const target = join(vault.folder, "b.sqlite");
    // No file may get larger than 64 KiB in there, which a system answers as it does a full disk.
    const script = `ulimit -f 128; exec "$0" "$@"`;
    const { stdout } = await run("/bin/sh", ["-c", script, process.execPath, PROCESS, vault.path, target]);
    expect(stdout).toMatch(/^BackupError: .*its disk is full/);
    expect(await readdir(vault.folder)).toEqual(["data"]);
  });

  it("leaves no half a backup under its name when its process is killed at any step", {
    timeout: 300_000,
  }, async () => {
    await using vault = await openSampleVault(300);
    const target = join(vault.folder, "b.sqlite");
    const names = async () => (await readdir(vault.folder)).filter((name) => !name.endsWith(".unfinished"));
    let killed = 0;
    for (let step = 1; ; step += 3) {
      const died = await run(process.execPath, [PROCESS, vault.path, target, String(step)]).then(
        () => false,
        () => true,
      );
      if (!died) break;
      killed += 1;
      expect(await names()).toEqual(["data"]);
    }
    expect(killed).toBeGreaterThan(3);
    expect(await names()).toEqual(["b.sqlite", "data"]);
  });
});
