import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type RunningServer, runningServer } from "@opp/host/testing/running-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personAtShell } from "./person-at-shell.ts";
import { runOppAtTerminal } from "./run-opp.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await runningServer();
});
afterAll(async () => server[Symbol.asyncDispose]());

/** What the session file says of a session that is over. */
const FORGOTTEN = { token: "", expiresAt: 0, sealedPassphrase: null };

describe("opp login", () => {
  it("keeps server, token and end for its owner only, and no secret that was typed", async () => {
    await using ada = await personAtShell(server, "ada");
    const args = ["login", "--server", server.url, "--username", "ada", "--for", "10m", "-"];
    const login = await ada.opp(args, { input: `${ada.password}\n${ada.passphrase}\n` });
    expect(login).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining(`Logged in to ${server.url} as ada`),
    });
    const saved = readFileSync(ada.sessionFile, "utf8");
    expect(JSON.parse(saved)).toMatchObject({ server: server.url, username: "ada", sealedPassphrase: null });
    expect(saved).not.toMatch(/password of|Pässphrase/);
    expect(statSync(ada.sessionFile).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(ada.sessionFile)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(ada.sessionFile))).toEqual(["session.json"]);
  });

  it("asks at the terminal, without echo, and so does each command for the passphrase", async () => {
    await using ada = await personAtShell(server, "terminal");
    const run = { folder: ada.folder, environment: ada.environment };
    const login = await runOppAtTerminal(["login", "--server", server.url], run, [
      ["Username: ", "terminal\r"],
      ["Password: ", `${ada.password}\r`],
      ["Passphrase: ", `${ada.passphrase}\r`],
    ]);
    expect(login).toMatchObject({ code: 0, stdout: expect.stringContaining("as terminal, until 20") });
    expect(login.stdout).not.toMatch(/password of|von terminal/);
    await ada.vault.items.create.mutate({ items: [{ name: "Router", password: "s3cret" }] });
    const got = await runOppAtTerminal(["get", "router", "--field", "password"], run, [
      ["Passphrase: ", `${ada.passphrase}\r`],
    ]);
    expect(got.stdout.replaceAll("\r", "")).toBe("Passphrase: \ns3cret\n");
  });

  it("keeps the passphrase so that neither the file nor the variable opens anything alone", async () => {
    await using ada = await personAtShell(server, "keeper");
    await ada.logIn();
    const saved = readFileSync(ada.sessionFile, "utf8");
    const key = ada.environment["OPP_SESSION"] ?? "";
    expect(saved).not.toContain(key);
    expect(saved).not.toContain(Buffer.from(ada.passphrase).toString("base64url"));
    expect(await ada.opp(["ls"])).toMatchObject({ code: 0, stderr: "" });
    const withoutKey = await ada.opp(["ls"], { environment: { OPP_SESSION: "" } });
    expect(withoutKey).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Can't ask for the passphrase without a terminal"),
    });
    const otherKey = await ada.opp(["ls"], { environment: { OPP_SESSION: "x".repeat(43) } });
    expect(otherKey).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("OPP_SESSION belongs to another session"),
    });
    await ada.opp(["login", "--server", server.url, "--username", "keeper", "-"], {
      input: `${ada.password}\n${ada.passphrase}\n`,
    });
    expect((await ada.opp(["ls"])).code).toBe(3);
  });

  it("answers with --json for programs", async () => {
    await using ada = await personAtShell(server, "json");
    const login = await ada.opp(
      ["login", "--server", server.url, "--username", "json", "--keep", "--json", "-"],
      {
        input: `${ada.password}\n${ada.passphrase}\n`,
      },
    );
    expect(login).toMatchObject({ code: 0, stderr: "" });
    expect(login.json()).toEqual({
      server: server.url,
      username: "json",
      expiresAt: expect.any(Number),
      session: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it("takes secrets as they are, and notes spaces at their ends", async () => {
    await using ada = await personAtShell(server, "spacy");
    const args = ["login", "--server", server.url, "--username", " SPACY ", "-"];
    const spaced = await ada.opp(args, { input: `${ada.password} \n${ada.passphrase}\n` });
    expect(spaced).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("Note: the password begins or ends with a space, which counts."),
    });
    const login = await ada.opp(args, { input: `${ada.password}\n${ada.passphrase}\n` });
    expect(login).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Logged in to .* as spacy/) });
  });

  it("reports once what has changed about the account since the last login", async () => {
    await using ada = await personAtShell(server, "changed");
    const { username, password, passphrase } = ada;
    await ada.vault.auth.changeLogin.mutate({ username, password, newPassword: "another password" });
    const logIn = (...args: string[]) =>
      ada.opp(["login", "--server", server.url, "--username", username, ...args, "-"], {
        input: `another password\n${passphrase}\n`,
      });
    expect((await logIn()).stderr).toMatch(
      /Since your last login: password changed \(20.*\)\. If that wasn't you/,
    );
    expect((await logIn("--json")).json()).not.toHaveProperty("changes");
  });

  it.each([
    [["--server", "http://vault.example"], 2, "clear text"],
    [["--server", "vault.example"], 2, "must be a URL"],
    [["--server", "http://ada:hunter2@127.0.0.1"], 2, "username or a password"],
    [["--server", "http://127.0.0.1:9"], 6, "Can't reach the server"],
    [["--for", "8"], 2, 'such as "30m"'],
    [["hunter2"], 2, "Others can see arguments"],
  ])("refuses %j with code %d, and leaves nothing", async (args, code, sentence) => {
    await using ada = await personAtShell(server, `refused ${args.join(" ")}`);
    const words = [
      "login",
      "--server",
      server.url,
      "--username",
      ada.username,
      "--password-file",
      "pw",
      ...args,
    ];
    writeFileSync(`${ada.folder}/pw`, ada.password);
    writeFileSync(`${ada.folder}/phrase`, ada.passphrase);
    const refused = await ada.opp([...words, "--passphrase-file", "phrase"]);
    expect(refused).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(sentence) });
    expect(refused.stderr).not.toContain("hunter2");
    expect(existsSync(ada.sessionFile)).toBe(false);
  });

  it("ends the session before on the server, whose token nobody has any more", async () => {
    await using ada = await personAtShell(server, "again");
    await ada.logIn();
    await ada.logIn();
    const { sessions } = await ada.vault.sessions.list.query();
    expect(sessions.filter(({ device }) => device.startsWith("opp"))).toHaveLength(1);
    expect((await ada.opp(["ls"])).code).toBe(0);
  });

  it("ends with 3 for a wrong password, and the session before stays", async () => {
    await using ada = await personAtShell(server, "wrong");
    await ada.logIn();
    const refused = await ada.opp(["login", "--username", "wrong", "-", "--json"], {
      input: "not it at all\nphrase\n",
    });
    expect(refused).toMatchObject({ code: 3, stdout: "" });
    expect(JSON.parse(refused.stderr)).toEqual({
      error: {
        code: "CREDENTIALS_INCORRECT",
        exitCode: 3,
        message: "The username or the password is wrong.",
        problems: [],
      },
    });
    expect((await ada.opp(["status"])).code).toBe(0);
  });
});

