/** Any line break: what a box shows of each is one. */
export const LINE_BREAK = /[\r\n]/;

/** A text as a box shows it: every line break is "\n". */
export const shownLines = (text: string): string => text.replace(/\r\n?/g, "\n");

/** The text with `by` in place of what a box shows from `start` to `end`; the rest keeps its line breaks. */
export function replaceShown(text: string, start: number, end: number, by: string): string {
  return text.slice(0, indexOfShown(text, start)) + by + text.slice(indexOfShown(text, end));
}

/** What a box made of the text, with the line breaks that the text had: a box turns all of them into "\n". */
export function keepLineEnds(before: string, typed: string): string {
  const shown = shownLines(before);
  if (shown === before) return typed;
  const shorter = Math.min(shown.length, typed.length);
  let start = 0;
  while (start < shorter && shown[start] === typed[start]) start += 1;
  let end = 0;
  while (end < shorter - start && shown.at(-1 - end) === typed.at(-1 - end)) end += 1;
  const added = typed.slice(start, typed.length - end);
  const lineEnd = before.includes("\r\n") ? "\r\n" : "\n";
  const kept = replaceShown(before, start, shown.length - end, added.replaceAll("\n", lineEnd));
  // A lone "\r" and a typed "\n" would be one line break.
  return shownLines(kept) === typed ? kept : typed;
}

function indexOfShown(text: string, shownIndex: number): number {
  let index = 0;
  for (let left = shownIndex; left > 0; left -= 1)
    index += text[index] === "\r" && text[index + 1] === "\n" ? 2 : 1;
  return index;
}
