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
import { DEFAULT_OPTIONS, generatorOptions } from "../schemas/generator-options.ts";
import { isObject } from "../wire/json-values.ts";
import { V1Refusal } from "../wire/refusal.ts";

type GeneratorDeps = Pick<VaultDeps, "random" | "policy">;

export interface PasswordWishes {
  readonly auto_pass?: unknown;
  readonly unique?: unknown;
  readonly genopts?: unknown;
}

/**
 * What makes the passwords that a request wants: a new one for each item with `unique`, else the same for all. null: it wants none.
 * Only a plain `true` asks for it, and only then are the options looked at.
 * @throws V1Refusal for options out of bounds.
 */
export function passwordMaker(wishes: PasswordWishes, deps: GeneratorDeps): (() => string) | null {
  if (wishes.auto_pass !== true) return null;
  const make = generatorFor(wishes.genopts, deps);
  if (wishes.unique === true) return make;
  const password = make();
  return () => password;
}

/** Options that are no object are as good as none. */
function generatorFor(sent: unknown, { random, policy }: GeneratorDeps): () => string {
  const { data: options, error } = generatorOptions.safeParse(isObject(sent) ? sent : {});
  if (error) throw V1Refusal.badRequest("Invalid password generation options!", error.issues[0]?.message);
  const length = options.numChars ?? DEFAULT_OPTIONS.numChars;
  const minLetters = options.min_length ?? DEFAULT_OPTIONS.min_length;
  const maxLetters = options.max_length ?? DEFAULT_OPTIONS.max_length;
  const characters = parseCharacterSet(options.valid_chars ?? "");
  // Only whoever speaks of words gets words: as many random characters are far harder to guess.
  if ((options.min_length ?? options.max_length ?? options.delimiter ?? null) !== null) {
    const list = (policy.wordList ?? defaultWordList()).words;
    const words = fittingWords(list, { minLetters, maxLetters, characters });
    const separator = options.delimiter ?? "";
    if (words.length >= MIN_WORDS) return () => generateFromWords(random, words, { separator, length });
  }
  if (characters) return () => generateFromCharacters(random, characters, length);
  const classes = passwordOptions.parse({ length });
  return () => generatePassword(random, classes).password;
}

/** A list that is shorter than this gives no password worth the name. */
const MIN_WORDS = 500;