describe("a home that can't be written", () => {
  it("ends the login with 8, and leaves no session on the server", async () => {
    await using ada = await personAtShell(server, "homeless");
    symlinkSync("/nowhere/at/all", join(ada.folder, ".config"));
    const args = ["login", "--server", server.url, "--username", "homeless", "-"];
    const refused = await ada.opp(args, { input: `${ada.password}\n${ada.passphrase}\n` });
    expect(refused).toMatchObject({ code: 8, stdout: "", stderr: expect.stringContaining(".config") });
    expect((await ada.vault.sessions.list.query()).sessions).toHaveLength(1);
  });
});

describe("a server with TLS", () => {
  it("is refused while its certificate isn't trusted, and taken once it is", async () => {
    await using ada = await personAtShell(server, "tls");
    const certificate = join(import.meta.dirname, "../../server/test/tls/cert.pem");
    const key = join(ada.folder, "key.pem");
    writeFileSync(key, readFileSync(join(dirname(certificate), "key.pem")), { mode: 0o600 });
    await using secure = await runningServer({ OPP_TLS_CERT_FILE: certificate, OPP_TLS_KEY_FILE: key });
    const url = secure.url.replace("127.0.0.1", "localhost");
    const login = ["login", "--server", url, "--username", "nobody", "-"];
    const input = "some password\nsome passphrase\n";
    const untrusted = await ada.opp(login, { input });
    expect(untrusted).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("this machine doesn't trust its certificate"),
    });
    const trusted = await ada.opp(login, { input, environment: { NODE_EXTRA_CA_CERTS: certificate } });
    expect(trusted).toMatchObject({ code: 3, stderr: "opp: The username or the password is wrong.\n" });
  });
});

