import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { effLongWords } from "@opp/core/generator/eff-long-words";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess } from "./test-process.ts";

const WORDS = effLongWords()
  .slice(0, 1024)
  .map((word) => `zz${word}`);

/** Everything that the Python version could be told. */
const OLD_CONFIG = `[DEFAULT]
db_connect = sqlite:///vault/opp.sqlite
secret_key = Zq8-long-and-made-by-a-generator-7Kx
exp_delta = 1234
static_folder = site
wordfile = words
log_level = INFO
log_filename = server.log
`;

async function oldServer(folder: string) {
  mkdirSync(join(folder, "site"));
  writeFileSync(join(folder, "site", "index.html"), "<!doctype html><title>another app</title>");
  writeFileSync(join(folder, "words"), WORDS.join("\n"));
  writeFileSync(join(folder, "opp.cfg"), OLD_CONFIG, { mode: 0o600 });
  return startProcess({ OPP_TOP_CONFIG: "opp.cfg", OPP_RATE_LIMITS: "off" }, folder);
}

describe("a configuration file", () => {
  it("of the Python version does here what it did there", async () => {
    await using folder = await tempFolder();
    await using server = await oldServer(folder.path);
    const url = String(server.url);
    expect(statSync(join(folder.path, "vault", "opp.sqlite")).mode & 0o777).toBe(0o600);
    expect((await ask(`${url}/`)).text).toContain("another app");
    const status = await ask(`${url}/api/trpc/system.status`);
    expect(status.json()).toMatchObject({ result: { data: { defaultSessionSeconds: 1234 } } });
    const person = await Person.register(url, "ada");
    const { passphrase } = (await person.must("generator.passphrase", { separator: " " })) as {
      passphrase: string;
    };
    for (const word of passphrase.split(" ")) expect(WORDS).toContain(word);
    expect(server.stderr()).toBe("");
  });

  it("sends the log to a file of its owner's, which SIGHUP opens again", async () => {
    await using folder = await tempFolder();
    await using server = await oldServer(folder.path);
    const log = join(folder.path, "server.log");
    expect(statSync(log).mode & 0o777).toBe(0o600);
    expect(readFileSync(log, "utf8")).toContain('"msg":"ready"');
    renameSync(log, `${log}.1`);
    server.child.kill("SIGHUP");
    await expect.poll(() => statSync(log, { throwIfNoEntry: false })?.mode).toBe(0o100600);
    server.child.kill("SIGTERM");
    expect(await server.exited).toBe(0);
    expect(readFileSync(log, "utf8")).toContain('"msg":"stopped"');
    expect(readFileSync(`${log}.1`, "utf8")).not.toContain('"msg":"stopped"');
  });

  it("keeps sessions over a restart by the secret in it, and makes no secret of its own", async () => {
    await using folder = await tempFolder();
    await using first = await oldServer(folder.path);
    const person = await Person.register(String(first.url), "ada");
    first.child.kill("SIGTERM");
    await first.exited;
    await using second = await startProcess(
      { OPP_TOP_CONFIG: "opp.cfg", OPP_RATE_LIMITS: "off" },
      folder.path,
    );
    const answer = await ask(`${second.url}/api/trpc/categories.list`, { headers: person.headers });
    expect(answer.status).toBe(200);
    expect(statSync(join(folder.path, "vault", "server-secret"), { throwIfNoEntry: false })).toBeUndefined();
  });

  it("is refused with all that is wrong in it and in what it names", async () => {
    await using folder = await tempFolder();
    writeFileSync(join(folder.path, "words"), "apple\npear");
    const config = "static_folder = nowhere\nwordfile = words\nlog_filename = no/such/folder/log\n";
    writeFileSync(join(folder.path, "opp.cfg"), config);
    await using server = await startProcess({}, folder.path, ["--config", "opp.cfg"]);
    expect(await server.exited).toBe(1);
    expect(server.stderr().trim().split("\n")).toEqual([
      "OpenPassPhrase did not start:",
      expect.stringContaining("2 words are too few: a strong passphrase needs a list of at least 1000"),
      expect.stringContaining("nowhere has no index.html"),
      expect.stringMatching(/Can't write the log .*log \(ENOENT\)/),
    ]);
  });
});

describe("a log on a full disk", () => {
  it("is lost, and the server continues", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess(
      { OPP_LOG_FILENAME: "/dev/full", OPP_LOG_LEVEL: "info" },
      folder.path,
    );
    expect((await ask(`${server.url}/readyz`)).status).toBe(200);
    expect(server.stderr()).toBe("Can't write the log /dev/full (ENOSPC).\n");
  });
});
