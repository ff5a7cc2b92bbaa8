import { copyFileSync, readdirSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type ReadOnlyWay, readOnlyWays } from "@opp/core/testing/read-only-folder";
import { canMount } from "@opp/core/testing/small-disk";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { type MadeVault, madeVault } from "./made-vault.ts";
import { type Run, runCommand, TESTED_BUNDLE } from "./run-opp.ts";

interface ReadOnlyVault extends AsyncDisposable {
  readonly vault: MadeVault;
  opp(...args: readonly string[]): Promise<Run>;
}

/** @param change made to the vault before it is read-only. */
async function readOnlyVault(
  way: ReadOnlyWay,
  change: (vault: MadeVault) => Promise<void> = async () => undefined,
): Promise<ReadOnlyVault> {
  const vault = await madeVault();
  await change(vault);
  const { start, undo } = way.apply(vault.dataFolder);
  return {
    vault,
    opp: (...args) => {
      const [command, words] = start(process.execPath, [join(TESTED_BUNDLE, "opp.js"), ...args]);
      return runCommand(command, words, { folder: vault.folder });
    },
    async [Symbol.asyncDispose]() {
      undo();
      await vault[Symbol.asyncDispose]();
    },
  };
}

/** Leaves a change in the write-ahead log only, as a server does that loses its power. */
async function renameInLog({ database, folder }: MadeVault): Promise<void> {
  const aside = join(folder, "aside");
  await mkdir(aside);
  const sqlite = new Database(database);
  sqlite.pragma("wal_autocheckpoint = 0");
  sqlite.exec("UPDATE users SET username = 'renamed'");
  for (const ending of ["", "-wal"]) copyFileSync(database + ending, join(aside, `vault${ending}`));
  sqlite.close();
  for (const ending of ["", "-wal"]) copyFileSync(join(aside, `vault${ending}`), database + ending);
  expect(statSync(`${database}-wal`).size).toBeGreaterThan(0);
}

function nameIn(backup: string): unknown {
  const sqlite = new Database(backup, { readonly: true });
  try {
    return sqlite.prepare("SELECT username FROM users").pluck().get();
  } finally {
    sqlite.close();
  }
}

describe.each(readOnlyWays(await canMount()))("opp with a data folder that is read-only $name", (way) => {
  it("backs it up elsewhere, with what is in the log only, and leaves no copy", async () => {
    await using readOnly = await readOnlyVault(way, renameInLog);
    const before = readdirSync(readOnly.vault.dataFolder);
    const target = join(readOnly.vault.folder, "backup.sqlite");
    const made = await readOnly.opp("backup", target);
    expect([made.code, made.stderr]).toEqual([0, ""]);
    expect(made.stdout).toContain("The data folder can't be written to");
    expect(nameIn(target)).toBe("renamed");
    expect(readdirSync(readOnly.vault.folder).toSorted()).toEqual(["aside", "backup.sqlite", "data"]);
    expect(readdirSync(readOnly.vault.dataFolder)).toEqual(before);
  });

  it("backs up and verifies a vault without a log", async () => {
    await using readOnly = await readOnlyVault(way);
    const target = join(readOnly.vault.folder, "backup.sqlite");
    expect((await readOnly.opp("backup", target)).code).toBe(0);
    expect(nameIn(target)).toBe("ada");
    const verified = await readOnly.opp("verify");
    expect([verified.code, verified.stderr]).toEqual([0, ""]);
    expect(verified.stdout).toContain("No problems found");
  });

  it("says in one sentence why a server or a change isn't possible", async () => {
    await using readOnly = await readOnlyVault(way);
    for (const args of [
      ["serve", "--port", "0"],
      ["user", "list"],
      ["user", "rename", "ada", "bob"],
    ]) {
      const refused = await readOnly.opp(...args);
      expect([args, refused.code, refused.stdout]).toEqual([args, 8, ""]);
      expect(refused.stderr).toMatch(/^opp: The database \S+ can't be used: .*read-only.*opp backup.*\n$/);
    }
    const found = await readOnly.opp("doctor");
    expect(found.code).toBe(9);
    expect(found.stdout).toMatch(/FAIL Data folder: \S+ can't be (written|accessed)/);
    expect(found.stdout).toMatch(/ok {2} Database: \S+ is intact/);
  });
});
