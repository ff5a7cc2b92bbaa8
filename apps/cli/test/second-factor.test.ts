import { join } from "node:path";
import { oneTimeCode } from "@opp/core/otp/one-time-code";
import { parseOtpauth } from "@opp/core/otp/otpauth";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PersonAtShell, personAtShell } from "./person-at-shell.ts";
import { runOppAtTerminal } from "./run-opp.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** Lets logins ask for a second factor. Answers the spare codes, each good once. */
async function addFactor({ vault, password }: PersonAtShell): Promise<string[]> {
  const { uri } = await vault.secondFactor.beginTotp.mutate({ password });
  const read = parseOtpauth(uri);
  if (!read.ok) throw new Error(read.problem);
  const { code } = oneTimeCode(read.otp, Date.now());
  const { spareCodes } = await vault.secondFactor.confirmTotp.mutate({ code });
  await vault.secondFactor.require.mutate({ password, on: true });
  return spareCodes ?? [];
}

const loginOf = ({ username }: PersonAtShell) => ["login", "--server", server.url, "--username", username];

describe("opp login to an account with a second factor", () => {
  it("asks for the code at the terminal, once the server wants it", async () => {
    await using ada = await personAtShell(server, "ada");
    const [code = ""] = await addFactor(ada);
    const run = { folder: ada.folder, environment: ada.environment };
    const login = await runOppAtTerminal(loginOf(ada), run, [
      ["Password: ", `${ada.password}\r`],
      ["Passphrase: ", `${ada.passphrase}\r`],
      ["Code (authenticator or spare): ", `${code.toLowerCase()}\r`],
    ]);
    expect(login).toMatchObject({ code: 0, stdout: expect.stringContaining("as ada, until 20") });
  });

  it("takes it from the third line of standard input, or from OPP_SECOND_FACTOR", async () => {
    await using bob = await personAtShell(server, "bob");
    const [first = "", second = ""] = await addFactor(bob);
    const input = `${bob.password}\n${bob.passphrase}\n`;
    const login = (line: string, environment = {}) =>
      bob.opp([...loginOf(bob), "--json", "-"], { input: `${input}${line}`, environment });
    expect(await login("")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("put a code into OPP_SECOND_FACTOR"),
    });
    expect(await login("12345\n")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("isn't a code"),
    });
    expect(await login("0000-0000-0000\n")).toMatchObject({ code: 3 });
    const done = await login(`${first}\n`);
    expect(done.json()).toMatchObject({ secondFactor: { spareCodesLeft: 9, failures: 1 } });
    expect((await login("", { OPP_SECOND_FACTOR: second })).json()).toMatchObject({
      secondFactor: { spareCodesLeft: 8, failures: 0 },
    });
  });
});

describe("opp export from an account with a second factor", () => {
  it("asks for a code where the last was more than ten minutes ago", async () => {
    await using cyd = await personAtShell(server, "cyd");
    const [first = "", second = ""] = await addFactor(cyd);
    const input = `${cyd.password}\n${cyd.passphrase}\n${first}\n`;
    expect(await cyd.opp([...loginOf(cyd), "--for", "1h", "-"], { input })).toMatchObject({ code: 0 });
    const database = new Database(join(server.dataFolder, "vault.sqlite"), { timeout: 5000 });
    database.exec("UPDATE sessions SET proved_at = NULL");
    database.close();
    const args = ["export", "--format", "json", "--out", "items.json", "-"];
    const secrets = `${cyd.passphrase}\n${cyd.password}\n`;
    expect(await cyd.opp(args, { input: secrets })).toMatchObject({ code: 3 });
    const environment = { OPP_SECOND_FACTOR: second };
    expect(await cyd.opp(args, { input: secrets, environment })).toMatchObject({ code: 0 });
  });
});

describe("opp user reset-second-factor", () => {
  it("turns it off for the name that is typed once more, and opens nothing", async () => {
    await using dan = await personAtShell(server, "dan");
    await addFactor(dan);
    const environment = { ...dan.environment, OPP_DATA_DIR: server.dataFolder };
    const reset = (typed: string) =>
      runOppAtTerminal(["user", "reset-second-factor", "dan"], { folder: dan.folder, environment }, [
        ["Type the username once more: ", `${typed}\r`],
      ]);
    expect(await reset("bob")).toMatchObject({
      code: 130,
      stdout: expect.stringContaining("Nothing was changed"),
    });
    expect(await reset("dan")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Password and passphrase are unchanged"),
    });
    const wrong = `${dan.password}\nwrong passphrase\n`;
    expect(await dan.opp([...loginOf(dan), "-"], { input: wrong })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("The passphrase is wrong"),
    });
    expect(
      await dan.opp([...loginOf(dan), "-"], { input: `${dan.password}\n${dan.passphrase}\n` }),
    ).toMatchObject({ code: 0, stderr: expect.stringContaining("second factor reset") });
  });
});
