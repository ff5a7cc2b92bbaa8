import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { RECOVERY_CODE } from "./recovery-code.ts";
import { runOpp, runOppAtTerminal } from "./run-opp.ts";

const SECRETS = "a good password\na better passphrase\n";

describe("opp init", () => {
  it("makes a vault for its owner only, with a first account", async () => {
    await using folder = await tempFolder();
    const made = await runOpp(["init", "--username", "ada", "-", "--json"], {
      folder: folder.path,
      input: SECRETS,
    });
    expect(made).toMatchObject({ code: 0, stderr: "" });
    const data = join(folder.path, "data");
    expect(made.json()).toEqual({
      dataFolder: data,
      username: "ada",
      recoveryCode: expect.stringMatching(RECOVERY_CODE),
    });
    expect(statSync(data).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(data)) expect(statSync(join(data, file)).mode & 0o777).toBe(0o600);

    const again = await runOpp(["init", "--username", "bob", "-"], { folder: folder.path, input: SECRETS });
    expect(again.code).toBe(0);
    expect(again.stdout).toContain("It already has accounts");
  });

  it("asks at the terminal, and shows nothing of what is secret", async () => {
    await using folder = await tempFolder();
    const made = await runOppAtTerminal(["init"], { folder: folder.path }, [
      ["Username: ", "adb\u007fa\r"],
      ["Password: ", "a good passwort\u007fd\r"],
      // Pasted at once: the rest is for the next questions.
      ["Repeat it: ", "a good password\rphrase of mine\rphrase of mine\r"],
    ]);
    expect(made.stdout).toMatch(/Password: \r?\nRepeat it: \r?\nPassphrase: \r?\nRepeat it: \r?\n/);
    expect(made.stdout).toContain("Created the account ada.");
    expect(made.stdout).not.toMatch(/a good|phrase of mine/);
    expect(made.code).toBe(0);
  });

  it("makes no account when the second password isn't the first, or on Ctrl-C", async () => {
    await using folder = await tempFolder();
    const other = await runOppAtTerminal(["init"], { folder: folder.path }, [
      ["Username: ", "ada\r"],
      ["Password: ", "one\r"],
      ["Repeat it: ", "two\r"],
    ]);
    expect(other).toMatchObject({ code: 2, stdout: expect.stringContaining("The entries don't match.") });
    const cancelled = await runOppAtTerminal(["init"], { folder: folder.path }, [
      ["Username: ", "ada\r"],
      ["Password: ", "one\u0003"],
    ]);
    expect(cancelled).toMatchObject({ code: 130, stdout: expect.stringContaining("Nothing was changed.") });
    const open = await runOpp(["init", "--no-account"], { folder: folder.path });
    expect(open.stdout).toContain("It has no account yet");
  });

  it("never takes a secret as an argument, and doesn't repeat it", async () => {
    await using folder = await tempFolder();
    const refused = await runOpp(["init", "--username", "ada", "hunter2-hunter2"], { folder: folder.path });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("Others can see arguments");
    expect(refused.stderr).not.toContain("hunter2");
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("reads secrets from files", async () => {
    await using folder = await tempFolder();
    writeFileSync(join(folder.path, "password"), "a good password\r\n", { mode: 0o600 });
    writeFileSync(join(folder.path, "passphrase"), "a better passphrase", { mode: 0o600 });
    const made = await runOpp(
      ["init", "--username", "ada", "--password-file", "password", "--passphrase-file", "passphrase"],
      { folder: folder.path },
    );
    expect(made).toMatchObject({ code: 0, stderr: "" });
  });

  it("warns of a secret's file that other users can read, and takes it", async () => {
    await using folder = await tempFolder();
    writeFileSync(join(folder.path, "password"), "a good password", { mode: 0o600 });
    writeFileSync(join(folder.path, "my phrase"), "a better passphrase");
    chmodSync(join(folder.path, "my phrase"), 0o640);
    const args = [
      "init",
      "--username",
      "ada",
      "--password-file",
      "password",
      "--passphrase-file",
      "my phrase",
    ];
    expect(await runOpp(args, { folder: folder.path })).toMatchObject({
      code: 0,
      stderr: "Warning: other users can read my phrase. Run: chmod 600 'my phrase'\n",
    });
  });

  it.each([
    ["one secret of two", "a good password\n", "has no line for the passphrase"],
    ["three secrets", "a good password\nphrase\nand one more\n", "more lines than the command needs secrets"],
    ["a short password", "short\nphrase\n", "at least 8 characters"],
    ["a passphrase within reach of guessing", "a good password\nabcdef\n", "too easy to guess"],
    ["equal secrets", "the same text\nthe same text\n", "must not be the password"],
    ["nothing", "", "has no line for the password"],
    ["far too much", `${"x".repeat(70_000)}\n`, "longer than 64 KiB"],
  ])("refuses %s with a sentence and code 2", async (_what, input, sentence) => {
    await using folder = await tempFolder();
    const refused = await runOpp(["init", "--username", "ada", "-"], { folder: folder.path, input });
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
  });

  it.each([
    [["--password-file", "nowhere"], 8, "nowhere doesn't exist"],
    [["--password-file", "."], 8, "is a folder"],
    [["--password-file", "two-lines"], 2, "more than one line"],
    [["--password-file", "latin"], 2, "isn't valid UTF-8"],
    [["--password-fd", "77"], 8, "File descriptor 77 can't be read"],
    [["--password-fd", "three"], 2, "needs the number"],
    [["--password-fd", "0", "--password-file", "x"], 2, "not both"],
  ] as const)("refuses %j with code %d", async (args, code, sentence) => {
    await using folder = await tempFolder();
    writeFileSync(join(folder.path, "two-lines"), "one\ntwo\n");
    writeFileSync(join(folder.path, "latin"), Buffer.from([0x70, 0xe4]));
    const refused = await runOpp(["init", "--username", "ada", ...args], { folder: folder.path });
    expect(refused).toMatchObject({ code, stderr: expect.stringContaining(sentence) });
  });

  it("says what stands in the way of a data folder", async () => {
    await using folder = await tempFolder();
    mkdirSync(join(folder.path, "data"));
    writeFileSync(join(folder.path, "data", "vault.sqlite"), "my diary ".repeat(1000), { mode: 0o600 });
    const foreign = await runOpp(["init", "--no-account"], { folder: folder.path });
    expect(foreign).toMatchObject({ code: 7, stderr: expect.stringContaining("isn't an SQLite database") });
    const file = await runOpp(["init", "--data-dir", "data/vault.sqlite"], { folder: folder.path });
    expect(file).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Can't create the data folder .* \(EEXIST\)/),
    });
  });

  it("ends with 6 while another process keeps the database to itself", async () => {
    await using folder = await tempFolder();
    await runOpp(["init", "--no-account"], { folder: folder.path });
    const other = new Database(join(folder.path, "data", "vault.sqlite"));
    other.exec("BEGIN IMMEDIATE");
    const args = ["init", "--username", "ada", "-", "--json"];
    const busy = await runOpp(args, { folder: folder.path, input: SECRETS });
    other.close();
    expect(busy).toMatchObject({ code: 6, stdout: "" });
    expect(JSON.parse(busy.stderr)).toMatchObject({ error: { code: "STORAGE_BUSY", exitCode: 6 } });
  });
});
