import { CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";

/**
 * Commander suggests what is at most three letters away. A name that was cut short (`--user`, `--password`) is further off, so those
 * that begin with it are suggested here.
 */
export function suggestLonger(
  error: unknown,
  program: CommandUnknownOpts,
  words: readonly string[],
): unknown {
  if (!(error instanceof CommanderError) || error.code !== "commander.unknownOption") return error;
  const [, begun] = /^[^\n]*'(--[\w-]{2,})[^\n]*$/.exec(error.message) ?? [];
  if (begun === undefined) return error;
  const longer = commandOf(program, words).options.flatMap(({ long }) =>
    long?.startsWith(begun) ? [long] : [],
  );
  if (longer.length === 0) return error;
  const names = longer.length === 1 ? longer[0] : `one of ${longer.join(", ")}`;
  return new CommanderError(error.exitCode, error.code, `${error.message}\n(Did you mean ${names}?)`);
}

const commandOf = (program: CommandUnknownOpts, words: readonly string[]): CommandUnknownOpts =>
  words.reduce((command, word) => command.commands.find((each) => each.name() === word) ?? command, program);
