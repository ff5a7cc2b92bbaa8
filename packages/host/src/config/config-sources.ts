import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { shellWord } from "@opp/core/shell-word";
import { StartRefusal } from "../errors/start-refusal.ts";
import { type IniEntry, type IniFile, readIniFile } from "./ini-file.ts";
import { nearestName } from "./nearest-name.ts";
import { environmentName, type Option } from "./option.ts";
import { ALL_OPTIONS } from "./options.ts";

/** Where a configuration comes from; of several values for an option the first holds, in this order. */
export interface ConfigSources {
  /** A command's own options, by the option's name. */
  readonly commandLine?: Readonly<Record<string, string | undefined>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `--config FILE`; without it, OPP_TOP_CONFIG. It has to be there. */
  readonly configFile?: string | undefined;
  /** Files that may be there, the first that counts first. */
  readonly commonFiles?: readonly string[];
  /** Relative paths start here. */
  readonly startFolder: string;
}

/** This process's own: its environment, `~/.opp/opp.cfg`, `/etc/opp/opp.cfg`. */
export const processSources = (): ConfigSources => ({
  environment: process.env,
  commonFiles: [join(homedir(), ".opp", "opp.cfg"), "/etc/opp/opp.cfg"],
  startFolder: process.cwd(),
});

export type Origin =
  | { readonly kind: "command line" }
  | { readonly kind: "environment" }
  | { readonly kind: "file"; readonly path: string; readonly line: number };

/** An option's value as it was written somewhere. */
export interface Given {
  readonly text: string;
  readonly origin: Origin;
}

const TOP_CONFIG = "OPP_TOP_CONFIG";
/** What the command line's own commands read: set in a shell, they reach a server that is started there, and say nothing to it. */
const OF_THE_COMMAND_LINE: ReadonlySet<string> = new Set([
  "OPP_SESSION",
  "OPP_PASSPHRASE_FILE",
  "OPP_SECOND_FACTOR",
]);

/**
 * The text that holds for each option that has one, by its name. What is wrong with the sources is added to `problems`, and what
 * was overlooked to `accepted`.
 */
export function collectGiven(
  sources: ConfigSources,
  problems: string[],
  accepted: string[],
): ReadonlyMap<string, Given> {
  const given = new Map<string, Given>();
  const add = (name: string, text: string, origin: Origin) => {
    if (!given.has(name)) given.set(name, { text: text.trim(), origin });
  };
  for (const [name, text] of Object.entries(sources.commandLine ?? {}))
    if (text !== undefined) add(name, text, { kind: "command line" });
  const names = [...ALL_OPTIONS.map(({ name }) => environmentName(name)), TOP_CONFIG];
  for (const [name, text] of Object.entries(sources.environment)) {
    if (text === undefined || !name.startsWith("OPP_") || OF_THE_COMMAND_LINE.has(name)) continue;
    if (!names.includes(name)) problems.push(`${name} isn't an option. ${advice(name, names)}`);
    // Node puts this in the place of bytes that aren't UTF-8.
    else if (text.includes("\ufffd")) problems.push(`${name} isn't valid UTF-8. Set it in a UTF-8 terminal`);
    else if (name !== TOP_CONFIG) add(name.slice(4).toLowerCase(), text, { kind: "environment" });
  }
  for (const file of readFiles(sources, problems)) {
    problems.push(...findMistakes(file));
    if (file.accepted !== null && secretsIn(file).length > 0) accepted.push(file.accepted);
    for (const { name, value, line } of file.entries)
      add(name, value, { kind: "file", path: file.path, line });
  }
  return given;
}

function readFiles(
  { configFile, environment, commonFiles = [], startFolder }: ConfigSources,
  problems: string[],
): IniFile[] {
  const named = configFile ?? (environment[TOP_CONFIG]?.trim() || undefined);
  const paths = [...(named === undefined ? [] : [resolve(startFolder, named)]), ...commonFiles];
  return paths.flatMap((path, index) => {
    try {
      const file = readIniFile(path);
      if (file) return [file];
      if (named !== undefined && index === 0)
        problems.push(
          `The configuration ${path} doesn't exist. Choose an existing file, or leave out --config and ${TOP_CONFIG}`,
        );
    } catch (error) {
      if (!(error instanceof StartRefusal)) throw error;
      problems.push(...error.problems);
    }
    return [];
  });
}

const LONGEST_SHOWN_CHARS = 24;

function secretsIn({ entries }: IniFile): IniEntry[] {
  const secrets = new Set(ALL_OPTIONS.filter(({ isSecret }) => isSecret).map(({ name }) => name));
  return entries.filter(({ name }) => secrets.has(name));
}

function findMistakes(file: IniFile): string[] {
  const { path, entries, isReadableByOthers } = file;
  const names = ALL_OPTIONS.map(({ name }) => name);
  const unknown = entries
    .filter(({ name }) => !names.includes(name))
    .map(({ name, line }) => {
      // What is longer than any option may be the second line of a secret that ends with "=".
      const shown = name.length > LONGEST_SHOWN_CHARS ? "The text" : name;
      return `${shown} in ${path}, line ${line}, isn't an option. ${advice(name, names)}`;
    });
  const exposed = isReadableByOthers ? secretsIn(file) : [];
  return [
    ...unknown,
    ...exposed.map(
      ({ name, line }) =>
        `${path} contains a secret (${name}, line ${line}), and other users can read it. Run: chmod 600 ${shellWord(path)}`,
    ),
  ];
}

function advice(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return nearest ? `Did you mean ${nearest}?` : `The options are: ${names.join(", ")}`;
}

/** How a person would find the place where an option was set, or would set it. */
export function labelOf(option: Option<unknown>, given: Given | undefined): string {
  switch (given?.origin.kind) {
    case "command line":
      return `--${option.name.replaceAll("_", "-")}`;
    case "file":
      return `${option.name} in ${given.origin.path}, line ${given.origin.line},`;
    default:
      return environmentName(option.name);
  }
}

/** The same with a value, as it would have to be written there. */
export function exampleFor({ name, example }: Option<unknown>, given: Given): string {
  switch (given.origin.kind) {
    case "command line":
      return `--${name.replaceAll("_", "-")} ${example}`;
    case "environment":
      return `${environmentName(name)}=${example}`;
    case "file":
      return `${name} = ${example}`;
  }
}
