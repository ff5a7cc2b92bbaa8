import { IMPORT_LIMITS } from "../import-limits.ts";

const QUOTE = '"';

/** `end`: the place after the closing quote and the spaces behind it. */
interface QuotedCell {
  readonly value: string;
  readonly end: number;
}

/**
 * The cell that begins at `cellStart`, if it is in quotes. "plain": it isn't, any quotes are characters of it. "open": a quote begins it
 * and nothing closes it within the most characters of a cell.
 */
export function readQuoted(
  text: string,
  cellStart: number,
  separator: string,
  backslash: boolean,
): QuotedCell | "plain" | "open" {
  const start = afterBlanks(text, cellStart, separator);
  if (text[start] !== QUOTE) return "plain";
  const limit = start + IMPORT_LIMITS.csvCellChars;
  const pieces: string[] = [];
  let from = start + 1;
  let at = from;
  for (;;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote === -1 || quote > limit) return "open";
    at = quote + 1;
    if (backslash && isEscaped(text, from, quote)) continue;
    if (!backslash && text[at] === QUOTE) {
      pieces.push(text.slice(from, at));
      at += 1;
      from = at;
      continue;
    }
    const end = endOfCell(text, at, separator) ?? endOfSloppyCell(text, at, separator);
    const value = (close: number) => {
      const whole = pieces.join("") + text.slice(from, close);
      return backslash ? whole.replace(/\\(["\\])/g, "$1") : whole;
    };
    if (end !== null) return { value: value(text.lastIndexOf(QUOTE, end - 1)), end };
    return start > cellStart || !/[\r\n]/.test(text.slice(start, at))
      ? "plain"
      : { value: value(quote), end: at };
  }
}

function afterBlanks(text: string, from: number, separator: string): number {
  let at = from;
  if (separator !== " ") while (text[at] === " ") at += 1;
  return at;
}

/** null: more of the cell follows. */
function endOfCell(text: string, from: number, separator: string): number | null {
  const at = afterBlanks(text, from, separator);
  const next = text[at];
  return next === undefined || next === separator || next === "\r" || next === "\n" ? at : null;
}

/** Programs that don't double their quotes: the first quote of the line that ends a cell closes it, unless another cell's begins before. */
function endOfSloppyCell(text: string, from: number, separator: string): number | null {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\r" || char === "\n") return null;
    if (char !== QUOTE) continue;
    if (text[at - 1] === separator) return null;
    const end = endOfCell(text, at + 1, separator);
    if (end !== null) return end;
  }
  return null;
}

function isEscaped(text: string, from: number, at: number): boolean {
  let start = at;
  while (start > from && text[start - 1] === "\\") start -= 1;
  return (at - start) % 2 === 1;
}