describe("a passphrase for scripts", () => {
  it("comes from a file, a descriptor, standard input, or the file that OPP_PASSPHRASE_FILE names", async () => {
    await using ada = await personAtShell(server, "scripts");
    await ada.logIn();
    delete ada.environment["OPP_SESSION"];
    writeFileSync(`${ada.folder}/phrase`, `${ada.passphrase}\n`);
    writeFileSync(`${ada.folder}/wrong`, "another passphrase\n", { mode: 0o600 });
    const good = { environment: { OPP_PASSPHRASE_FILE: "phrase" } };
    const wrong = { environment: { OPP_PASSPHRASE_FILE: "wrong" } };
    expect((await ada.opp(["ls", "--passphrase-file", "phrase"])).code).toBe(0);
    expect((await ada.opp(["ls", "--passphrase-fd", "0"], { input: ada.passphrase })).code).toBe(0);
    expect((await ada.opp(["ls", "-"], { input: `${ada.passphrase}\n` })).code).toBe(0);
    expect((await ada.opp(["ls"], good)).code).toBe(0);
    expect((await ada.opp(["ls", "--passphrase-file", "phrase"], wrong)).code).toBe(0);
    expect(await ada.opp(["ls"], wrong)).toMatchObject({
      code: 3,
      stderr: "opp: The passphrase is wrong.\n",
    });
    expect((await ada.opp(["ls", "--passphrase-file", "nowhere"])).code).toBe(8);
  });
});

describe("opp status and opp logout", () => {
  it("say where one is logged in, and end it on both sides", async () => {
    await using ada = await personAtShell(server, "leaver");
    expect(await ada.opp(["status"])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Run "opp login" first'),
    });
    await ada.logIn();
    const status = await ada.opp(["status", "--json"]);
    expect(status.json()).toMatchObject({ server: server.url, username: "leaver", keptPassphrase: true });
    expect((await ada.vault.sessions.list.query()).sessions.map(({ device }) => device)).toContain(
      "opp on Linux",
    );
    expect(await ada.opp(["logout"])).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(readFileSync(ada.sessionFile, "utf8"))).toMatchObject(FORGOTTEN);
    expect((await ada.vault.sessions.list.query()).sessions).toHaveLength(1);
    expect(await ada.opp(["logout"])).toMatchObject({ code: 0, stdout: "You were not logged in.\n" });
  });

  it("forget a session that the server has ended, with what was kept of it", async () => {
    await using ada = await personAtShell(server, "ended");
    await ada.logIn();
    await ada.vault.sessions.endOthers.mutate();
    expect(await ada.opp(["ls"])).toMatchObject({
      code: 3,
      stdout: "",
      stderr: expect.stringContaining(`as ended at ${server.url} has ended. Run "opp login"`),
    });
    expect(JSON.parse(readFileSync(ada.sessionFile, "utf8"))).toMatchObject(FORGOTTEN);
    expect((await ada.opp(["ls"])).stderr).toContain("not logged in");
    // Neither server nor name has to be said again.
    const again = await ada.opp(["login", "-"], { input: `${ada.password}\n${ada.passphrase}\n` });
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining(`${server.url} as ended`) });
  });

  it("forget here where the server can't be told, and say so", async () => {
    await using other = await runningServer();
    await using ada = await personAtShell(other, "offline");
    await ada.logIn();
    other.child.kill("SIGKILL");
    await new Promise((resolve) => other.child.once("close", resolve));
    expect(await ada.opp(["ls"])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("Can't reach the server"),
    });
    expect(await ada.opp(["logout"])).toMatchObject({
      code: 6,
      stderr: expect.stringContaining("deleted here"),
    });
    expect(JSON.parse(readFileSync(ada.sessionFile, "utf8"))).toMatchObject(FORGOTTEN);
  });
});

describe("the session file", () => {
  it("is refused where others can read it", async () => {
    await using ada = await personAtShell(server, "exposed");
    await ada.logIn();
    chmodSync(ada.sessionFile, 0o644);
    expect(await ada.opp(["ls"])).toMatchObject({ code: 2, stderr: expect.stringContaining("chmod 600") });
  });

  it.each(["", "{", "null", "[]", '{"version":2}', '{"version":1,"server":5}'])(
    "counts as none when it holds %j",
    async (text) => {
      await using ada = await personAtShell(server, `damaged ${text}.`);
      await ada.logIn();
      writeFileSync(ada.sessionFile, text);
      expect(await ada.opp(["ls"])).toMatchObject({
        code: 3,
        stderr: expect.stringContaining("not logged in"),
      });
    },
  );

  it("lies where XDG_CONFIG_HOME says, if that is a whole path", async () => {
    await using ada = await personAtShell(server, "xdg");
    ada.environment["XDG_CONFIG_HOME"] = `${ada.folder}/elsewhere`;
    await ada.logIn();
    expect(readdirSync(`${ada.folder}/elsewhere/opp`)).toEqual(["session.json"]);
  });
});
