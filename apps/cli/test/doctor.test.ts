import { chmodSync, copyFileSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { runningServer } from "@opp/host/testing/running-server";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { withoutMachineCode } from "@opp/host/testing/without-machine-code";
import { describe, expect, it } from "vitest";
import { madeVault } from "./made-vault.ts";
import { type Run, type RunOptions, runOpp } from "./run-opp.ts";

const TLS = join(import.meta.dirname, "../../server/test/tls");

interface Report {
  readonly ok: boolean;
  readonly settings: readonly { name: string; value: string | null; origin: string }[];
  readonly checks: readonly { what: string; ok: boolean; says: string }[];
}

/** What was said of one thing, and whether it was good. */
function said(run: Run, what: string) {
  const { checks } = run.json() as Report;
  const found = checks.find((check) => check.what === what);
  return found ? `${found.ok ? "ok" : "FAIL"} ${found.says}` : null;
}

/** On a port that nobody has. */
const doctor = (folder: string, environment: RunOptions["environment"] = {}) =>
  runOpp(["doctor", "--json"], { folder, environment: { OPP_PORT: "0", ...environment } });

describe("opp doctor", () => {
  it("finds nothing wrong with an empty folder, and makes nothing there", async () => {
    await using folder = await tempFolder();
    const run = await doctor(folder.path);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.json()).toMatchObject({ ok: true });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("finds nothing wrong with a vault, and leaves it as it is", async () => {
    await using vault = await madeVault();
    const before = readFileSync(vault.database);
    const run = await doctor(vault.folder);
    expect(run.code).toBe(0);
    expect(said(run, "Database")).toBe(`ok ${vault.database} is intact: 1 account, 0 items`);
    expect(readFileSync(vault.database).equals(before)).toBe(true);
  });

  it("says what is in use and where it was said, and shows no secret", async () => {
    await using vault = await madeVault();
    const config = "exp_delta = 60\nsecret_key = Zq8-long-and-made-by-a-generator-7Kx\nport = 1";
    writeFileSync(join(vault.folder, "opp.cfg"), config, { mode: 0o600 });
    const run = await doctor(vault.folder, { OPP_TOP_CONFIG: "opp.cfg" });
    const { settings } = run.json() as Report;
    const path = join(vault.folder, "opp.cfg");
    expect(settings).toEqual(
      expect.arrayContaining([
        { name: "port", value: "0", isSecret: false, origin: "environment" },
        { name: "exp_delta", value: "60", isSecret: false, origin: `${path}, line 1` },
        { name: "secret_key", value: null, isSecret: true, origin: `${path}, line 2` },
        { name: "host", value: null, isSecret: false, origin: "default" },
      ]),
    );
    const text = await runOpp(["doctor", "--config", "opp.cfg"], {
      folder: vault.folder,
      environment: { OPP_PORT: "0" },
    });
    expect(text.stdout).toMatch(/^secret_key +\(hidden\) +\/.*opp\.cfg, line 2$/m);
    expect(text.stdout).toMatch(/^host +127\.0\.0\.1 +default$/m);
    expect(text.stdout + run.stdout).not.toContain("Zq8");
  });

  it("continues looking when the configuration is wrong, and ends with 9", async () => {
    await using vault = await madeVault();
    const run = await doctor(vault.folder, { OPP_PROT: "1", OPP_EXP_DELTA: "never" });
    expect(run).toMatchObject({ code: 9, stderr: "" });
    expect(said(run, "Configuration")).toMatch(
      /^FAIL OPP_PROT isn't an option\. Did you mean OPP_PORT\?; OPP_EXP_DELTA must/,
    );
    expect(said(run, "Database")).toMatch(/^ok/);
  });

  it("finds native modules that don't load on this machine", async () => {
    await using folder = await tempFolder();
    const run = await doctor(folder.path, { NODE_OPTIONS: withoutMachineCode(folder.path) });
    expect(run.code).toBe(9);
    expect(said(run, "Native modules")).toMatch(
      /^FAIL better-sqlite3 doesn't load on .*; @node-rs\/bcrypt doesn't load on .* \(ERR_DLOPEN_FAILED\)/,
    );
    expect(said(await doctor(folder.path), "Native modules")).toBe(
      "ok better-sqlite3, @node-rs/bcrypt, Argon2id load",
    );
  });

  it("tells a server of its own from another program on the port", async () => {
    await using server = await runningServer();
    const environment = { OPP_DATA_DIR: server.dataFolder };
    const own = await doctor(server.dataFolder, { ...environment, OPP_PORT: new URL(server.url).port });
    expect(said(own, "Port")).toMatch(/^ok a server of version \S+ answers/);
    const other = createServer((socket) => socket.end("hello\n"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const taken = await doctor(server.dataFolder, { ...environment, OPP_PORT: String(port) });
    other.close();
    expect(taken.code).toBe(9);
    expect(said(taken, "Port")).toMatch(/^FAIL Another program is using port/);
  });

  it("finds what others can read, and says which command helps", async () => {
    await using vault = await madeVault();
    chmodSync(vault.database, 0o644);
    chmodSync(join(vault.dataFolder, "server-secret"), 0o644);
    const run = await doctor(vault.folder);
    expect(run.code).toBe(9);
    expect(said(run, "Data folder")).toContain("Run: chmod 600");
    expect(said(run, "Server secret")).toContain("Run: chmod 600");
    chmodSync(vault.dataFolder, 0o755);
    expect(said(await doctor(vault.folder), "Data folder")).toContain(`chmod 700 ${vault.dataFolder}`);
  });

  it("finds a damaged database, a clock that was set back, and words that are none", async () => {
    await using vault = await madeVault();
    for (const name of ["cert.pem", "key.pem"]) copyFileSync(join(TLS, name), join(vault.folder, name));
    chmodSync(join(vault.folder, "key.pem"), 0o600);
    const bytes = readFileSync(vault.database);
    bytes.fill(0x5a, 4096, 4096 * 3);
    writeFileSync(vault.database, bytes, { mode: 0o600 });
    const tomorrow = Date.now() / 1000 + 86_400;
    utimesSync(vault.database, tomorrow, tomorrow);
    const run = await doctor(vault.folder, { OPP_TLS_CERT_FILE: "cert.pem", OPP_TLS_KEY_FILE: "key.pem" });
    expect(run.code).toBe(9);
    expect(said(run, "Database")).toMatch(/^FAIL /);
    expect(said(run, "Clock")).toMatch(/^FAIL The database was last written in the future/);
    expect(said(run, "TLS")).toMatch(/^ok the certificate is for .* and ends in \d+ days$/);
    expect(said(await doctor(vault.folder, { OPP_WORDFILE: "cert.pem" }), "Other files")).toMatch(
      /^FAIL The word file/,
    );
  });
});
