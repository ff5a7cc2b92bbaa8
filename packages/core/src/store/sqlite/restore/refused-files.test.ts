import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { migrationsFolder } from "../../../testing/temp-store.ts";
import { recognizeFile } from "../backup/recognize-file.ts";
import { everyRow, openSampleVault } from "../backup/sample-vault.testing.ts";
import { UnusableBackupError } from "../backup/unusable-backup-error.ts";
import { NewerSchemaError } from "../files/database-errors.ts";
import { inOneGo } from "../files/in-steps.ts";
import { restoreDatabase } from "./restore-database.ts";

/** What `file` is refused with, after a look that nothing was changed by it. */
async function refusal(file: string, path: string): Promise<Error> {
  const before = [await readdir(dirname(path)), everyRow(path)];
  const error = await restoreDatabase({ file, path, migrationsFolder, now: 0 }).then(
    () => new Error("It was restored."),
    (reason: Error) => reason,
  );
  expect([await readdir(dirname(path)), everyRow(path)]).toEqual(before);
  return error;
}

/** The fault that looking at the file finds; null: none. */
function faultOf(path: string): string | null {
  try {
    inOneGo(recognizeFile(path));
    return null;
  } catch (error) {
    if (error instanceof UnusableBackupError) return error.fault;
    throw error;
  }
}

describe("a file that is no sound backup", () => {
  it("is refused, with any byte changed", { timeout: 300_000 }, async () => {
    await using vault = await openSampleVault(5);
    const bytes = await readFile(await vault.backUp());
    const changed = join(vault.folder, "changed.sqlite");
    for (let at = 0; at < bytes.length; at += at < 200 ? 1 : 307) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(copy.readUInt8(at) ^ 0x10, at);
      await writeFile(changed, copy);
      expect([at, faultOf(changed)]).not.toEqual([at, null]);
    }
  });

  it("is refused, cut off anywhere, and with anything behind", async () => {
    await using vault = await openSampleVault(5);
    const bytes = await readFile(await vault.backUp());
    const changed = join(vault.folder, "changed.sqlite");
    for (let length = 0; length < bytes.length; length += length < 120 ? 1 : 512) {
      await writeFile(changed, bytes.subarray(0, length));
      expect([length, faultOf(changed)]).toEqual([length, length < 16 ? "foreign" : "cut-off"]);
    }
    await writeFile(changed, Buffer.concat([bytes, Buffer.alloc(4096)]));
    expect(faultOf(changed)).toBe("cut-off");
  });

  it("is refused with the reason, and nothing is changed", async () => {
    await using vault = await openSampleVault();
    const backup = await vault.backUp();
    await vault.store.close();
    const bytes = await readFile(backup);
    const at = (name: string) => join(vault.folder, name);
    await writeFile(at("notes.txt"), "These are somebody's notes.\n".repeat(500));
    await writeFile(at("empty"), "");
    await writeFile(at("short"), bytes.subarray(0, 5000));
    await mkdir(at("folder"));
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(9000) ^ 1, 9000);
    await writeFile(at("changed"), changed);
    const newer = Buffer.from(bytes);
    newer.writeUInt32BE(2, 60);
    await writeFile(at("newer"), newer);
    const other = new Database(at("other"));
    other.exec("CREATE TABLE users (id INTEGER PRIMARY KEY)");
    other.close();
    const old = new Database(at("old"));
    old.exec("CREATE TABLE users (id INTEGER NOT NULL, username VARCHAR(255), phrase_check VARCHAR(255))");
    old.close();
    const expected = {
      "notes.txt": /isn't a backup/,
      empty: /isn't a backup/,
      nowhere: /it doesn't exist/,
      folder: /isn't a backup|can't be read/,
      other: /isn't a backup/,
      old: /Python version.*opp import openpassphrase/,
      short: /cut off/,
      changed: /damaged/,
      newer: /newer version/,
    };
    for (const [name, sentence] of Object.entries(expected)) {
      const error = await refusal(at(name), vault.path);
      expect(error).toBeInstanceOf(UnusableBackupError);
      expect(error.message).toMatch(sentence);
      expect(error.message).toContain(at(name));
    }
  });

  it("is refused when a newer schema is in it", async () => {
    await using vault = await openSampleVault();
    await vault.store.close();
    const raw = new Database(vault.path);
    raw.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('next', 99999999999999)");
    raw.close();
    const backup = await vault.backUp();
    expect(await refusal(backup, vault.path)).toBeInstanceOf(NewerSchemaError);
  });

  it("is refused when its references are broken, though its digest is right", async () => {
    await using vault = await openSampleVault();
    await vault.store.close();
    const raw = new Database(vault.path);
    raw.pragma("foreign_keys = OFF");
    raw.exec("DELETE FROM vaults WHERE id = 2");
    raw.close();
    const backup = await vault.backUp();
    const error = await refusal(backup, vault.path);
    expect(error).toBeInstanceOf(UnusableBackupError);
    expect(error.message).toMatch(/memberships 2: refers to a missing row of vaults/);
  });

  it("is refused when a copy of a vault's database brings a trigger, which would continue working here", async () => {
    await using vault = await openSampleVault();
    await vault.store.close();
    const copy = join(vault.folder, "copy.sqlite");
    await cp(vault.path, copy);
    const raw = new Database(copy);
    raw.exec(
      "CREATE TRIGGER keeper BEFORE DELETE ON sessions BEGIN UPDATE users SET password_hash = 'x'; END",
    );
    raw.close();
    const error = await refusal(copy, vault.path);
    expect(error).toBeInstanceOf(UnusableBackupError);
    expect(error.message).toMatch(/contains a trigger/);
  });

  it("is refused when a copy of a vault's database has a broken page", async () => {
    await using vault = await openSampleVault();
    await vault.store.close();
    const copy = join(vault.folder, "copy.sqlite");
    await cp(vault.path, copy);
    const bytes = await readFile(copy);
    bytes.fill(0xff, 3 * 4096, 4 * 4096);
    await writeFile(copy, bytes);
    const error = await refusal(copy, vault.path);
    expect(error).toBeInstanceOf(UnusableBackupError);
    expect(error.message).toMatch(/damaged/);
  });
});
