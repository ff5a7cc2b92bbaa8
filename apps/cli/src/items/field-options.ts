import { readFileSync } from "node:fs";
import type { Command } from "@commander-js/extra-typings";
import { entryOf, type FieldOfType, WRITTEN_FIELDS, type WrittenFieldName } from "@opp/core/items/fields";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import type { SecretRequest } from "../terminal/secret-input.ts";
import { decodeUtf8 } from "../text/decode-utf8.ts";

interface OptionField {
  readonly name: WrittenFieldName;
  /** As it is written in options. */
  readonly opp: string;
  readonly what: string;
}

const isOptionOf = (types: readonly string[], isSecret: boolean): readonly OptionField[] =>
  WRITTEN_FIELDS.flatMap((name) => {
    const { opp, option, ...entry } = entryOf(name);
    const fits = types.includes(entry.type) && entry.isSecret === isSecret;
    return fits && opp !== undefined && option !== undefined ? [{ name, opp, what: option }] : [];
  });

/** `add` and `edit` ask for these in their own ways. */
const ASKED_APART: ReadonlySet<string> = new Set(["password", "totp"]);

const TEXTS = isOptionOf(["text"], false);
const FILES = isOptionOf(["lines"], false);
const SECRETS = isOptionOf(["text", "lines"], true).filter(({ name }) => !ASKED_APART.has(name));

/** The fields that a person keeps secret: their values come by file, descriptor, standard input or prompt, never by argument. */
export const SECRET_FIELDS: readonly SecretRequest<string>[] = SECRETS.map(({ name, opp, what }) => ({
  name: opp,
  what,
  isMultiline: entryOf(name).type === "lines",
}));

/** An option for each field that the field table gives one, by the field's type. */
export function addFieldOptions(command: Command): void {
  for (const { opp, what } of TEXTS) command.option(`--${opp} <text>`, what);
  for (const { opp, what } of FILES) command.option(`--${opp}-file <path>`, `read ${what} from this file`);
  for (const { opp, what } of SECRETS) command.option(`--ask-${opp}`, `ask for ${what}`);
}

/** The secret fields that the options ask for. */
export const askedFields = (options: object): readonly SecretRequest<string>[] =>
  SECRET_FIELDS.filter(({ name }) => {
    const given = new Set(Object.keys(options));
    return [`ask-${name}`, `${name}-file`, `${name}-fd`].some((option) => given.has(keyOf(option)));
  });

type Texts = Partial<Record<FieldOfType<"text" | "lines">, string>>;

/** What the options say of the fields; those that aren't named are left out. @throws CliFailure */
export function readFieldOptions(options: object): Texts {
  const given = new Map<string, unknown>(Object.entries(options));
  const read = (fields: readonly OptionField[], suffix: string, make: (value: string) => string) =>
    fields.flatMap(({ name, opp }) => {
      const value = given.get(keyOf(`${opp}${suffix}`));
      return typeof value === "string" ? [[name, make(value)] as const] : [];
    });
  return Object.fromEntries([...read(TEXTS, "", (text) => text), ...read(FILES, "-file", readLines)]);
}

/** The asked secrets as the server takes them. */
export const readAskedFields = (
  asked: readonly SecretRequest<string>[],
  secret: (name: string) => { reveal(): string },
): Texts =>
  Object.fromEntries(
    SECRETS.filter(({ opp }) => asked.some(({ name }) => name === opp)).map(({ name, opp }) => [
      name,
      secret(opp).reveal(),
    ]),
  );

/** As commander calls an option's value. */
const keyOf = (option: string): string =>
  option.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function readLines(path: string): string {
  const text = decodeUtf8(readFileSync(path));
  if (text === null) throw new CliFailure(EXIT.usage, "The notes file isn't valid UTF-8.");
  return text;
}
