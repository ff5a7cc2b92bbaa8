import { type Command, Option } from "@commander-js/extra-typings";
import { IMPORT_PLANS } from "@opp/core/duplicates/decide-row";
import { EXIT } from "../../errors/exit-codes.ts";
import { CliFailure } from "../../errors/failure.ts";
import { importFile } from "../../import/import-file.ts";
import { runLegacyImport } from "../../import/run-legacy-import.ts";
import { undoImport } from "../../import/undo-import.ts";
import {
  CONFIG_OPTION,
  DATA_DIR_OPTION,
  JSON_OPTION,
  STDIN_ARGUMENT,
} from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";
import { addSecretOptions } from "../../terminal/secret-input.ts";
import { PASSPHRASE, useRemoteVault } from "../../vault/remote-vault.ts";

export function define(command: Command): void {
  defineFileImport(command);
  command
    .command("openpassphrase")
    .description("import the database of OpenPassPhrase, the Python version; it is only read")
    .argument("<old.sqlite>", "OpenPassPhrase's database")
    .argument("[-]", "read passphrases from standard input, as JSON", STDIN_ARGUMENT[2])
    .option("--dry-run", "decrypt and count everything without writing")
    .option(
      "--rename <old=new>",
      "import user OLD under the name NEW; repeat for others",
      (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
    )
    .option(
      "--timezone <zone>",
      "time zone of the old server, such as Europe/Berlin (default: this machine's)",
    )
    .option(...CONFIG_OPTION)
    .option(...DATA_DIR_OPTION)
    .option(...JSON_OPTION)
    .addHelpText("after", EXAMPLES)
    .action(async (path, dash, options) => {
      process.exitCode = await runLegacyImport(
        path,
        { ...options, fromStdin: dash === true },
        openOutput(options),
      );
    });
}

const FILE_PASSWORD = { name: "file-password", what: "the file's password" } as const;

/** A file of another program, into the vault that someone is logged in to. */
function defineFileImport(command: Command): void {
  addSecretOptions(command, [PASSPHRASE, FILE_PASSWORD]);
  command
    .argument("[file]", "an export of another program, or its database")
    .argument(...STDIN_ARGUMENT)
    .option("--format <format>", "what the file is (default: what it looks like)")
    .option("--key-file <path>", "the key file of a KeePass database")
    .option(
      "--columns <list>",
      "for a table of no known program: what each column holds, separated by commas",
    )
    .option("--into <category>", "put its categories into this one: name, path (A / B) or id")
    .addOption(
      new Option("--plan <plan>", "what happens to items that already exist")
        .choices(IMPORT_PLANS)
        .default("merge" as const),
    )
    .option("--dry-run", "say what an import would do, and write nothing")
    .option("--undo [number]", "undo an import: the latest, or the one of this number")
    .option("--changed-too", "with --undo: also items that were changed after the import")
    .option(...JSON_OPTION)
    .addHelpText("after", FILE_EXAMPLES)
    .action(async (path, dash, options) => {
      const output = openOutput(options);
      const fromStdin = dash === true;
      if (options.undo !== undefined) {
        const wanted = options.undo;
        const changedToo = options.changedToo === true;
        await useRemoteVault({ options, fromStdin }, ({ vault }) =>
          undoImport(vault, wanted, { changedToo, output }),
        );
        return;
      }
      if (path === undefined)
        throw new CliFailure(EXIT.usage, 'Name the file to import, as in "opp import export.json".');
      const hasPassword = "filePasswordFile" in options || "filePasswordFd" in options;
      const secrets = hasPassword ? [FILE_PASSWORD] : [];
      await useRemoteVault({ options, fromStdin, secrets }, (remote) => {
        const filePassword = hasPassword ? remote.secret("file-password").reveal() : null;
        return importFile(remote, path, { request: { ...options, filePassword }, output });
      });
    });
}

const FILE_EXAMPLES = `
Reads exports of Bitwarden, 1Password, KeePass, KeePassXC, browsers, Apple Passwords, Proton
Pass, LastPass, Dashlane, Enpass, Keeper, NordPass, RoboForm, Aegis, 2FAS and others, by what is
in them. If the file needs a password, you are asked for it.

Examples:
  opp import bitwarden_export.json --dry-run
  opp import passwords.kdbx --key-file my.keyx --into "Old vault"
  opp import export.csv --plan skip --json
  opp import --undo
  opp import openpassphrase --help`;

const EXAMPLES = `
Asks for each user's passphrase and for a new one: anyone who has the old file can guess the
old one, fast. Standard input takes them as JSON instead:
  [{"username": "alice", "passphrase": "the old one", "newPassphrase": "a new one"}]
Without "newPassphrase" the old one is kept. Users you don't name are skipped; another run
imports them, and nobody is imported twice. Passwords don't change.

Examples:
  opp import openpassphrase ~/opp.sqlite --dry-run
  opp import openpassphrase ~/opp.sqlite
  opp import openpassphrase ~/opp.sqlite --rename alice=alice2 --timezone Europe/Berlin
  opp import openpassphrase ~/opp.sqlite - --json < answers.json`;
