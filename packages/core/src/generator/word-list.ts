import { effLongWords } from "./eff-long-words.ts";

/** Words to draw from: no two are the same, in capitals either, and each consists of letters, with hyphens between some. */
export interface WordList {
  readonly words: readonly string[];
  /** No word begins another, so that words in a row can be told apart without anything between them. */
  readonly isPrefixFree: boolean;
  readonly hasHyphens: boolean;
}

/** 10 bits a word: with fewer, a passphrase of six words would be weak. */
export const MIN_WORDS = 1000;
const MAX_WORDS = 1_000_000;
const MAX_WORD_CHARS = 40;

/** The EFF's. */
export const defaultWordList = (): WordList => ({
  words: effLongWords(),
  isPrefixFree: true,
  hasHyphens: true,
});

export type WordFault =
  | { readonly kind: "too few" | "too many"; readonly count: number }
  | { readonly kind: "no word" | "too long" | "twice"; readonly line: number };

/** One word a line; a dice number before it (`11111 abacus`) and empty lines are passed over. Answers all faults, or the list. */
export function parseWordList(text: string): WordList | readonly WordFault[] {
  const faults: WordFault[] = [];
  const wordsByCapitals = new Map<string, string>();
  for (const [index, whole] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const word = whole
      .trim()
      .replace(/^\d+\s+/, "")
      .normalize("NFC");
    if (word === "") continue;
    const capitals = word.toUpperCase();
    if (word.length > MAX_WORD_CHARS) faults.push({ kind: "too long", line });
    else if (!/^[\p{L}\p{M}]+(-[\p{L}\p{M}]+)*$/u.test(word)) faults.push({ kind: "no word", line });
    else if (wordsByCapitals.has(capitals)) faults.push({ kind: "twice", line });
    else wordsByCapitals.set(capitals, word);
  }
  if (faults.length > 0) return faults;
  const count = wordsByCapitals.size;
  if (count < MIN_WORDS) return [{ kind: "too few", count }];
  if (count > MAX_WORDS) return [{ kind: "too many", count }];
  const words = [...wordsByCapitals.values()];
  return {
    words,
    isPrefixFree: isPrefixFree([...wordsByCapitals.keys()]),
    hasHyphens: words.some((word) => word.includes("-")),
  };
}

/** In the order of code units, what a word begins comes right behind it. */
function isPrefixFree(words: readonly string[]): boolean {
  const sorted = words.toSorted((a, b) => (a < b ? -1 : 1));
  return sorted.every((word, index) => !sorted[index + 1]?.startsWith(word));
}
