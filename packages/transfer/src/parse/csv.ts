import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";
import { readQuoted } from "./quoted-cell.ts";
import type { TableNotice, TableRecord } from "./table.ts";

export interface CsvDialect {
  /** One character. */
  readonly separator: string;
  /** `\"` and `\\` inside quotes are a quote and a backslash (KeePass 1). */
  readonly backslash?: boolean;
  /** Records after these aren't read. */
  readonly maxRecords?: number;
}

export interface CsvRecords {
  readonly records: readonly TableRecord[];
  readonly notices: readonly TableNotice[];
}

/**
 * RFC 4180 and what programs make of it: any separator, records that end in LF, CRLF, CR or CR CR LF, spaces around quotes, quotes inside
 * of cells. Cells are as written. An empty line counts as a row and yields no record.
 * @throws ImportRefusal too-large: past a limit of rows, columns, or characters of a row or a cell
 */
export function parseCsv(text: string, { separator, backslash = false, maxRecords }: CsvDialect): CsvRecords {
  const records: TableRecord[] = [];
  const notices: TableNotice[] = [];
  const most = Math.min(maxRecords ?? Number.POSITIVE_INFINITY, IMPORT_LIMITS.rows + 1);
  const stop = new RegExp(`[\\u${separator.charCodeAt(0).toString(16).padStart(4, "0")}\r\n]`, "g");
  let at = 0;

  for (let row = 1; at < text.length && records.length < most; row += 1) {
    const start = at;
    const cells: string[] = [];
    let quotes = false;
    for (;;) {
      const quoted = readQuoted(text, at, separator, backslash);
      if (quoted === "open")
        notices.push({ about: "a quote is never closed and was read as a character", row });
      const inQuotes = typeof quoted === "object";
      stop.lastIndex = inQuotes ? quoted.end : at;
      const end = stop.exec(text)?.index ?? text.length;
      cells.push(inQuotes ? quoted.value + text.slice(quoted.end, end) : text.slice(at, end));
      quotes ||= inQuotes;
      check("characters in a cell", end - at, IMPORT_LIMITS.csvCellChars, row);
      check("columns", cells.length, IMPORT_LIMITS.csvColumns, row);
      check("characters", end - start, IMPORT_LIMITS.csvRowChars, row);
      at = end;
      if (text[end] !== separator) break;
      at += 1;
    }
    at = afterLineEnd(text, at);
    if (cells.length > 1 || cells[0] !== "" || quotes) records.push({ row, cells });
  }
  if (records.length > IMPORT_LIMITS.rows)
    throw new ImportRefusal("too-large", `The table has more than ${IMPORT_LIMITS.rows} rows.`);
  return { records, notices };
}

function check(what: string, found: number, most: number, row: number): void {
  if (found > most)
    throw new ImportRefusal(
      "too-large",
      `Row ${row} of the table has ${found} ${what}; the limit is ${most}.`,
    );
}

/** CR CR LF is one line end: LastPass's export, saved by Windows. */
function afterLineEnd(text: string, at: number): number {
  let end = at;
  while (text[end] === "\r") end += 1;
  if (text[end] === "\n") return end + 1;
  return end > at ? at + 1 : at;
}
