import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { readConfig } from "@opp/host/config/config";
import type { ConfigSources } from "@opp/host/config/config-sources";
import { DEMO_ACCOUNT, fillDemoVault } from "../../demo/fill-demo-vault.ts";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { JSON_OPTION } from "../../options/command-options.ts";
import { type Output, openOutput } from "../../terminal/output.ts";
import { openOrMakeLocalVault } from "../../vault/local-vault.ts";
import { runServer } from "../../vault/server-module.ts";

export function define(command: Command): void {
  command
    .option("--data-dir <folder>", "empty or new folder to keep (default: a temporary folder)")
    .option("--port <number>", "port on this machine (default: any free port)", "0")
    .option("--no-serve", "create the vault without serving it; needs --data-dir")
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (options) => {
      const output = openOutput(options);
      const given = options.dataDir;
      if (!options.serve && given === undefined)
        throw new CliFailure(EXIT.usage, "--no-serve needs a folder to keep: add --data-dir.");
      const isTemporary = given === undefined;
      const dataDir = given === undefined ? mkdtempSync(join(tmpdir(), "opp-demo-")) : resolve(given);
      // However the process ends: with an error, or with the server.
      if (isTemporary) process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));
      const recoveryCode = await makeVault(output, dataDir);
      const facts = { dataFolder: dataDir, ...DEMO_ACCOUNT, recoveryCode };
      const announce = (url: string | null) =>
        output.result({ url, ...facts }, introduce(url, facts, isTemporary));
      if (options.serve) await serve(dataDir, options.port, announce);
      else announce(null);
    });
}

interface Facts {
  readonly dataFolder: string;
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
  readonly recoveryCode: string;
}

/** Nothing of a real vault is used or changed, whatever is configured on this machine. */
const sourcesFor = (commandLine: Readonly<Record<string, string>>): ConfigSources => ({
  commandLine,
  environment: {},
  commonFiles: [],
  startFolder: process.cwd(),
});

async function makeVault(output: Output, dataDir: string): Promise<string> {
  const config = readConfig(sourcesFor({ data_dir: dataDir }));
  if (existsSync(config.databaseFile))
    throw new CliFailure(
      EXIT.conflict,
      `${dataDir} already contains a vault, and the demo creates its own. Choose another folder, or leave out --data-dir.`,
    );
  await using vault = await openOrMakeLocalVault(config);
  const progress = output.progress("Creating items", 1);
  try {
    return await fillDemoVault(vault.deps, (done, total) => progress.reach(done, total));
  } finally {
    progress.end();
  }
}

const serve = (dataDir: string, port: string, announce: (url: string) => void): Promise<void> =>
  runServer({
    ...sourcesFor({ host: "127.0.0.1", port, data_dir: dataDir, registration: "closed", log_level: "warn" }),
    announce,
  });

function introduce(url: string | null, facts: Facts, isTemporary: boolean): string {
  const { dataFolder, username, password, passphrase, recoveryCode } = facts;
  return [
    url === null
      ? `The demo vault with 400 items is in ${dataFolder}.`
      : `The demo vault with 400 items is at ${url}`,
    "",
    `  Username       ${username}`,
    `  Password       ${password}`,
    `  Passphrase     ${passphrase}`,
    `  Recovery code  ${recoveryCode}`,
    "",
    url === null
      ? `Serve it with: opp serve --data-dir ${dataFolder}`
      : `Ctrl-C stops it${isTemporary ? " and deletes it with all changes" : ""}. Don't store real secrets in it: its passphrase is public.`,
  ].join("\n");
}

const EXAMPLES = `
400 items in 25 categories and subcategories, in several scripts; weak, reused and old passwords, one-time codes, custom
fields, notes, history and a trash: the same every time. On this machine only (127.0.0.1).

Examples:
  opp demo
  opp demo --port 4700
  opp demo --data-dir ./demo --no-serve`;
