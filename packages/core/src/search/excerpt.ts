import { foldText } from "./fold-text.ts";

const BEFORE_CHARS = 24;
const AFTER_CHARS = 48;
/** The number of characters folded at once when a match is located. */
const STRIDE = 512;

/** One line of text around the first match of a folded word; "" without a match. */
export function excerptAround(text: string, foldedWord: string): string {
  const at = foldedWord === "" ? -1 : foldText(text).indexOf(foldedWord);
  if (at === -1) return "";
  const hit = originOf(text, at);
  const from = wordStart(text, Math.max(0, hit - BEFORE_CHARS), hit);
  const to = Math.min(text.length, hit + foldedWord.length + AFTER_CHARS);
  // Half of a surrogate pair would show as a wrong character.
  const piece = text.slice(from, to).replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
  // Letter by letter, so that it isn't a view into the whole text, which would stay in memory with it.
  const line = [...piece.replaceAll(/\s+/g, " ").trim()].join("");
  return `${from > 0 ? "…" : ""}${line}${to < text.length ? "…" : ""}`;
}

/** Which place of the text a place of the folded text came from: folding is the same letter by letter. */
function originOf(text: string, folded: number): number {
  let from = 0;
  let left = folded;
  while (from < text.length) {
    const to = safeEnd(text, from + STRIDE);
    const { length } = foldText(text.slice(from, to));
    if (length > left) break;
    left -= length;
    from = to;
  }
  for (const letter of text.slice(from, safeEnd(text, from + STRIDE))) {
    const { length } = foldText(letter);
    if (length > left) break;
    left -= length;
    from += letter.length;
  }
  return from;
}

/** Never between the halves of a pair. */
const safeEnd = (text: string, end: number): number =>
  end < text.length && /[\uDC00-\uDFFF]/.test(text.charAt(end)) ? end + 1 : end;

/** The start of the next word, if it is before the match. */
function wordStart(text: string, from: number, hit: number): number {
  if (from === 0) return 0;
  const gap = text.slice(from, hit).search(/\s/);
  return gap === -1 ? from : from + gap + 1;
}
