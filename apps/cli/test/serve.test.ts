import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { runOpp, TESTED_BUNDLE } from "./run-opp.ts";

describe("opp serve", () => {
  it("runs the server in its own process, by options, until it is told to end", async () => {
    await using folder = await tempFolder();
    const args = [
      join(TESTED_BUNDLE, "opp.js"),
      "serve",
      "--port",
      "0",
      "--data-dir",
      "vault",
      "--exp-delta",
      "77",
    ];
    const child = spawn(process.execPath, args, {
      cwd: folder.path,
      env: { PATH: process.env["PATH"], OPP_PORT: "1" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const gone = once(child, "close");
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const url = /^OpenPassPhrase is ready: (\S+)$/.exec(line)?.[1];
    const status = await (await fetch(`${url}/api/trpc/system.status`)).json();
    expect(status).toMatchObject({ result: { data: { defaultSessionSeconds: 77, firstAccount: true } } });
    child.kill("SIGTERM");
    expect(await gone).toEqual([0, null]);
  });

  it("says all that stands in the way, with the exit codes of opp", async () => {
    await using folder = await tempFolder();
    const refused = await runOpp(["serve", "--port", "http", "--host", "a b", "--json"], {
      folder: folder.path,
    });
    expect(refused).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Unknown option '--json'"),
    });
    const wrong = await runOpp(["serve", "--port", "http", "--host", "a b"], { folder: folder.path });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr.trim().split("\n")).toEqual([
      "opp: OpenPassPhrase did not start:",
      expect.stringContaining("- --host must be an address"),
      expect.stringContaining("- --port must be a whole number"),
    ]);
    writeFileSync(join(folder.path, "vault.sqlite"), "a diary ".repeat(900), { mode: 0o600 });
    const foreign = await runOpp(["serve", "--data-dir", folder.path], { folder: folder.path });
    expect(foreign).toMatchObject({ code: 7, stderr: expect.stringContaining("isn't an SQLite database") });
  });

  it("takes no secret as an argument", async () => {
    await using folder = await tempFolder();
    const refused = await runOpp(["serve", "--secret-key", "hunter2"], { folder: folder.path });
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("Unknown option '--secret-key'"),
    });
    expect(refused.stderr).not.toContain("hunter2");
  });
});
