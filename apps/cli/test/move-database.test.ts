import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { askDatabase, openEmptyDatabase, type TempDatabase } from "@opp/core/testing/temp-postgres";
import { describe, expect, it } from "vitest";
import { madeVault, PASSPHRASE } from "./made-vault.ts";
import { runOpp } from "./run-opp.ts";

const addressOf = ({ place }: TempDatabase): string =>
  `postgres://${place.user}@/${place.database}?host=${place.host}`;

const countUsers = async ({ place }: TempDatabase): Promise<unknown> =>
  (await askDatabase(place, "SELECT count(*)::int AS users FROM users"))[0]?.rows;

describe("opp move-database", () => {
  it("moves a vault to PostgreSQL and back, compares each table, and says what to configure", async () => {
    await using vault = await madeVault();
    await using database = await openEmptyDatabase();
    const address = addressOf(database);
    const before = readFileSync(vault.database);
    const moved = await vault.opp("move-database", "--to", address);
    expect(moved).toMatchObject({ code: 0, stderr: "" });
    expect(moved.stdout).toMatch(/^TABLE +ROWS +SHA-256\n/);
    expect(moved.stdout).toMatch(/^users +1 +[0-9a-f]{16}$/m);
    expect(moved.stdout).toContain(`    data_dir = ${vault.dataFolder}\n    db_connect = ${address}\n`);
    expect(readFileSync(vault.database)).toEqual(before);
    expect(await countUsers(database)).toEqual([{ users: 1 }]);

    const environment = { OPP_DB_CONNECT: address, OPP_DATA_DIR: vault.dataFolder };
    const path = join(vault.folder, "new", "back.sqlite");
    const opp = (...args: string[]) => runOpp(args, { folder: vault.folder, environment });
    const back = await opp("move-database", "--to", `sqlite:///${path}`, "--json");
    expect(back).toMatchObject({ code: 0, stderr: "" });
    expect(back.json()).toMatchObject({
      to: `sqlite:///${path}`,
      tables: expect.arrayContaining([expect.objectContaining({ table: "users", rows: 1 })]),
      configuration: [`data_dir = ${vault.dataFolder}`, `db_connect = sqlite:///${path}`],
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const there = await runOpp(["user", "list"], {
      folder: vault.folder,
      environment: { OPP_DB_CONNECT: `sqlite:///${path}`, OPP_DATA_DIR: vault.dataFolder },
    });
    expect(there).toMatchObject({ code: 0, stdout: expect.stringContaining("ada") });
    expect(await opp("move-database", "--to", `sqlite:///${path}`)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("already exists"),
    });
  });

  it("is followed by backups of PostgreSQL, in the same file as those of SQLite, that can be verified and restored", async () => {
    await using vault = await madeVault();
    await using database = await openEmptyDatabase();
    await vault.opp("move-database", "--to", addressOf(database));
    rmSync(vault.database);
    const opp = (address: string, ...args: string[]) =>
      runOpp(args, {
        folder: vault.folder,
        environment: { OPP_DB_CONNECT: address, OPP_DATA_DIR: vault.dataFolder },
      });
    const made = await opp(addressOf(database), "backup", "made.sqlite", "--json");
    expect(made).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(vault.folder).toSorted()).toEqual(["data", "made.sqlite"]);
    expect(statSync(join(vault.folder, "made.sqlite")).mode & 0o777).toBe(0o600);
    expect(await vault.oppWith(PASSPHRASE, "verify", "made.sqlite", "--username", "ada", "-")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The backup .*: 1 account, [^]*No problems found/),
    });
    expect(await opp(addressOf(database), "backup", "made.sqlite")).toMatchObject({ code: 5 });
    expect(await opp(addressOf(database), "verify")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The PostgreSQL database \S+: 1 account, [^]*No problems found/),
    });
    expect(await opp(addressOf(database), "after-restore", "--json")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\{"sessions":0,"links":0\}$/m),
    });
    expect(await opp(addressOf(database), "restore", "made.sqlite")).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("isn't empty"),
    });
    await using empty = await openEmptyDatabase();
    expect(await opp(addressOf(empty), "restore", "made.sqlite")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Restored the PostgreSQL database \S+ as it was at .*: 1 account/),
    });
    expect(await countUsers(empty)).toEqual([{ users: 1 }]);
    expect(readdirSync(vault.dataFolder).filter((name) => /restor|vault\.sqlite$/.test(name))).toEqual([]);
    const nowhere = `postgres://opp@/opp?host=${vault.folder}`;
    expect(await opp(nowhere, "backup", "other.sqlite")).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("PostgreSQL can't be reached"),
    });
    expect(readdirSync(vault.folder).toSorted()).toEqual(["data", "made.sqlite"]);
  });

  it("ends with a sentence and a code where it can't move, and names no password", async () => {
    await using vault = await madeVault();
    await using foreign = await openEmptyDatabase();
    await askDatabase(foreign.place, "CREATE TABLE guests (name text)");
    await using full = await openEmptyDatabase();
    await using changed = await openEmptyDatabase();
    for (const empty of [full, changed]) await vault.opp("move-database", "--to", addressOf(empty));
    await askDatabase(changed.place, "ALTER TABLE links DROP COLUMN purpose");
    const cases: [to: string, code: number, sentence: RegExp][] = [
      ["postgres://opp:hunter2@db1.example/opp", 2, /--to contains a password.*--password-file/],
      ["mysql://opp@db1.example/opp", 2, /--to names a mysql database/],
      [`postgres://opp@/opp?host=${vault.folder}`, 6, /PostgreSQL can't be reached/],
      [addressOf(foreign), 7, /tables of another program/],
      [addressOf(changed), 7, /links has no column purpose/],
      [addressOf(full), 5, /isn't empty/],
      ["sqlite:////elsewhere/vault.sqlite", 2, /in an SQLite file already/],
    ];
    for (const [to, code, sentence] of cases) {
      const refused = await vault.opp("move-database", "--to", to);
      expect([to, refused.code, refused.stdout]).toEqual([to, code, ""]);
      expect(refused.stderr).toMatch(sentence);
      expect(refused.stderr).not.toContain("hunter2");
    }
    expect(existsSync("/elsewhere")).toBe(false);
  });
});
