import { copyFile, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { encryptLegacy, OldDatabase } from "@opp/core/testing/legacy-database";
import { runningServer } from "@opp/host/testing/running-server";
import { tempFolder } from "@opp/host/testing/temp-folder";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { RECOVERY_CODE } from "./recovery-code.ts";
import { runOpp, runOppAtTerminal } from "./run-opp.ts";

const vectors = join(dirname(createRequire(import.meta.url).resolve("@opp/core/ids")), "legacy/vectors");
const SAMPLE = join(vectors, "legacy-sample.sqlite");

const category = z.object({ id: z.int(), name: z.string(), sort_id: z.int() });
const item = z.object({
  name: z.string(),
  url: z.string(),
  account: z.string(),
  username: z.string(),
  password: z.string(),
  blob: z.string(),
  sort_id: z.int(),
  category_id: z.int().nullable(),
});
const vault = z.object({ categories: z.array(category), items: z.array(item) });
const { users } = z
  .object({
    users: z.array(vault.extend({ username: z.string(), password: z.string(), phrase: z.string() })),
  })
  .parse(JSON.parse(await readFile(join(vectors, "legacy-sample.json"), "utf8")));

/** Ids are new: what hangs on them is compared by the categories' names. */
function named({ categories, items }: z.output<typeof vault>) {
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return {
    categories: categories.map(({ id: _, ...rest }) => rest),
    items: items.map(({ category_id, ...rest }) => ({
      ...rest,
      category: category_id === null ? null : names.get(category_id),
    })),
  };
}

async function fetchAll(url: string, username: string, password: string, phrase: string) {
  const auth = await fetch(`${url}/api/v1/auth`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password }),
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(await auth.json());
  const latin1 = Buffer.from(phrase, "utf8").toString("latin1");
  const headers = { "x-opp-jwt": access_token, "x-opp-phrase": latin1 };
  const answer = await fetch(`${url}/api/v1/fetchall`, { headers });
  return vault.parse(await answer.json());
}

const importOld = ["import", "openpassphrase"];
const NEW_PHRASE = "a whole new passphrase";
const everybody = users.map(({ username, phrase }, at) => ({
  username,
  passphrase: phrase,
  ...(at === 0 && { newPassphrase: NEW_PHRASE }),
}));

/** A folder with an old database of "ann" (passphrase "an old phrase") and "ben" in it. */
async function oldFolder(items = 1) {
  const folder = await tempFolder();
  const path = join(folder.path, "old.sqlite");
  using old = new OldDatabase(path);
  await old.addUser({ id: 1, username: "ann", password: "p", phrase: "an old phrase" });
  await old.addUser({ id: 2, username: "ben", password: "q", phrase: "ben's phrase" });
  const name = encryptLegacy("an old phrase", "an item");
  old.sqlite.exec("BEGIN");
  for (let id = 1; id <= items; id += 1) old.addItem(1, id, { name });
  old.sqlite.exec("COMMIT");
  return { ...folder, old: path, data: join(folder.path, "data") };
}
const ANN = { username: "ann", passphrase: "an old phrase", newPassphrase: "ann's new phrase" };
const BEN = { username: "ben", passphrase: "ben's phrase", newPassphrase: "ben's new phrase" };
const input = (...answers: object[]) => JSON.stringify(answers);

const summary = z.object({
  users: z.array(
    z.looseObject({ username: z.string(), outcome: z.string(), recoveryCode: z.string().nullable() }),
  ),
});
const outcomes = (answered: unknown) =>
  Object.fromEntries(summary.parse(answered).users.map(({ username, outcome }) => [username, outcome]));

