import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { StartRefusal } from "../errors/start-refusal.ts";
import { tempFolder } from "../testing/temp-folder.ts";
import { inspectConfig, readConfig } from "./config.ts";
import type { ConfigSources } from "./config-sources.ts";

/** A machine with a person's and a common configuration file, and one that is named. */
async function machine(files: { named?: string; home?: string; etc?: string }) {
  const folder = await tempFolder();
  const place = (name: string) => join(folder.path, name);
  for (const [name, text] of Object.entries(files)) writeFileSync(place(name), text, { mode: 0o600 });
  const sources = (more: Partial<ConfigSources> = {}): ConfigSources => ({
    environment: {},
    configFile: files.named === undefined ? undefined : place("named"),
    commonFiles: [place("home"), place("etc")],
    startFolder: folder.path,
    ...more,
  });
  return { place, sources, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

function problemsOf(sources: ConfigSources): readonly string[] {
  try {
    readConfig(sources);
    return [];
  } catch (error) {
    if (error instanceof StartRefusal) return error.problems;
    throw error;
  }
}

const OLD_CONFIG = `
# As the Python version had it
[DEFAULT]
db_connect = sqlite:////var/lib/opp/opp.sqlite
secret_key: Zq8-long-and-made-by-a-generator-7Kx
exp_delta = 600

[opp]
static_folder=/srv/web
wordfile = /srv/words
LOG_LEVEL = INFO
; the last one
log_filename = /var/log/opp.log
`;

describe("configuration files", () => {
  it("reads all that OpenPassPhrase knew, in any section and spelling", async () => {
    await using host = await machine({ named: OLD_CONFIG });
    const config = readConfig(host.sources());
    expect(config).toMatchObject({
      databaseFile: "/var/lib/opp/opp.sqlite",
      defaultSessionSeconds: 600,
      staticFolder: "/srv/web",
      wordFile: "/srv/words",
      logLevel: "info",
      logFile: "/var/log/opp.log",
    });
    expect(config.secretKey?.reveal()).toBe("Zq8-long-and-made-by-a-generator-7Kx");
  });

  it("takes each option from the first place that has it", async () => {
    await using host = await machine({
      named: "exp_delta = 3",
      home: "exp_delta = 4\nmax_body_bytes = 1000000",
      etc: "exp_delta = 5\nmax_body_bytes = 2000000\nregistration = closed\nport = 5\nhost = 127.0.0.5",
    });
    const sources = host.sources({
      commandLine: { port: "1" },
      environment: { OPP_PORT: "2", OPP_HOST: "127.0.0.2" },
    });
    expect(readConfig(sources)).toMatchObject({
      port: 1,
      host: "127.0.0.2",
      defaultSessionSeconds: 3,
      maxBodyBytes: 1_000_000,
      registration: "closed",
    });
  });

  it("finds the file that OPP_TOP_CONFIG names, unless --config names another", async () => {
    await using host = await machine({ home: "port = 7", etc: "port = 8" });
    const environment = { OPP_TOP_CONFIG: host.place("etc") };
    expect(readConfig(host.sources({ environment })).port).toBe(8);
    expect(readConfig(host.sources({ environment, configFile: "home" })).port).toBe(7);
    expect(problemsOf(host.sources({ environment: { OPP_TOP_CONFIG: "nowhere" } }))).toEqual([
      expect.stringContaining(`${host.place("nowhere")} doesn't exist. Choose an existing file`),
    ]);
  });

  it("names every mistake with file and line, all at once", async () => {
    await using host = await machine({
      named: "prot = 4600\nport = http\nport = 1\nnot a line\n",
      home: "exp_delta =\ndatabase = x",
    });
    const named = host.place("named");
    const home = host.place("home");
    expect(problemsOf(host.sources({ environment: { OPP_PROT: "1" } }))).toEqual([
      "OPP_PROT isn't an option. Did you mean OPP_PORT?",
      `port is set twice in ${named}, in lines 2 and 3. Remove one`,
      `${named}, line 4: this isn't "name = value", a [section] or a # comment`,
      expect.stringMatching(`^database in ${home}, line 2, isn't an option. The options are: host, `),
      `exp_delta in ${home}, line 1, is empty: leave it out. Example: exp_delta = 300`,
    ]);
  });

  it("repeats no secret that someone put on a line of its own", async () => {
    await using host = await machine({ etc: "secret_key_file = /a\n  zq8LongAndMadeByAGenerator7KxTq24M==" });
    const problems = problemsOf(host.sources());
    expect(problems).toEqual([expect.stringContaining(`in ${host.place("etc")}, line 2, isn't an option`)]);
    expect(problems.join().toLowerCase()).not.toContain("generator");
  });

  it("says in the words of the file what to write there", async () => {
    await using host = await machine({ etc: "[a]\n\nport = http" });
    expect(problemsOf(host.sources())).toEqual([
      `port in ${host.place("etc")}, line 3, must be a whole number from 0 to 65535, in plain digits. Example: port = 4600`,
    ]);
    expect(problemsOf(host.sources({ commandLine: { data_dir: "", port: "x" } }))).toEqual([
      "--data-dir is empty: leave it out. Example: --data-dir /var/lib/openpassphrase",
      "--port must be a whole number from 0 to 65535, in plain digits. Example: --port 4600",
    ]);
  });

  it("refuses a file with a secret that others can read, and any that others can write", async () => {
    await using host = await machine({ named: OLD_CONFIG, etc: "port = 1" });
    chmodSync(host.place("named"), 0o644);
    chmodSync(host.place("etc"), 0o644);
    expect(problemsOf(host.sources())).toEqual([
      `${host.place("named")} contains a secret (secret_key, line 5), and other users can read it. Run: chmod 600 ${host.place("named")}`,
    ]);
    chmodSync(host.place("named"), 0o600);
    chmodSync(host.place("etc"), 0o664);
    expect(problemsOf(host.sources())).toEqual([expect.stringContaining("Other users can write to")]);
  });

  it("refuses a folder, bytes that are no text, and a file that is far too large", async () => {
    await using host = await machine({ etc: "x".repeat(1024 * 1024 + 1) });
    mkdirSync(host.place("home"));
    writeFileSync(host.place("named"), Buffer.from([0x70, 0x3d, 0xff]), { mode: 0o600 });
    expect(problemsOf(host.sources({ configFile: "named" }))).toEqual([
      expect.stringContaining("isn't valid UTF-8"),
      expect.stringContaining("(EISDIR)"),
      expect.stringContaining("larger than 1 MiB"),
    ]);
  });

  it("lets a secret's file in the environment win over a secret in a file", async () => {
    await using host = await machine({ named: OLD_CONFIG, etc: "secret_key_file = /etc/opp/secret" });
    expect(readConfig(host.sources()).secretKey).not.toBeNull();
    const config = readConfig(host.sources({ environment: { OPP_SECRET_KEY_FILE: "/run/secret" } }));
    expect(config).toMatchObject({ secretKey: null, secretKeyFile: "/run/secret" });
  });
});

describe("inspectConfig", () => {
  it("says of each option what holds and where it was said, and of a secret only where", async () => {
    await using host = await machine({ named: OLD_CONFIG });
    const { settings, problems } = inspectConfig(host.sources({ environment: { OPP_PORT: "80" } }));
    expect(problems).toEqual([]);
    const path = host.place("named");
    expect(settings).toEqual(
      expect.arrayContaining([
        { name: "port", value: "80", isSecret: false, origin: { kind: "environment" } },
        { name: "exp_delta", value: "600", isSecret: false, origin: { kind: "file", path, line: 6 } },
        { name: "secret_key", value: null, isSecret: true, origin: { kind: "file", path, line: 5 } },
        { name: "host", value: null, isSecret: false, origin: null },
      ]),
    );
    expect(JSON.stringify(settings)).not.toContain("Zq8");
  });

  it("shows no password that stands in an address", () => {
    const environment = { OPP_DB_CONNECT: "mysql://opp:hunter2@db/opp" };
    const { settings } = inspectConfig({ environment, startFolder: "/srv" });
    expect(settings.find(({ name }) => name === "db_connect")?.value).toBe("mysql://(hidden)@db/opp");
  });
});
