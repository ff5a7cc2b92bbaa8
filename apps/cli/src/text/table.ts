import { visible } from "./visible.ts";

const GAP = "  ";
const MIN_COLUMN_CHARS = 6;

/**
 * A table for people: as wide as its texts, and cut, the widest columns first, where the terminal is narrower.
 * @param rows the first is the head
 */
export function fittedTable(rows: readonly (readonly string[])[], terminalChars: number): string {
  const cells = rows.map((row) => row.map(visible));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => widthOf(row[column] ?? ""))),
  );
  const room = terminalChars - GAP.length * (widths.length - 1);
  for (;;) {
    const widest = Math.max(...widths);
    if (widths.reduce((sum, width) => sum + width, 0) <= room || widest <= MIN_COLUMN_CHARS) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return cells
    .map((row) =>
      row
        .map((cell, column) => fit(cell, widths[column] ?? 0))
        .join(GAP)
        .trimEnd(),
    )
    .join("\n");
}

/** For programs: a line a row, a tab between the cells, and neither inside of them. */
export const tabbedLines = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(visible).join("\t")).join("\n");

function fit(text: string, width: number): string {
  if (widthOf(text) <= width) return text + " ".repeat(width - widthOf(text));
  let cut = "";
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (widthOf(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…${" ".repeat(Math.max(0, width - 1 - widthOf(cut)))}`;
}

const GRAPHEMES = new Intl.Segmenter();
/** What a terminal gives two columns: East Asian wide letters and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\p{Emoji_Presentation}]/u;

const widthOf = (text: string): number =>
  /^[\x20-\x7e]*$/.test(text)
    ? text.length
    : Array.from(GRAPHEMES.segment(text), ({ segment }) => (WIDE.test(segment) ? 2 : 1)).reduce<number>(
        (sum, width) => sum + width,
        0,
      );
