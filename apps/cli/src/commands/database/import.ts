import type { Command } from "@commander-js/extra-typings";
import { runLegacyImport } from "../../import/run-legacy-import.ts";
import {
  CONFIG_OPTION,
  DATA_DIR_OPTION,
  JSON_OPTION,
  STDIN_ARGUMENT,
} from "../../options/command-options.ts";
import { openOutput } from "../../terminal/output.ts";

export function define(command: Command): void {
  command.addHelpText(
    "after",
    "\nExamples:\n  opp import openpassphrase --help\n  opp import openpassphrase ~/opp.sqlite --dry-run",
  );
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
