import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands.ts";
import { runCommand, runOpp, TESTED_BUNDLE } from "./run-opp.ts";

describe("opp", () => {
  it("says its version, and what it can do", async () => {
    await using folder = await tempFolder();
    const version = await runOpp(["--version"], { folder: folder.path });
    expect(version).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+.*\n$/),
      stderr: "",
    });
    const help = await runOpp(["--help"], { folder: folder.path });
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const { name, summary } of COMMANDS)
      expect(help.stdout.replaceAll(/\s+/g, " ")).toContain(`${name} ${summary}`);
    expect(help.stdout).toContain("Examples:");
  });

  it.each(COMMANDS.map(({ name }) => name))("explains %s with examples, in two ways", async (name) => {
    await using folder = await tempFolder();
    const help = await runOpp([name, "--help"], { folder: folder.path });
    expect(help).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining(`opp ${name}`) });
    expect(help.stdout).toContain("Examples:");
    expect(await runOpp(["help", name], { folder: folder.path })).toMatchObject({
      code: 0,
      stdout: help.stdout,
    });
  });

  it("shows its help and ends with 2 where no command is named", async () => {
    await using folder = await tempFolder();
    const nothing = await runOpp([], { folder: folder.path });
    expect(nothing).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("Usage: opp") });
  });

  it.each([
    [["inti"], "Unknown command 'inti'. Did you mean init?"],
    [["doctor", "--jsn"], "Unknown option '--jsn'. Did you mean --json?"],
    [["--verison"], "Unknown option '--verison'. Did you mean --version?"],
    [["login", "--user", "me"], "Unknown option '--user'. Did you mean --username?"],
    [
      ["user", "add", "--password=hunter2"],
      "Unknown option '--password'. Did you mean one of --password-file, --password-fd?",
    ],
    [["doctor", "--data-dir"], "argument missing"],
    [["doctor", "now"], "Too many arguments"],
    [["doctor", "--password=hunter2"], "Unknown option '--password'."],
  ])("answers %j with the nearest name and code 2", async (args, sentence) => {
    await using folder = await tempFolder();
    const refused = await runOpp(args, { folder: folder.path });
    expect(refused).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
    expect(refused.stderr).not.toContain("hunter2");
    expect(refused.stderr.trim().split("\n")).toHaveLength(1);
  });

  it("says errors as an object with --json", async () => {
    await using folder = await tempFolder();
    const refused = await runOpp(["doctor", "--json", "now"], { folder: folder.path });
    expect(JSON.parse(refused.stderr)).toEqual({
      error: { code: "usage", exitCode: 2, message: expect.stringContaining("Too many"), problems: [] },
    });
  });

  it("keeps its memory out of core dumps, where Linux lets it say so", async () => {
    await using folder = await tempFolder();
    const args = [`${TESTED_BUNDLE}/opp.js`, "init", "--username", "ada", "-"];
    const child = spawn(process.execPath, args, { cwd: folder.path, stdio: "pipe" });
    const gone = once(child, "close");
    // It waits for its secrets, which never come.
    const path = `/proc/${child.pid}/coredump_filter`;
    const filter = () => (process.platform === "linux" ? Number.parseInt(readFileSync(path, "utf8"), 16) : 0);
    await expect.poll(filter, { timeout: 10_000 }).toBe(0);
    child.stdin.end();
    await gone;
  });

  it("colours nothing where there is no terminal", async () => {
    await using folder = await tempFolder();
    const plain = await runOpp(["doctor"], { folder: folder.path });
    expect(plain.stdout).not.toContain("\u001b");
  });

  it("says so when its answer can't be written, and is content when nobody reads on", async () => {
    await using folder = await tempFolder();
    const opp = `'${process.execPath}' '${TESTED_BUNDLE}/opp.js'`;
    const full = await runCommand("sh", ["-c", `${opp} --help > /dev/full`], { folder: folder.path });
    expect(full).toMatchObject({
      code: 8,
      stderr: expect.stringContaining("Can't write to standard output (ENOSPC)"),
    });
    const pipe = `${opp} doctor --json | true`;
    expect(
      await runCommand("bash", ["--norc", "-c", `set -o pipefail; ${pipe}`], { folder: folder.path }),
    ).toMatchObject({
      code: 0,
      stderr: "",
    });
  });

  it("says what to install where Node is too old and the checkout has fetched none", async () => {
    await using folder = await tempFolder();
    const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.20.2"}})`;
    const args = ["--import", pretend, `${TESTED_BUNDLE}/opp.js`, "--version"];
    const refused = await runCommand(process.execPath, args, { folder: folder.path });
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("opp needs Node 24.7 or newer; this is 20.20.2. Install Node 24");
  });
});
