import { Command } from "@commander-js/extra-typings";
import manifest from "../package.json" with { type: "json" };
import { COMMANDS } from "./commands.ts";

/** The command line with the names of all commands, and what those take that are wanted: one is, in most runs, and the others stay unread. */
export async function buildProgram(isWanted: (name: string) => boolean): Promise<Command> {
  const program = new Command("opp")
    .description("OpenPassPhrase: a self-hosted vault for secrets, from the command line.")
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help for a command")
    .helpCommand(false)
    .enablePositionalOptions()
    // Errors are thrown, and said in one place: report-error.ts.
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .addHelpText("after", EXAMPLES);
  await Promise.all(
    COMMANDS.map(async ({ name, summary, group, load }) => {
      const command = program.command(name).description(summary).helpGroup(group).helpCommand(false);
      if (isWanted(name)) (await load()).define(command, () => buildProgram(() => true));
    }),
  );
  return program;
}

const EXAMPLES = `
Examples:
  opp init                           create the data folder and the first account
  opp doctor                         show the configuration and any problems
  opp doctor --json                  the same as JSON
  opp COMMAND --help                 show a command's options, with examples

opp asks for secrets, or reads them from standard input (-), a file (--password-file) or a
file descriptor (--password-fd), but never from arguments, which others can see.`;