describe("opp import openpassphrase", () => {
  it("moves the program's own sample in under a running server, to the last field, and leaves the file as it is", async () => {
    await using server = await runningServer();
    await using folder = await tempFolder();
    const old = join(folder.path, "old.sqlite");
    await copyFile(SAMPLE, old);
    const before = await stat(old, { bigint: true });
    const args = [...importOld, old, "--data-dir", server.dataFolder, "--json", "-"];
    const run = await runOpp(args, { folder: folder.path, input: JSON.stringify(everybody) });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.json()).toMatchObject({
      dryRun: false,
      ofNobody: [],
      users: users.map(({ username, categories, items }, at) => ({
        username,
        importedAs: username,
        outcome: "imported",
        categories: categories.length,
        items: items.length,
        unreadableRows: 0,
        problems: [],
        passphraseKept: at === 1,
        recoveryCode: expect.stringMatching(RECOVERY_CODE),
      })),
    });
    for (const [at, user] of users.entries()) {
      const phrase = at === 0 ? NEW_PHRASE : user.phrase;
      const answered = await fetchAll(server.url, user.username, user.password, phrase);
      expect(named(answered)).toEqual(named(user));
    }
    expect((await readFile(old)).equals(await readFile(SAMPLE))).toBe(true);
    const after = await stat(old, { bigint: true });
    expect([after.mtimeNs, after.ino, await readdir(folder.path)]).toEqual([
      before.mtimeNs,
      before.ino,
      ["old.sqlite"],
    ]);
  });

  it("imports nothing on a second run, and who was left out on a third", async () => {
    await using folder = await oldFolder();
    const run = async (...answers: object[]) => {
      const done = await runOpp([...importOld, "old.sqlite", "--json"], {
        folder: folder.path,
        input: input(...answers),
      });
      expect(done).toMatchObject({ code: 0, stderr: "" });
      return outcomes(done.json());
    };
    expect(await run(ANN)).toEqual({ ann: "imported", ben: "left-out" });
    expect(await run(ANN)).toEqual({ ann: "already-imported", ben: "left-out" });
    expect(await run(ANN, BEN)).toEqual({ ann: "already-imported", ben: "imported" });
  });

  it("counts in a dry run, and makes nothing, not even the vault", async () => {
    await using folder = await oldFolder(3);
    const dry = await runOpp([...importOld, "old.sqlite", "--dry-run", "--json", "-"], {
      folder: folder.path,
      input: input(ANN),
    });
    expect(dry).toMatchObject({ code: 0, stderr: "" });
    expect(dry.json()).toMatchObject({
      dryRun: true,
      users: [
        { username: "ann", outcome: "counted", categories: 0, items: 3, opened: true, unreadableRows: 0 },
        { username: "ben", outcome: "counted", items: 0, opened: false },
      ],
    });
    expect(await readdir(folder.path)).toEqual(["old.sqlite"]);
  });

  it("asks on a terminal for each passphrase and a new one, and shows none", async () => {
    await using folder = await oldFolder();
    const run = await runOppAtTerminal([...importOld, "old.sqlite"], { folder: folder.path }, [
      ["Passphrase of ann", "not this one\r"],
      ["Passphrase of ann", "an old phrase\r"],
      ["New passphrase of ann", "short\r"],
      ["Repeat it: ", "short\r"],
      ["New passphrase of ann", "ann's new phrase\r"],
      ["Repeat it: ", "ann's new phrase\r"],
      ["Passphrase of ben", "\r"],
    ]);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain("The passphrase is wrong.");
    expect(run.stdout).toContain("ann: imported, 0 categories, 1 item.");
    expect(run.stdout).toMatch(/ben: not imported\. Without its passphrase/);
    expect(run.stdout).not.toMatch(/an old phrase|ann's new phrase|not this one/);
  });

  it("imports the others when one passphrase is wrong, and ends with 3", async () => {
    await using folder = await oldFolder();
    const wrong = { ...ANN, passphrase: "a wrong phrase" };
    const run = await runOpp([...importOld, "old.sqlite", "--json"], {
      folder: folder.path,
      input: input(wrong, BEN),
    });
    expect(run.code).toBe(3);
    expect(outcomes(run.json())).toEqual({ ann: "refused", ben: "imported" });
  });

  it("ends with 5 when a name is taken, and takes another for it", async () => {
    await using folder = await oldFolder();
    await runOpp(["init", "--username", "ann", "-"], {
      folder: folder.path,
      input: "a good password\nand a passphrase\n",
    });
    const taken = await runOpp([...importOld, "old.sqlite"], { folder: folder.path, input: input(ANN) });
    expect(taken.code).toBe(5);
    expect(taken.stdout).toContain("Use --rename OLD=NEW.");
    const renamed = await runOpp([...importOld, "old.sqlite", "--rename", "ann=ann 2"], {
      folder: folder.path,
      input: input(ANN),
    });
    expect(renamed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("ann: imported as ann 2, 0 categories"),
    });
  });

  it("leaves all of a vault or nothing behind when it is killed", async () => {
    await using folder = await oldFolder(3000);
    for (const milliseconds of [100, 250, 400, 550, 700]) {
      const run = runOpp([...importOld, "old.sqlite", "--json"], {
        folder: folder.path,
        input: input(ANN),
        killAfterMilliseconds: milliseconds,
      });
      await run;
      if (!(await readdir(folder.path)).includes("data")) continue;
      const database = new Database(join(folder.data, "vault.sqlite"));
      const there = (table: string) =>
        database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(table) === undefined
          ? 0
          : database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get();
      expect([
        [0, 0, 0],
        [1, 1, 3000],
      ]).toContainEqual(["users", "imported_vaults", "items"].map(there));
      database.close();
    }
    const last = await runOpp([...importOld, "old.sqlite", "--json"], {
      folder: folder.path,
      input: input(ANN),
    });
    expect(last.code).toBe(0);
    expect(["imported", "already-imported"]).toContain(outcomes(last.json())["ann"]);
  });

  it.each([
    ["no JSON", "secret passphrase", 2, "isn't JSON"],
    ["another shape", '{"ann":"secret passphrase"}', 2, "isn't a list of passphrases"],
    ["a missing passphrase", '[{"username":"ann"}]', 2, "(at 0.passphrase)"],
    [
      "a mistyped field",
      '[{"username":"ann","passphrase":"secret passphrase","newPhrase":"x"}]',
      2,
      "(at 0)",
    ],
    [
      "somebody unknown",
      '[{"username":"eve","passphrase":"secret passphrase"}]',
      2,
      'no user "eve". It has: ann, ben.',
    ],
    ["somebody twice", JSON.stringify([ANN, ANN]), 2, 'names "ann" twice'],
  ])("refuses %s on standard input, and doesn't repeat it", async (_what, text, code, sentence) => {
    await using folder = await oldFolder();
    const run = await runOpp([...importOld, "old.sqlite", "-"], { folder: folder.path, input: text });
    expect(run).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(sentence) });
    expect(run.stderr).not.toMatch(/secret|old phrase/);
    expect(await readdir(folder.path)).toEqual(["old.sqlite"]);
  });

  it.each([
    [["nowhere.sqlite"], 8, "nowhere.sqlite doesn't exist"],
    [["."], 7, "it isn't a file"],
    [["notes.txt"], 7, "isn't an SQLite database"],
    [["old.sqlite", "--timezone", "Mars/Olympus"], 2, "isn't a time zone"],
    [["old.sqlite", "--rename", "eve=adam"], 2, "has no such user"],
    [["old.sqlite", "a passphrase"], 2, "Others can see arguments"],
    [[], 2, "Missing required argument"],
  ] as const)("refuses %j with code %d", async (args, code, sentence) => {
    await using folder = await oldFolder();
    await mkdir(join(folder.path, "folder"));
    await writeFile(join(folder.path, "notes.txt"), "notes ".repeat(2000));
    const run = await runOpp([...importOld, ...args], { folder: folder.path, input: input(ANN) });
    expect(run).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(sentence) });
  });
});
