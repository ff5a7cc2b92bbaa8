import { parseCharacterSet } from "@opp/core/generator/character-set";
import {
  fittingWords,
  generateFromCharacters,
  generateFromWords,
} from "@opp/core/generator/generate-from-set";
import { generatePassword } from "@opp/core/generator/generate-password";
import { defaultWordList } from "@opp/core/generator/word-list";
import { passwordOptions } from "@opp/core/schemas/generator";
import type { VaultDeps } from "@opp/core/vault/deps";
import { ownField, type Payload } from "./payload.ts";
import { V1Refusal } from "./refusal.ts";

type GeneratorDeps = Pick<VaultDeps, "random" | "policy">;

/**
 * What makes the passwords that a request wants: a new one for each item with `unique`, else the same for all. null: it wants none.
 * Only a plain `true` asks for it, and only then are the options looked at.
 * @throws V1Refusal for options out of bounds.
 */
export function passwordMaker(fields: Payload, deps: GeneratorDeps): (() => string) | null {
  const wantsPasswords = fields.optional("auto_pass") === true;
  const isUnique = fields.optional("unique") === true;
  const options = fields.optional("genopts");
  if (!wantsPasswords) return null;
  const make = generatorFor(options, deps);
  if (isUnique) return make;
  const password = make();
  return () => password;
}

/** Options that are no object are as good as none. */
function generatorFor(options: unknown, { random, policy }: GeneratorDeps): () => string {
  const length = readNumber(options, "numChars", 16, NUM_CHARS);
  const minLetters = readNumber(options, "min_length", 5, MIN_LENGTH);
  const maxLetters = readNumber(options, "max_length", 15, MAX_LENGTH);
  if (minLetters > maxLetters) throw refusal("Minimum length cannot be larger than maximum length.");
  const characters = readCharacters(options);
  const separator = readSeparator(options);
  // Only whoever speaks of words gets words: as many random characters are far harder to guess.
  if (WORD_OPTIONS.some((name) => (ownField(options, name) ?? null) !== null)) {
    const list = (policy.wordList ?? defaultWordList()).words;
    const words = fittingWords(list, { minLetters, maxLetters, characters });
    if (words.length >= MIN_WORDS) return () => generateFromWords(random, words, separator, length);
  }
  if (characters) return () => generateFromCharacters(random, characters, length);
  const classes = passwordOptions.parse({ length });
  return () => generatePassword(random, classes).password;
}

const WORD_OPTIONS = ["min_length", "max_length", "delimiter"];
/** A list that is shorter than this gives no password worth the name. */
const MIN_WORDS = 500;
const MAX_SEPARATOR_CHARS = 8;

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly sentence: string;
}

const NUM_CHARS: Bounds = {
  min: 8,
  max: 100,
  sentence: "For sanity's sake, numChars must be between 8 and 100 characters.",
};
const MIN_LENGTH: Bounds = {
  min: 5,
  max: 15,
  sentence: "For sanity's sake, minimum word length must be a number in the range between 5 and 15.",
};
const MAX_LENGTH: Bounds = {
  min: 5,
  max: 20,
  sentence: "For sanity's sake, maximum word length must be a number in the range between 5 and 20.",
};

function readNumber(options: unknown, name: string, byDefault: number, bounds: Bounds): number {
  const value = ownField(options, name) ?? byDefault;
  const isInside =
    typeof value === "number" && Number.isInteger(value) && value >= bounds.min && value <= bounds.max;
  if (!isInside) throw refusal(bounds.sentence);
  return value;
}

/** null: nothing is said of characters. */
function readCharacters(options: unknown): readonly string[] | null {
  const value = ownField(options, "valid_chars") ?? null;
  if (value === null) return null;
  const characters = typeof value === "string" ? parseCharacterSet(value) : null;
  if (!characters || characters.length < 2) {
    throw refusal(
      "valid_chars must be a class of two or more ASCII characters, such as [a-zA-Z0-9!@#], \\w or \\d.",
    );
  }
  return characters;
}

function readSeparator(options: unknown): string {
  const value = ownField(options, "delimiter") ?? "";
  if (typeof value !== "string" || value.length > MAX_SEPARATOR_CHARS)
    throw refusal(`delimiter must be a text of at most ${MAX_SEPARATOR_CHARS} characters.`);
  return value;
}

const refusal = (sentence: string) => V1Refusal.badRequest("Invalid password generation options!", sentence);
