import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { madeVault, PASSPHRASE } from "./made-vault.ts";
import { RECOVERY_CODE } from "./recovery-code.ts";
import { runOppAtTerminal } from "./run-opp.ts";

const SECRETS = "another password\nanother phrase\n";

describe("opp user", () => {
  it("adds, lists, renames and deletes accounts", async () => {
    await using vault = await madeVault();
    const added = await vault.oppWith(SECRETS, "user", "add", "Bob Müller", "-", "--json");
    expect(added).toMatchObject({ code: 0, stderr: "" });
    expect(added.json()).toMatchObject({
      username: "Bob Müller",
      recoveryCode: expect.stringMatching(RECOVERY_CODE),
    });
    expect(await vault.opp("user", "rename", "Bob Müller", "bob")).toMatchObject({ code: 0 });
    const listed = await vault.opp("user", "list", "--json");
    expect(listed.json()).toEqual([
      expect.objectContaining({ username: "ada", deletedAt: null }),
      expect.objectContaining({ username: "bob", deletedAt: null }),
    ]);
    expect((await vault.opp("user", "delete", "bob", "--yes")).stdout).toContain("its owner can undo this");
    const after = await vault.opp("user", "list");
    expect(after.stdout).toMatch(
      /^id +name +made\n\d+ +ada +\d{4}-\d\d-\d\d +administrator\n\d+ +bob +\S+ +deleted, permanently on \S+\n$/,
    );
  });

  it("sets a password without the one before, and changes a passphrase only by the one before", async () => {
    await using vault = await madeVault();
    const set = await vault.oppWith("quite another password\n", "user", "set-password", "ada", "-");
    expect(set).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("The passphrase is unchanged"),
    });
    const wrong = await vault.oppWith("wrong\nmy new phrase\n", "passphrase", "change", "ada", "-");
    expect(wrong).toMatchObject({ code: 3, stderr: "opp: The passphrase is wrong.\n" });
    const change = await vault.oppWith(`${PASSPHRASE}\nmy new phrase\n`, "passphrase", "change", "ada", "-");
    expect(change).toMatchObject({ code: 0, stdout: expect.stringContaining("ended all sessions") });
    const database = new Database(vault.database, { readonly: true });
    const kinds = database.prepare("SELECT kind FROM audit_events ORDER BY id").pluck().all();
    database.close();
    expect(kinds).toEqual(["registered", "password-changed", "unlock-failed", "passphrase-changed"]);
  });

  it.each([
    [["add", "ada", "-"], SECRETS, 5, "is taken"],
    [["add", " ", "-"], SECRETS, 2, "The username is empty."],
    [["add", "x".repeat(256), "-"], SECRETS, 2, "at most 255 characters"],
    [["add", "bob\u0007", "-"], SECRETS, 2, "control character"],
    [["add", "bob", "-"], "short\nx\n", 2, "- A passphrase needs at least 6 characters."],
    [["add", "bob", "secret"], "", 2, "Others can see arguments"],
    [["add"], "", 2, "Missing required argument 'name'"],
    [["rename", "eve", "eva"], "", 4, "opp user list"],
    [["rename", "ada", ""], "", 2, "The username is empty."],
    [["set-password", "eve", "-"], "quite another password\n", 4, "There is no account of this name"],
    [["set-password", "ada", "-"], `${PASSPHRASE}\n`, 2, "must not be the password"],
    [["set-password", "ada", "-"], "short\n", 2, "at least 8 characters"],
    [["delete", "ada"], "", 2, "Add --yes"],
    [["delete", "eve", "--yes"], "", 4, "There is no account of this name"],
    [["lst"], "", 2, "Unknown command 'lst'. Did you mean list?"],
  ])("refuses %j", async (args, input, code, sentence) => {
    await using vault = await madeVault();
    const refused = await vault.oppWith(input, "user", ...args);
    expect(refused).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(sentence) });
  });

  it("deletes only after a whole yes", async () => {
    await using vault = await madeVault();
    const options = { folder: vault.folder };
    const kept = await runOppAtTerminal(["user", "delete", "ada"], options, [["(yes/no) ", "y\r"]]);
    expect(kept).toMatchObject({ code: 130, stdout: expect.stringContaining("Nothing was changed.") });
    const gone = await runOppAtTerminal(["user", "delete", "ada"], options, [["(yes/no) ", "yes\r"]]);
    expect(gone).toMatchObject({ code: 0, stdout: expect.stringContaining("Deleted ada.") });
  });

  it("says where it looked when there is no vault", async () => {
    await using vault = await madeVault();
    const nowhere = await vault.opp("user", "list", "--data-dir", "nowhere");
    expect(nowhere).toMatchObject({
      code: 4,
      stderr: expect.stringContaining(`${vault.folder}/nowhere contains no vault`),
    });
    const mistyped = await vault.opp("user", "list", "--config", "nowhere.cfg");
    expect(mistyped).toMatchObject({ code: 2, stderr: expect.stringContaining("nowhere.cfg doesn't exist") });
  });
});
