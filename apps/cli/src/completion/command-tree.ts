import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { OPTION_VALUES, type OptionValues } from "./option-values.ts";

/** What can stand behind a path of commands, such as `user add`. */
export interface CommandNode {
  /** The names of the path; empty for `opp` itself. */
  readonly path: readonly string[];
  readonly commands: readonly Candidate[];
  readonly options: readonly OptionCandidate[];
}

interface Candidate {
  readonly name: string;
  readonly summary: string;
}

interface OptionCandidate extends Candidate {
  readonly takesValue: boolean;
  /** What that may be, where something is known of it. */
  readonly values: OptionValues | null;
}

/** Every command with its options, in the order of the help; so what is added to the tree is completed, too. */
export function listCommandNodes(command: CommandUnknownOpts, path: readonly string[] = []): CommandNode[] {
  const commands = command.commands.map((child) => ({
    name: child.name(),
    summary: firstLine(child.description()),
  }));
  const options = command.options
    .filter(({ long }) => long !== undefined && long !== null)
    .map(({ long, description, required, optional, argChoices }) => ({
      name: long ?? "",
      summary: firstLine(description),
      takesValue: required || optional,
      values: OPTION_VALUES.get(long ?? "") ?? argChoices ?? null,
    }));
  const help = { name: "--help", summary: "show help for this command", takesValue: false, values: null };
  return [
    { path, commands, options: [...options, help] },
    ...command.commands.flatMap((child) => listCommandNodes(child, [...path, child.name()])),
  ];
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? "";
