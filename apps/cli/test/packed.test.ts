import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { tempFolder } from "@opp/host/testing/temp-folder";
import { describe, expect, it } from "vitest";
import { runCommand } from "./run-opp.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** What npm and turbo need of whoever runs the tests: where their caches are, and how to reach the registry. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || name.startsWith("OPP_") || name === "INIT_CWD" ? [] : [[name, value]],
  ),
);

describe("the packed product", () => {
  // Three installs from the registry.
  it("installs into an empty folder, makes a vault and serves it with its web app", {
    timeout: 400_000,
  }, async () => {
    await using folder = await tempFolder();
    const environment = { ...ENVIRONMENT, PATH: `${dirname(process.execPath)}:${process.env["PATH"]}` };
    const packed = await runCommand(process.execPath, [join(ROOT, "tooling/run.mjs"), "pack", "packed"], {
      folder: folder.path,
      environment,
    });
    expect(packed).toMatchObject({ code: 0 });
    const files = readdirSync(join(folder.path, "packed"));
    const [components = "", file = ""] = files;
    expect(files).toEqual([
      expect.stringMatching(/^openpassphrase-\d.*\.cdx\.json$/),
      expect.stringMatching(/^openpassphrase-\d.*\.tgz$/),
      expect.stringMatching(/^openpassphrase-client-\d.*\.cdx\.json$/),
      expect.stringMatching(/^openpassphrase-client-\d.*\.tgz$/),
    ]);
    // The same sources give the same bytes.
    await runCommand(process.execPath, [join(ROOT, "tooling/run.mjs"), "pack", "again"], {
      folder: folder.path,
      environment,
    });
    for (const each of files) {
      const [first, second] = ["packed", "again"].map((name) => readFileSync(join(folder.path, name, each)));
      expect([each, second?.equals(first ?? Buffer.alloc(0))]).toEqual([each, true]);
    }

    const home = join(folder.path, "elsewhere");
    mkdirSync(home);
    writeFileSync(join(home, "package.json"), '{"private": true}');
    const args = ["install", `../packed/${file}`, "--no-audit", "--no-fund", "--prefer-offline"];
    const installed = await runCommand("npm", args, { folder: home, environment });
    expect(installed).toMatchObject({ code: 0 });
    expect(readdirSync(join(home, "node_modules", "openpassphrase"))).toEqual(
      expect.arrayContaining(["LICENSE", "NOTICE", "README.md"]),
    );
    const exact = join(folder.path, "exact");
    mkdirSync(exact);
    await runCommand("tar", ["-xzf", join(folder.path, "packed", file)], { folder: exact, environment });
    const unpacked = join(exact, "package");
    const ci = ["ci", ...args.slice(2)];
    expect(await runCommand("npm", ci, { folder: unpacked, environment })).toMatchObject({ code: 0 });
    // Nothing was compiled: the driver brings its binary.
    for (const at of [home, unpacked])
      expect(readdirSync(join(at, "node_modules", "better-sqlite3"))).not.toContain("build");
    const locked = readFileSync(join(unpacked, "npm-shrinkwrap.json"), "utf8");
    const other = locked.replaceAll(/sha512-[\w+/]{20}/g, `sha512-${"A".repeat(20)}`);
    writeFileSync(join(unpacked, "npm-shrinkwrap.json"), other);
    // Npm would ask again for what has the wrong hash, after 10 and after 60 seconds.
    const withoutRetries = [...ci, "--fetch-retries=0", "--loglevel=error"];
    expect(await runCommand("npm", withoutRetries, { folder: unpacked, environment })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("EINTEGRITY"),
    });
    const listed = readFileSync(join(home, "node_modules", "openpassphrase", "sbom.cdx.json"), "utf8");
    expect(readFileSync(join(folder.path, "packed", components), "utf8")).toBe(listed);
    const sbom: unknown = JSON.parse(listed);
    const component = (name: string) =>
      expect.objectContaining({ name, purl: expect.stringMatching(/^pkg:npm\//) });
    expect(sbom).toMatchObject({
      bomFormat: "CycloneDX",
      components: expect.arrayContaining(
        ["fastify", "react", "better-sqlite3", "swagger-ui-dist"].map(component),
      ),
    });

    const opp = (input: string, ...words: readonly string[]) =>
      runCommand(join(home, "node_modules", ".bin", "opp"), words, {
        folder: home,
        environment: { PATH: environment.PATH },
        input,
      });
    expect(await opp("", "--version")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    const named = join(home, "node_modules", ".bin", "openpassphrase");
    const version = { folder: home, environment: { PATH: environment.PATH } };
    expect(await runCommand(named, ["--version"], version)).toMatchObject({ code: 0 });
    const made = await opp("a good password\na better passphrase\n", "init", "--username", "ada", "-");
    expect(made).toMatchObject({ code: 0, stderr: "" });

    const server = spawn(join(home, "node_modules", ".bin", "opp"), ["serve", "--port", "0"], {
      cwd: home,
      env: { PATH: environment.PATH },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const gone = once(server, "close");
    const [line] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    const url = /^OpenPassPhrase is ready: (\S+)$/.exec(line)?.[1];
    expect(await (await fetch(`${url}/`)).text()).toContain("OpenPassPhrase");
    const login = await fetch(`${url}/api/trpc/auth.login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        username: "ada",
        password: "a good password",
        passphrase: "a better passphrase",
      }),
    });
    expect(login.status).toBe(200);
    server.kill("SIGTERM");
    expect(await gone).toEqual([0, null]);
  });
});
