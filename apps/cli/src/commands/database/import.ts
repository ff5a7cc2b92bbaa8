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
    .description("move in from OpenPassPhrase, the Python version: its database, which is only read")
    .argument("<old.sqlite>", "OpenPassPhrase's database")
    .argument("[-]", "read the passphrases from standard input, as JSON", STDIN_ARGUMENT[2])
    .option("--dry-run", "open and count everything, and write nothing")
    .option(
      "--rename <old=new>",
      "the user name here of who was called otherwise there; again for others",
      (text: string, before: readonly string[] | undefined) => [...(before ?? []), text],
    )
    .option("--timezone <zone>", "of the old server, such as Europe/Berlin (else: this machine's)")
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
Asks for each user's passphrase, and for a new one: whoever has the old file can guess at the
old one, fast. Standard input takes them as JSON instead:
  [{"username": "alice", "passphrase": "the old one", "newPassphrase": "a new one"}]
Without "newPassphrase" the old one is kept. Users who aren't named are left out; another run
takes them, and imports nobody twice. Passwords stay as they are.

Examples:
  opp import openpassphrase ~/opp.sqlite --dry-run
  opp import openpassphrase ~/opp.sqlite
  opp import openpassphrase ~/opp.sqlite --rename alice=alice2 --timezone Europe/Berlin
  opp import openpassphrase ~/opp.sqlite - --json < answers.json`;
