import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { readConfig } from "@opp/host/config";
import { JSON_OPTION } from "../command-options.ts";
import { DEMO_ACCOUNT, fillDemoVault } from "../demo/fill-demo-vault.ts";
import { EXIT } from "../exit-codes.ts";
import { CliFailure } from "../failure.ts";
import { openOrMakeLocalVault } from "../local-vault.ts";
import { type Output, openOutput } from "../output.ts";
import { startServerProgram } from "../server-program.ts";

export function define(command: Command): void {
  command
    .option(
      "--data-dir <folder>",
      "an empty folder, or one that isn't there, which stays (else: a temporary one)",
    )
    .option("--port <number>", "where the server listens on this machine (else: any free port)", "0")
    .option("--no-serve", "only make the vault; needs --data-dir")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const output = openOutput(options);
      const given = options.dataDir;
      if (!options.serve && given === undefined)
        throw new CliFailure(
          EXIT.usage,
          "A temporary vault that nobody serves is of no use: name a folder with --data-dir.",
        );
      const isTemporary = given === undefined;
      const dataDir = given === undefined ? mkdtempSync(join(tmpdir(), "opp-demo-")) : resolve(given);
      try {
        const recoveryCode = await makeVault(output, dataDir);
        const facts = { dataFolder: dataDir, ...DEMO_ACCOUNT, recoveryCode };
        if (!options.serve) output.result({ url: null, ...facts }, introduce(null, facts, isTemporary));
        else await serve(output, options.port, facts, isTemporary);
      } finally {
        if (isTemporary) rmSync(dataDir, { recursive: true, force: true });
      }
    });
}

interface Facts {
  readonly dataFolder: string;
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
  readonly recoveryCode: string;
}

async function makeVault(output: Output, dataDir: string): Promise<string> {
  // Nothing of a real vault is used or changed, whatever is configured on this machine.
  const config = readConfig({
    environment: {},
    commandLine: { data_dir: dataDir },
    startFolder: process.cwd(),
  });
  if (existsSync(config.databaseFile))
    throw new CliFailure(
      EXIT.conflict,
      `There is a vault in ${dataDir} already, and the demo makes its own. Name another folder, or leave --data-dir out.`,
    );
  await using vault = await openOrMakeLocalVault(config);
  const progress = output.progress("Making up", 1);
  try {
    return await fillDemoVault(vault.deps, (done, total) => progress.reach(done, total));
  } finally {
    progress.end();
  }
}

async function serve(output: Output, port: string, facts: Facts, isTemporary: boolean): Promise<void> {
  const { dataFolder } = facts;
  const options = {
    host: "127.0.0.1",
    port,
    "data-dir": dataFolder,
    "db-connect": `sqlite:///${join(dataFolder, "vault.sqlite")}`,
    "secret-key-file": join(dataFolder, "server-secret"),
    registration: "closed",
    "log-level": "warn",
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { url, ended } = await startServerProgram(args, withoutOptions(process.env, dataFolder));
  output.result({ url, ...facts }, introduce(url, facts, isTemporary));
  await ended;
}

/** The demo's server is no other than the printed one: it takes nothing from a configuration made for a real vault. */
function withoutOptions(environment: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith("OPP_"));
  return { ...Object.fromEntries(kept), HOME: home };
}

function introduce(url: string | null, facts: Facts, isTemporary: boolean): string {
  const { dataFolder, username, password, passphrase, recoveryCode } = facts;
  return [
    url === null
      ? `A made-up vault of 400 items is in ${dataFolder}.`
      : `A made-up vault of 400 items is at ${url}`,
    "",
    `  User name      ${username}`,
    `  Password       ${password}`,
    `  Passphrase     ${passphrase}`,
    `  Recovery code  ${recoveryCode}`,
    "",
    url === null
      ? `Serve it with: opp serve --data-dir ${dataFolder}`
      : `Ctrl-C stops it${isTemporary ? ", and removes it with all that was changed" : ""}. Put no real secret in: everybody can read these words.`,
  ].join("\n");
}

const EXAMPLES = `
400 items in 20 categories, in several scripts; weak, reused and old passwords, one-time codes, fields of
one's own, notes, kept versions and a trash: the same every time. On this machine only (127.0.0.1).

Examples:
  opp demo
  opp demo --port 4700
  opp demo --data-dir ./demo --no-serve`;
