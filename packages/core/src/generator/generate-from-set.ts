import type { RandomBytes } from "../random-bytes.ts";
import { uniformPick } from "./uniform.ts";

/** So many characters, each drawn uniformly from those given. @throws RangeError for none. */
export const generateFromCharacters = (
  random: RandomBytes,
  characters: readonly string[],
  length: number,
): string => Array.from({ length }, () => uniformPick(random, characters)).join("");

export interface WordChoice {
  readonly minLetters: number;
  readonly maxLetters: number;
  /** What a word may be made of; null: anything. */
  readonly characters: readonly string[] | null;
}

/** The words of a list that fit. */
export function fittingWords(
  words: readonly string[],
  { minLetters, maxLetters, characters }: WordChoice,
): readonly string[] {
  return words.filter(
    (word) =>
      word.length >= minLetters &&
      word.length <= maxLetters &&
      (characters === null || [...word].every((char) => characters.includes(char))),
  );
}

/**
 * Words drawn uniformly, with repetition, and joined; cut at the length, so the last one may end early.
 * @throws RangeError for no words.
 */
export function generateFromWords(
  random: RandomBytes,
  words: readonly string[],
  { separator, length }: { readonly separator: string; readonly length: number },
): string {
  let text = uniformPick(random, words);
  while (text.length < length) text += separator + uniformPick(random, words);
  return text.slice(0, length);
}
