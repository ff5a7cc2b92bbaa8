import { foldText } from "./fold-text.ts";
import type { SearchField, Term } from "./parse-query.ts";

export interface MarkedPiece {
  readonly text: string;
  readonly match: boolean;
  /** Its place in the text, counted in characters. */
  readonly at: number;
}

/** What is to be marked in a field: the plain words, and those asked of this field. */
export function markedWords(terms: readonly Term[], field: SearchField | "category"): readonly string[] {
  return terms.flatMap((term) => {
    if (term.negated) return [];
    if (term.kind === "word" && (term.field === null || term.field === field)) return [term.text];
    return term.kind === "in" && field === "category" ? [term.text] : [];
  });
}

/** Splits a text into pieces that match the folded words and pieces that don't. No letter is lost. */
export function markMatches(text: string, words: readonly string[]): readonly MarkedPiece[] {
  const whole = { text, match: false, at: 0 };
  if (words.length === 0 || !mayMatch(text, words)) return [whole];

  const chars = [...text];
  const folded = chars.map(foldText);
  /** The character that each position of the folded text came from. */
  const origin = folded.flatMap((part, index) => Array.from({ length: part.length }, () => index));
  const haystack = folded.join("");
  const matches = chars.map(() => false);
  for (const word of words) {
    if (word === "") continue;
    for (let at = haystack.indexOf(word); at >= 0; at = haystack.indexOf(word, at + word.length)) {
      for (let index = origin[at] ?? 0; index <= (origin[at + word.length - 1] ?? -1); index += 1)
        matches[index] = true;
    }
  }

  const pieces: { text: string; match: boolean; at: number }[] = [];
  chars.forEach((char, index) => {
    const last = pieces.at(-1);
    // A separate accent belongs to the letter before it.
    const match = folded[index] === "" && last ? last.match : (matches[index] ?? false);
    if (last && last.match === match) last.text += char;
    else pieces.push({ text: char, match, at: index });
  });
  return pieces.length === 0 ? [whole] : pieces;
}

const mayMatch = (text: string, words: readonly string[]) => {
  const folded = foldText(text);
  return words.some((word) => word !== "" && folded.includes(word));
};
