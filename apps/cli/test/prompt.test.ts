import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PersonAtShell, personAtShell } from "./person-at-shell.ts";
import { type Dialogue, runCommand, runOpp, runOppAtTerminal, TESTED_BUNDLE } from "./run-opp.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

const ESC = "\u001b";
const PEM = "-----BEGIN KEY-----\nMIIB\t\nxyz==\n-----END KEY-----";

const atTerminal = ({ folder, environment }: PersonAtShell, args: readonly string[], dialogue: Dialogue) =>
  runOppAtTerminal(args, { folder, environment }, dialogue);

async function passwordsOf({ vault }: PersonAtShell): Promise<string[]> {
  const { items } = await vault.items.list.query();
  return Promise.all(items.map(async ({ id }) => (await vault.items.get.query({ id })).password));
}

describe("a prompt for a secret", () => {
  it("keeps what was typed or pasted, or refuses it with a sentence; nothing is dropped", async () => {
    await using ada = await personAtShell(server, "ada");
    await ada.logIn();
    const add = (...typed: (string | Buffer)[]) =>
      atTerminal(
        ada,
        ["add", "Router"],
        typed.map((text) => ["Item's password: ", text] as const),
      );

    expect(await add("tab\there\r")).toMatchObject({ code: 0 });
    expect(await add(`${ESC}[200~${PEM.replaceAll("\n", "\r")}${ESC}[201~\r`)).toMatchObject({ code: 0 });
    const arrow = await add(`sec${ESC}[Dret\r`);
    expect(arrow).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Keys such as arrows do nothing"),
    });
    expect((await passwordsOf(ada)).toSorted()).toEqual([PEM, "secret", "tab\there"]);

    const refused = [
      [await add("one\rtwo\rthree\r"), "more lines than opp asks for"],
      [await add(Buffer.from([0x6d, 0xfc, 0x6c, 0x0d])), "isn't valid UTF-8"],
      [await add("sec\u0001ret\r"), "control character"],
    ] as const;
    for (const [run, sentence] of refused) {
      expect(run).toMatchObject({ code: 2, stdout: expect.stringContaining(sentence) });
      expect(run.stdout).toMatch(/nothing was changed/i);
    }
    expect(await passwordsOf(ada)).toHaveLength(3);
  });

  it("refuses a passphrase of several lines, whose rest would be the next answers", async () => {
    await using folder = await tempFolder();
    const pasted = `${ESC}[200~a good password\ra second line${ESC}[201~`;
    const made = await runOppAtTerminal(["init"], { folder: folder.path }, [
      ["Username: ", "ada\r"],
      ["Password: ", pasted],
    ]);
    expect(made).toMatchObject({ code: 2, stdout: expect.stringContaining("this prompt takes one") });
  });
});

describe("a secret from a file, standard input or an argument", () => {
  it("keeps its line breaks, where it is an item's", async () => {
    await using bob = await personAtShell(server, "bob");
    await bob.logIn();
    writeFileSync(join(bob.folder, "key.pem"), `${PEM}\n`);
    expect(await bob.opp(["add", "Key", "--password-file", "key.pem"])).toMatchObject({ code: 0 });
    expect(await passwordsOf(bob)).toEqual([PEM]);
    writeFileSync(join(bob.folder, "notes"), "\ufeffnotes\r\n");
    await bob.opp(["edit", "Key", "--notes-file", "notes"]);
    const { items } = await bob.vault.items.list.query();
    expect(await bob.vault.items.get.query({ id: items[0]?.id ?? 0 })).toMatchObject({
      blob: readFileSync(join(bob.folder, "notes"), "utf8"),
    });
  });

  it("is refused when it isn't UTF-8, or begins with a byte order mark", async () => {
    await using folder = await tempFolder();
    const run = { folder: folder.path };
    const init = ["init", "--username", "ada"];
    const latin = Buffer.from("m\u00fcllers passwort\nphrase of mine\n", "latin1");
    const cases = [
      [await runOpp([...init, "-"], { ...run, input: latin }), "isn't valid UTF-8"],
      [await runOpp([...init, "-"], { ...run, input: "\ufeffa good password\n" }), "byte order mark"],
      [
        await runOpp(["import", "openpassphrase", "x", "-"], { ...run, input: Buffer.from([0x5b, 0xfc]) }),
        "",
      ],
    ] as const;
    for (const [{ code, stderr }, sentence] of cases)
      expect([code === 0, stderr]).toEqual([false, expect.stringContaining(sentence)]);
    const opp = `'${process.execPath}' '${join(TESTED_BUNDLE, "opp.js")}'`;
    const argument = await runCommand("sh", ["-c", `${opp} init --username "$(printf 'm\\374ller')"`], run);
    expect(argument).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("An argument isn't valid UTF-8"),
    });
    const environment = await runCommand(
      "sh",
      ["-c", `OPP_SECRET_KEY="$(printf 'a long secret of mine, m\\374ller')" ${opp} doctor`],
      run,
    );
    expect(environment.stdout + environment.stderr).toContain("OPP_SECRET_KEY isn't valid UTF-8");
  });
});
