import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Command } from "@commander-js/extra-typings";
import { createKdfLanes } from "@opp/core/cipher/kdf-lanes";
import { argon2id } from "@opp/core/platform/argon2id";
import { systemClock } from "@opp/core/platform/system-clock";
import { systemSha256 } from "@opp/core/platform/system-sha256";
import { passphrase as passphraseSchema, username as usernameSchema } from "@opp/core/schemas/secrets";
import { inSteps } from "@opp/core/store/sqlite/files/in-steps";
import { lockForReading, readableDatabase } from "@opp/core/store/sqlite/files/readable-database";
import { inspectDatabase } from "@opp/core/store/sqlite/inspection/inspect-database";
import { type Verification, verifyDatabase } from "@opp/core/vault/reports/verify";
import type { PostgresConfig, ServerConfig } from "@opp/host/config/config";
import { EXIT } from "../../errors/exit-codes.ts";
import {
  CONFIG_OPTION,
  DATA_DIR_OPTION,
  JSON_OPTION,
  STDIN_ARGUMENT,
} from "../../options/command-options.ts";
import { parseInput } from "../../options/parse-input.ts";
import { interruptible } from "../../terminal/interruptible.ts";
import { type Output, openOutput, type Paint } from "../../terminal/output.ts";
import { addSecretOptions, readSecrets } from "../../terminal/secret-input.ts";
import { count } from "../../text/count.ts";
import { LAYOUT } from "../../vault/layout.ts";
import { configFor, requireVault } from "../../vault/local-vault.ts";

const SECRETS = [{ name: "passphrase", what: "the passphrase" }] as const;

export function define(command: Command): void {
  addSecretOptions(command, SECRETS);
  command
    .argument("[file]", "backup or data folder (default: the configured data folder)")
    .argument(...STDIN_ARGUMENT)
    .option("--username <name>", "decrypt every record of this user with the passphrase")
    .option("--skip-attachments", "leave out the contents of files")
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (given, dash, options) => {
      const output = openOutput(options);
      const file = given === "-" ? undefined : given;
      const owner =
        options.username === undefined
          ? null
          : await readOwner(options.username, options, dash === true || given === "-");
      await using target = file === undefined ? await ownDatabase(configFor(options)) : named(resolve(file));
      const found = await look(output, target, { owner, skipFiles: options.skipAttachments === true });
      output.result({ path: target.name, ...found }, describe(target.name, found, output.paint));
      if (found.problems.length > 0) process.exitCode = EXIT.damaged;
    });
}

interface Target extends AsyncDisposable {
  readonly path: string;
  /** As a person knows it. */
  readonly name: string;
  /** Of a data folder: to be locked while it is read. */
  readonly isLive: boolean;
}
type Owner = { readonly username: string; readonly passphrase: string };
type Found = Verification & {
  readonly backup: { readonly madeAt: string; readonly version: string } | null;
  readonly rows: Readonly<Record<string, number>>;
};

async function ownDatabase(config: ServerConfig): Promise<Target> {
  if (config.postgres) return copyOf(config.postgres);
  requireVault(config);
  return fileAt(config.databaseFile, true);
}

/** Of PostgreSQL, the state of one moment in a private file is looked at. */
async function copyOf(postgres: PostgresConfig): Promise<Target> {
  const { copyToFile } = await import("@opp/host/postgres/move-contents");
  const folder = await mkdtemp(join(tmpdir(), "opp-verify-"));
  const remove = () => rm(folder, { recursive: true });
  const file = { path: join(folder, "vault.sqlite"), migrationsFolder: LAYOUT.migrationsFolder };
  try {
    await interruptible("Nothing was verified.", (signal) =>
      copyToFile({ file, server: { config: postgres, migrationsFolder: LAYOUT.postgresMigrations } }, () =>
        signal.throwIfAborted(),
      ),
    );
  } catch (error) {
    await remove();
    throw error;
  }
  const name = `The PostgreSQL database ${postgres.database}`;
  return { path: file.path, name, isLive: false, [Symbol.asyncDispose]: remove };
}

const fileAt = (path: string, isLive: boolean): Target => ({
  path,
  name: path,
  isLive,
  [Symbol.asyncDispose]: () => Promise.resolve(),
});

function named(path: string): Target {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isFolder) return fileAt(path, false);
  const database = join(path, "vault.sqlite");
  statSync(database);
  return fileAt(database, true);
}

async function readOwner(username: string, options: object, fromStdin: boolean): Promise<Owner> {
  const secret = await readSecrets(SECRETS, options, fromStdin);
  return {
    username: parseInput(usernameSchema, username),
    passphrase: parseInput(passphraseSchema, secret("passphrase").reveal()),
  };
}

async function look(
  output: Output,
  { path, isLive }: Target,
  { owner, skipFiles }: { readonly owner: Owner | null; readonly skipFiles: boolean },
): Promise<Found> {
  const lock = isLive ? await lockForReading(path, LOCK_WAIT_MILLISECONDS) : null;
  const readable = isLive ? readableDatabase(path, tmpdir()) : null;
  try {
    const inspection = await inSteps(inspectDatabase(readable?.path ?? path, LAYOUT.migrationsFolder));
    const progress = output.progress("Verifying", 1);
    try {
      const verification = await verifyDatabase(
        { kdf: createKdfLanes(argon2id), clock: systemClock, newSha256: systemSha256 },
        inspection,
        {
          ...(owner && { owner }),
          skipFiles,
          onProgress: ({ done, total }) => progress.reach(done, total),
        },
      );
      const { backup, rows } = inspection;
      const madeAt = backup && new Date(backup.madeAt).toISOString();
      return { ...verification, rows, backup: backup && madeAt ? { ...backup, madeAt } : null };
    } finally {
      progress.end();
      inspection.close();
    }
  } finally {
    readable?.remove();
    lock?.release();
  }
}

const LOCK_WAIT_MILLISECONDS = 5000;

function describe(path: string, { backup, rows, checked, opened, problems }: Found, paint: Paint): string {
  const what = backup ? `The backup ${path}, made at ${backup.madeAt} by version ${backup.version}` : path;
  const counts = [
    count(rows["users"] ?? 0, "account"),
    count(rows["categories"] ?? 0, "category", "categories"),
    count(rows["items"] ?? 0, "item"),
    count(rows["item_versions"] ?? 0, "kept version"),
    ...(rows["attachments"] ? [count(rows["attachments"], "file")] : []),
  ].join(", ");
  const looked =
    opened === null
      ? `Checked the envelopes of ${count(checked, "record")}; with --username and a passphrase, opp decrypts them, too.`
      : `Checked the envelopes of ${count(checked, "record")} and decrypted ${opened.toLocaleString("en")}.`;
  const verdict =
    problems.length === 0
      ? paint("green", "No problems found.")
      : `${paint("red", `${count(problems.length, "problem")} found:`)}\n${problems.map(line).join("\n")}`;
  return `${what}: ${counts}.\n${looked}\n${verdict}`;
}

const line = ({ table, id, problem }: Verification["problems"][number]): string =>
  `- ${[table, id].filter((part) => part !== null).join(" ")}${table === null ? "" : ": "}${problem}`;

const EXAMPLES = `
Without a passphrase: checks structure, references and each record's envelope. With one, decrypts every
item, category, version and file of that user; damaged ones are named by table and id, never by content.
--skip-attachments leaves out the contents of files, which take the longest.
Exits with 7 if it finds a problem. Standard input: the passphrase.

Examples:
  opp verify
  opp verify /backups/vault-today.sqlite
  opp verify /backups/vault-today.sqlite --username ada
  opp verify --username ada --json - < passphrase.txt`;
