import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { followLinks } from "@opp/core/store/sqlite/files/follow-links";
import { backedUpVault, backUpVault } from "@opp/host/backup/back-up-vault";
import { noteBackup } from "@opp/host/backup/backup-log";
import type { ServerConfig } from "@opp/host/config/config";
import { explainSystemFailure } from "@opp/host/errors/system-sentence";
import { DEFAULT_KEEP, removeStoredPlan, type StoredPlan, storePlan } from "@opp/host/values/backup-plan";
import { WrongValue } from "@opp/host/values/config-values";
import { readKeepRule } from "@opp/host/values/keep-rule";
import { describeInterval, readInterval } from "@opp/host/values/time-spans";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { CONFIG_OPTION, DATA_DIR_OPTION, JSON_OPTION } from "../../options/command-options.ts";
import { interruptible } from "../../terminal/interruptible.ts";
import { type Output, openOutput } from "../../terminal/output.ts";
import { LAYOUT } from "../../vault/layout.ts";
import { configFor, requireVault } from "../../vault/local-vault.ts";

export function define(command: Command): void {
  command
    .argument("[target]", "file to write; with --every, the folder for the server's backups")
    .option("--force", "overwrite an existing file")
    .option("--every <time>", "let the running server make backups at this interval: 12h, 1d, 1w; off: stop")
    .option("--keep <rule>", `which of those backups to keep (default: ${DEFAULT_KEEP})`)
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (target, options) => {
      const output = openOutput(options);
      const config = configFor(options);
      requireVault(config);
      if (options.every === "off") return forgetPlan(output, config, target);
      if (target === undefined)
        throw new CliFailure(EXIT.usage, "Name the file to write, such as /backups/vault.sqlite.");
      if (options.every !== undefined)
        return setPlan(output, config, {
          folder: resolve(target),
          every: options.every,
          keep: options.keep ?? DEFAULT_KEEP,
        });
      if (options.keep !== undefined)
        throw new CliFailure(EXIT.usage, "--keep applies to the server's backups: add --every.");
      await backUp(output, config, { target: resolve(target), replace: options.force === true });
    });
}

async function backUp(
  output: Output,
  config: ServerConfig,
  { target, replace }: { readonly target: string; readonly replace: boolean },
): Promise<void> {
  refuseOwnFiles(config, target);
  const progress = output.progress("Backing up", 1);
  const order = { target, replace, now: Date.now() };
  const made = await interruptible("No backup was made.", (signal) =>
    backUpVault(backedUpVault(config, LAYOUT), order, {
      signal,
      onProgress: ({ done, total }) => progress.reach(done, total),
    }),
  ).finally(() => progress.end());
  const { path, bytes, sha256, madeAt } = made;
  const isNoted = tryNoting(config.dataFolder, { at: madeAt, path, bytes, sha256 });
  output.result(
    { path, bytes, sha256, madeAt: new Date(madeAt).toISOString() },
    `Made the backup ${path}: ${bytes.toLocaleString("en")} bytes.\nSHA-256: ${sha256}\nThe current passphrases open it. It doesn't contain the server secret, which isn't needed.${isNoted ? "" : "\nThe data folder can't be written to, so opp doctor won't know about this backup."}`,
  );
}

/** The backup is made: a data folder that takes no note of it doesn't undo that. */
function tryNoting(dataFolder: string, made: Parameters<typeof noteBackup>[1]): boolean {
  try {
    noteBackup(dataFolder, made);
    return true;
  } catch (error) {
    if (explainSystemFailure(error) === null) throw error;
    return false;
  }
}

/** With --force the database itself, its log or the server secret could be replaced, under a server that runs on them. */
function refuseOwnFiles({ dataFolder, databaseFile }: ServerConfig, target: string): void {
  const folder = dirname(target);
  if (!existsSync(target) || !existsSync(folder)) return;
  const own = [dataFolder, dirname(followLinks(databaseFile))]
    .filter((path) => existsSync(path))
    .map((path) => realpathSync(path));
  if (own.includes(realpathSync(folder)))
    throw new CliFailure(
      EXIT.conflict,
      `${target} is one of the vault's own files and is never replaced. Choose a file outside the data folder.`,
    );
}

function setPlan(output: Output, config: ServerConfig, plan: StoredPlan): void {
  const { folder, every, keep } = plan;
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new CliFailure(EXIT.file, `The folder ${folder} doesn't exist. Create it first.`);
  const everyMs = readOrRefuse("--every", () => readInterval(every));
  readOrRefuse("--keep", () => readKeepRule(keep));
  storePlan(config.dataFolder, plan);
  output.result(
    plan,
    `The running server makes a backup in ${folder} every ${describeInterval(everyMs)}, the first within a minute, and keeps ${keep}.`,
  );
}

function forgetPlan(output: Output, config: ServerConfig, target: string | undefined): void {
  if (target !== undefined) throw new CliFailure(EXIT.usage, "Don't name a folder with --every off.");
  removeStoredPlan(config.dataFolder);
  output.result(
    { folder: null },
    "The server makes no more backups, unless OPP_BACKUP_DIR is set. Existing backups are kept.",
  );
}

function readOrRefuse<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WrongValue) throw new CliFailure(EXIT.usage, `${option} ${error.message}.`);
    throw error;
  }
}

const EXAMPLES = `
One file contains everything except sessions and the server secret. The server may be running.
The server's own backups: --keep 7d,4w,6m keeps the latest of each of the last 7 days, 4 weeks and
6 months that have one (h: hours, y: years). It deletes only its own backups, and never the latest.

Examples:
  opp backup /backups/vault-today.sqlite
  opp backup /backups/vault.sqlite --force
  opp backup /backups --every 1d --keep 7d,4w,6m
  opp backup --every off`;
