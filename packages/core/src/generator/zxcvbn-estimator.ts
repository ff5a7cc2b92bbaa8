import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as commonDictionary } from "@zxcvbn-ts/language-common";
import { dictionary as englishDictionary, translations } from "@zxcvbn-ts/language-en";

/** Characters of a password that are judged; the rest is ignored. Time grows faster than the length. */
export const JUDGED_CHARS = 64;

/**
 * zxcvbn with its dictionaries: 1.7 MB of text, some 60 MB of memory, 0.3 s to build. So no module but
 * estimate-strength.ts imports this one, and that one only when it is first asked.
 *
 * Left off on purpose: the comparison by edit distance (`useLevenshteinDistance`). An input made for it holds the process
 * for five seconds. Ten readings of "l33t" spelling instead of 100 keep the worst input of 64 characters near 50 ms.
 */
export const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...commonDictionary, ...englishDictionary },
  graphs: adjacencyGraphs,
  translations,
  maxLength: JUDGED_CHARS,
  l33tMaxSubstitutions: 10,
});
