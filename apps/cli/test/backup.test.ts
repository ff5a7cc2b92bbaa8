import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { loadBackupLog } from "@opp/host/backup/backup-log";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { loadStoredPlan } from "@opp/host/values/backup-plan";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { madeVault, PASSPHRASE } from "./made-vault.ts";
import { runCommand, runOpp, TESTED_BUNDLE } from "./run-opp.ts";

const nameOf = (database: string): unknown => {
  const sqlite = new Database(database);
  try {
    return sqlite.prepare("SELECT username FROM users").pluck().get();
  } finally {
    sqlite.close();
  }
};

describe("opp backup", () => {
  it("makes one file, says its SHA-256, and notes it for opp doctor", async () => {
    await using vault = await madeVault();
    const target = join(vault.folder, "vault.backup");
    const made = await vault.opp("backup", target, "--json");
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const bytes = readFileSync(target);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    expect(made.json()).toEqual({ path: target, bytes: bytes.length, sha256, madeAt: expect.any(String) });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(loadBackupLog(vault.dataFolder).last).toMatchObject({ path: target, sha256 });
    expect(readdirSync(vault.folder).toSorted()).toEqual(["data", "vault.backup"]);

    const again = await vault.opp("backup", target);
    expect(again).toMatchObject({ code: 5, stdout: "" });
    expect(again.stderr).toMatch(/this file already exists.*--force/);
    expect(readFileSync(target)).toEqual(bytes);
    expect(await vault.opp("backup", target, "--force")).toMatchObject({ code: 0 });
  });

  it("ends with a sentence and a code for what it can't do, and leaves nothing", async () => {
    await using vault = await madeVault();
    const cases: [args: string[], code: number, sentence: RegExp][] = [
      [["backup"], 2, /Name the file to write/],
      [["backup", "nowhere/b"], 8, /its folder doesn't exist/],
      [["backup", "data"], 5, /a folder has this name/],
      [["backup", "b", "--keep", "7d"], 2, /add --every/],
      [["backup", "nowhere", "--every", "1d"], 8, /folder .*nowhere doesn't exist\. Create it first/],
      [["backup", "data", "--every", "1x"], 2, /--every must be a number and min, h, d or w/],
      [
        ["backup", "data", "--every", "1d", "--keep", "many"],
        2,
        /--keep must be numbers with h, d, w, m or y/,
      ],
      [["backup", "data", "--every", "off"], 2, /Don't name a folder/],
      [["backup", "b", "--data-dir", "elsewhere"], 4, /elsewhere contains no vault/],
      [["backup", "b", "c"], 2, /too many arguments/i],
    ];
    for (const [args, code, sentence] of cases) {
      const refused = await vault.opp(...args);
      expect([args, refused.code, refused.stdout]).toEqual([args, code, ""]);
      expect(refused.stderr).toMatch(sentence);
    }
    expect(readdirSync(vault.folder)).toEqual(["data"]);
  });

  it("replaces none of the vault's own files, even with --force and by another path", async () => {
    await using vault = await madeVault();
    symlinkSync(vault.dataFolder, join(vault.folder, "link"));
    const before = readdirSync(vault.dataFolder).map((name) => readFileSync(join(vault.dataFolder, name)));
    for (const target of ["data/vault.sqlite", "data/server-secret", "link/vault.sqlite"]) {
      const refused = await vault.opp("backup", target, "--force");
      expect([target, refused.code, refused.stdout]).toEqual([target, 5, ""]);
      expect(refused.stderr).toMatch(/one of the vault's own files/);
    }
    expect(readdirSync(vault.dataFolder).map((name) => readFileSync(join(vault.dataFolder, name)))).toEqual(
      before,
    );
  });

  it("tells of a full disk in a sentence", async () => {
    await using vault = await madeVault();
    const script = `ulimit -f 80; exec "$0" "$@"`;
    const words = [process.execPath, join(TESTED_BUNDLE, "opp.js"), "backup", "b"];
    const refused = await runCommand("/bin/sh", ["-c", script, ...words], { folder: vault.folder });
    expect(refused).toMatchObject({ code: 8, stdout: "" });
    expect(refused.stderr).toMatch(/^opp: .*its disk is full/);
    expect(readdirSync(vault.folder)).toEqual(["data"]);
  });

  it("leaves the server a plan to follow, and takes it back", async () => {
    await using vault = await madeVault();
    const folder = join(vault.folder, "backups");
    mkdirSync(folder);
    const set = await vault.opp("backup", "backups", "--every", "12h", "--keep", "7d,4w");
    expect(set).toMatchObject({ code: 0, stderr: "" });
    expect(set.stdout).toContain(`in ${folder} every 12 hours`);
    expect(loadStoredPlan(vault.dataFolder)).toEqual({ folder, every: "12h", keep: "7d,4w" });
    expect(await vault.opp("backup", "--every", "off")).toMatchObject({ code: 0 });
    expect(loadStoredPlan(vault.dataFolder)).toBeNull();
  });
});

describe("a database behind a symbolic link", () => {
  it("is never replaced by a backup, is replaced by a restore where it lies, and kept under its own name", async () => {
    await using vault = await madeVault();
    const disk = join(vault.folder, "another disk");
    mkdirSync(disk, { mode: 0o700 });
    renameSync(vault.database, join(disk, "real.sqlite"));
    symlinkSync(join("..", "another disk", "real.sqlite"), vault.database);
    expect(await vault.opp("backup", "another disk/real.sqlite", "--force")).toMatchObject({ code: 5 });
    expect(await vault.opp("backup", "b")).toMatchObject({ code: 0 });
    const restored = await vault.opp("restore", "b");
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(lstatSync(vault.database).isSymbolicLink()).toBe(true);
    expect(nameOf(vault.database)).toBe("ada");
    const [, back = ""] = /To go back: opp restore '(.+)'\n/.exec(restored.stdout) ?? [];
    expect(back).toMatch(/another disk\.before-restore-\w+\/real\.sqlite$/);
    expect(await vault.opp("restore", back)).toMatchObject({ code: 0 });
    expect(await vault.opp("user", "list")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("ada"),
    });
  });
});

describe("opp restore", () => {
  it("puts a backup into a data folder that isn't there yet", async () => {
    await using vault = await madeVault();
    await vault.opp("backup", "b");
    const restored = await vault.opp("restore", "b", "--data-dir", "new/place", "--json");
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    const database = join(vault.folder, "new/place/vault.sqlite");
    expect(restored.json()).toEqual({
      databaseFile: database,
      madeAt: expect.stringMatching(/^\d{4}-.*Z$/),
      users: 1,
      items: 0,
      keptIn: null,
    });
    expect(nameOf(database)).toBe("ada");
  });

  it("keeps what was there, and says how to go back", async () => {
    await using vault = await madeVault();
    await vault.opp("backup", "b");
    const sqlite = new Database(vault.database);
    sqlite.exec("UPDATE users SET username = 'later'");
    sqlite.close();
    const secret = readFileSync(join(vault.dataFolder, "server-secret"));
    const restored = await vault.opp("restore", "b");
    expect(restored).toMatchObject({ code: 0, stderr: "" });
    expect(nameOf(vault.database)).toBe("ada");
    expect(readFileSync(join(vault.dataFolder, "server-secret"))).toEqual(secret);
    const [, back = ""] = /To go back: opp restore (\S+)\n/.exec(restored.stdout) ?? [];
    expect(nameOf(back)).toBe("later");
    expect(await vault.opp("restore", back)).toMatchObject({ code: 0 });
    expect(nameOf(vault.database)).toBe("later");
  });

  it("refuses what is no sound backup, with the reason, and changes nothing", async () => {
    await using vault = await madeVault();
    await vault.opp("backup", "b");
    const at = (name: string) => join(vault.folder, name);
    const bytes = readFileSync(at("b"));
    writeFileSync(at("cut"), bytes.subarray(0, bytes.length / 2));
    writeFileSync(at("changed"), Buffer.from(bytes).fill(7, 9000, 9001));
    writeFileSync(at("text"), "no backup at all");
    const before = readdirSync(vault.folder);
    const cases: [file: string, code: number, sentence: RegExp][] = [
      ["cut", 7, /cut off/],
      ["changed", 7, /damaged/],
      ["text", 7, /isn't a backup/],
      ["nowhere", 8, /it doesn't exist/],
    ];
    for (const [file, code, sentence] of cases) {
      for (const args of [[], ["--data-dir", "new"]]) {
        const refused = await vault.opp("restore", file, ...args);
        expect([file, refused.code, refused.stdout]).toEqual([file, code, ""]);
        expect(refused.stderr).toMatch(sentence);
      }
    }
    expect(readdirSync(vault.folder)).toEqual(before);
    expect(nameOf(vault.database)).toBe("ada");
  });
});

describe("opp verify", () => {
  it("looks through a vault and a backup, without a passphrase and with one", async () => {
    await using vault = await madeVault();
    await vault.opp("backup", "b");
    const plain = await vault.opp("verify");
    expect(plain).toMatchObject({ code: 0, stderr: "" });
    expect(plain.stdout).toMatch(/1 account, 0 categories.*\nChecked.*\nNo problems found\.\n$/);
    for (const args of [
      ["verify", "--username", "ada", "-"],
      ["verify", "b", "--username", "ada", "-"],
      ["verify", "data", "--username", "ada", "-"],
    ]) {
      const opened = await vault.oppWith(`${PASSPHRASE}\n`, ...args, "--json");
      expect([args, opened.code, opened.stderr]).toEqual([args, 0, ""]);
      expect(opened.json()).toMatchObject({ rows: { users: 1 }, opened: 0, problems: [] });
    }
  });

  it("ends with 7 and says where, for a vault that is damaged", async () => {
    await using vault = await madeVault();
    const sqlite = new Database(vault.database);
    sqlite.exec("UPDATE users SET sealed_vault_key = CAST(x'02' || substr(sealed_vault_key, 2) AS BLOB)");
    sqlite.exec("UPDATE counters SET value = 0 WHERE name = 'users'");
    sqlite.close();
    const found = await vault.opp("verify");
    expect(found).toMatchObject({ code: 7, stderr: "" });
    expect(found.stdout).toContain(
      "2 problems found:\n- counters: the counter of users is lower than its ids\n",
    );
    expect(found.stdout).toContain("- users 1: the vault key has format version 2");
  });

  it("ends with a sentence and a code for what it can't do", async () => {
    await using vault = await madeVault();
    const cases: [args: string[], code: number, sentence: RegExp][] = [
      [["verify", "--username", "ada", "-"], 3, /The passphrase is wrong/],
      [["verify", "--username", "eve", "-"], 4, /no user of this name/],
      [["verify", "nowhere"], 8, /it doesn't exist/],
      [["verify", "--data-dir", "elsewhere"], 4, /contains no vault/],
    ];
    for (const [args, code, sentence] of cases) {
      const refused = await vault.oppWith("a wrong one\n", ...args);
      expect([args, refused.code, refused.stdout]).toEqual([args, code, ""]);
      expect(refused.stderr).toMatch(sentence);
    }
  });

  it("changes nothing in a folder that it may only read", async () => {
    await using folder = await tempFolder();
    await using vault = await madeVault();
    await vault.opp("backup", "b");
    writeFileSync(join(folder.path, "b"), readFileSync(join(vault.folder, "b")));
    const verified = await runOpp(["verify", "b"], { folder: folder.path });
    expect(verified.code).toBe(0);
    expect(readdirSync(folder.path)).toEqual(["b"]);
  });
});
