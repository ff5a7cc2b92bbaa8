import { foldText } from "./fold-text.ts";

const BEFORE_CHARS = 24;
const AFTER_CHARS = 48;
/** Folded at once while the place of a hit is looked for. */
const STRIDE = 512;

/** One line of what stands around the first place where a text holds this folded word; "": nowhere. */
export function excerptAround(text: string, foldedWord: string): string {
  const at = foldedWord === "" ? -1 : foldText(text).indexOf(foldedWord);
  if (at === -1) return "";
  const hit = originOf(text, at);
  const from = wordStart(text, Math.max(0, hit - BEFORE_CHARS), hit);
  const to = Math.min(text.length, hit + foldedWord.length + AFTER_CHARS);
  // Half of a pair would be a sign that nobody wrote.
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

/** The next word's beginning, if there is one before the hit. */
function wordStart(text: string, from: number, hit: number): number {
  if (from === 0) return 0;
  const gap = text.slice(from, hit).search(/\s/);
  return gap === -1 ? from : from + gap + 1;
}
