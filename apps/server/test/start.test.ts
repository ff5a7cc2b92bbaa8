import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { withoutMachineCode } from "@opp/host/testing/without-machine-code";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { ask } from "./http-client.ts";
import { Person } from "./person.ts";
import { startProcess } from "./test-process.ts";

describe("a start", () => {
  it("needs no configuration, and says where it is, by address and by the name that passkeys need", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({}, folder.path);
    const [, port] = /^http:\/\/127\.0\.0\.1:(\d+)$/.exec(String(server.url)) ?? [];
    const named = `http://localhost:${port}`;
    expect(server.stdout()).toBe(
      `OpenPassPhrase is ready: ${server.url}\nTo use passkeys, open it as ${named}\n`,
    );
    for (const url of [server.url, named]) expect((await ask(`${url}/readyz`)).status).toBe(200);
    for (const line of server.stderr().trim().split("\n"))
      expect(JSON.parse(line)).toMatchObject({ level: 30 });
  });

  it("makes what it needs for its owner only", async () => {
    await using folder = await tempFolder();
    await using _server = await startProcess({}, folder.path);
    const data = join(folder.path, "data");
    expect(statSync(data).mode & 0o777).toBe(0o700);
    const files = readdirSync(data);
    expect(files).toEqual(expect.arrayContaining(["server-secret", "vault.sqlite"]));
    for (const file of files) expect([file, statSync(join(data, file)).mode & 0o777]).toEqual([file, 0o600]);
  });

  it("writes none of its memory into core dumps, where Linux lets it say so", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({}, folder.path);
    const filter = `/proc/${server.child.pid}/coredump_filter`;
    expect(process.platform === "linux" ? Number.parseInt(readFileSync(filter, "utf8"), 16) : 0).toBe(0);
  });

  it("keeps sessions over a restart", async () => {
    await using folder = await tempFolder();
    const environment = { OPP_RATE_LIMITS: "off" };
    await using first = await startProcess(environment, folder.path);
    const person = await Person.register(String(first.url), "ada");
    first.child.kill("SIGTERM");
    expect(await first.exited).toBe(0);
    await using second = await startProcess(environment, folder.path);
    const answer = await ask(`${second.url}/api/trpc/categories.list`, { headers: person.headers });
    expect(answer.status).toBe(200);
  });

  it("needs no hard links, which FAT and many network shares don't have, and finds its secret again", async () => {
    await using folder = await tempFolder();
    const preload = join(folder.path, "no-links.mjs");
    writeFileSync(
      preload,
      `import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module";
      const refuse = () => { throw Object.assign(new Error("EPERM"), { code: "EPERM" }); };
      Object.assign(fs, { link: refuse, linkSync: refuse });
      fs.promises.link = async () => refuse();
      syncBuiltinESMExports();`,
    );
    const environment = { OPP_RATE_LIMITS: "off", NODE_OPTIONS: `--import ${preload}` };
    await using first = await startProcess(environment, folder.path);
    const person = await Person.register(String(first.url), "ada");
    expect(statSync(join(folder.path, "data", "server-secret")).mode & 0o777).toBe(0o600);
    first.child.kill("SIGTERM");
    expect(await first.exited).toBe(0);
    await using second = await startProcess(environment, folder.path);
    expect(await person.at(String(second.url)).must("categories.list")).toEqual({ categories: [] });
  });

  it("is refused with all problems at once, in plain words, and code 1", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess(
      { OPP_HOST: "0.0.0.0", OPP_PROT: "1", OPP_EXP_DELTA: "never" },
      folder.path,
    );
    expect(server.url).toBeNull();
    expect(await server.exited).toBe(1);
    expect(server.stdout()).toBe("");
    const lines = server.stderr().trim().split("\n");
    expect(lines[0]).toBe("OpenPassPhrase did not start:");
    expect(lines).toHaveLength(5);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("is refused for all files at once", async () => {
    await using folder = await tempFolder();
    const data = join(folder.path, "data");
    mkdirSync(data);
    chmodSync(data, 0o777);
    writeFileSync(join(data, "server-secret"), "A".repeat(43), { mode: 0o644 });
    await using server = await startProcess(
      { OPP_TLS_CERT_FILE: "cert.pem", OPP_TLS_KEY_FILE: "key.pem" },
      folder.path,
    );
    expect(await server.exited).toBe(1);
    const problems = server.stderr();
    expect(problems).toContain(`chmod 700 ${data}`);
    expect(problems).toContain(`chmod 600 ${join(data, "server-secret")}`);
    expect(problems).toContain("OPP_TLS_KEY_FILE=");
  });

  it("is refused where a native module doesn't load, which no login has to find out", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({ NODE_OPTIONS: withoutMachineCode(folder.path) }, folder.path);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toMatch(
      /^OpenPassPhrase did not start:\n- better-sqlite3 doesn't load on \S+ with/,
    );
    expect(server.stderr()).toMatch(/^- @node-rs\/bcrypt doesn't load .* \(ERR_DLOPEN_FAILED\)\. Install/m);
    expect(existsSync(join(folder.path, "data"))).toBe(false);
  });

  it("is refused on a port that is taken", async () => {
    await using folder = await tempFolder();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await using server = await startProcess({ OPP_PORT: String(port) }, folder.path);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toContain(`Port ${port} on 127.0.0.1 is in use`);
    other.close();
  });

  it("is refused on a database of a newer version, which stays as it was", async () => {
    await using folder = await tempFolder();
    await using first = await startProcess({}, folder.path);
    first.child.kill("SIGTERM");
    await first.exited;
    const path = join(folder.path, "data", "vault.sqlite");
    const database = new Database(path);
    database.exec(
      "INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('from the future', 99999999999999)",
    );
    database.close();
    const before = readFileSync(path);
    await using server = await startProcess({}, folder.path);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toContain("was written by a newer version");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("is refused on a file that is no database", async () => {
    await using folder = await tempFolder();
    mkdirSync(join(folder.path, "data"), { mode: 0o700 });
    writeFileSync(join(folder.path, "data", "vault.sqlite"), "this is my diary ".repeat(500));
    await using server = await startProcess({}, folder.path);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toMatch(/^OpenPassPhrase did not start:\n- The database .* can't be used/m);
  });

  it("takes options as arguments, which count more than the environment", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({ OPP_PORT: "1" }, folder.path, [
      "--port",
      "0",
      "--data-dir=vault",
    ]);
    expect(server.url).not.toBeNull();
    expect(readdirSync(folder.path)).toEqual(["vault"]);
  });

  it("takes no other arguments, and repeats none that may be a secret", async () => {
    await using folder = await tempFolder();
    const args = ["--prot=80", "--secret-key=hunter2hunter2", "hunter3", "--host"];
    await using server = await startProcess({}, folder.path, args);
    expect(await server.exited).toBe(1);
    expect(server.stderr().trim().split("\n")).toEqual([
      "OpenPassPhrase did not start:",
      "- --prot isn't an option. Did you mean --port?",
      expect.stringContaining("- --secret-key isn't an option."),
      "- The server takes only options, as --name VALUE",
      "- --host needs a value after it",
    ]);
    expect(server.stderr()).not.toContain("hunter");
  });

  it("suggests the option that was meant, and takes what follows for its value", async () => {
    await using folder = await tempFolder();
    await using server = await startProcess({}, folder.path, ["--prot", "4700"]);
    expect(await server.exited).toBe(1);
    expect(server.stderr()).toBe(
      "OpenPassPhrase did not start:\n- --prot isn't an option. Did you mean --port?\n",
    );
  });
});
