import { ImportRefusal } from "../refusal.ts";
import { type CsvRecords, parseCsv } from "./csv.ts";
import type { DecodedText } from "./decode-text.ts";
import { placeInHeader, placeOfHeader } from "./header-words.ts";
import { isOwnHeader } from "./own-csv.ts";
import type { Table, TableNotice, TableRecord } from "./table.ts";

const SEPARATORS = [",", ";", "\t", "|"] as const;
/** Records that are looked at to guess the separator. */
const PROBE_RECORDS = 50;
/** Header words from which a first record speaks for its separator, however uneven the others are. */
const HEADER_WORDS = 3;

/**
 * The table that a text is, whatever it is parted by. `selected`: the owner's separator, which overrides the guess.
 * Line ends inside of cells become LF and NUL characters are dropped, except in our own CSV, which is kept to the letter.
 * @throws ImportRefusal too-large
 */
export function detectTable({ text, encoding, notices: decoding }: DecodedText, selected?: string): Table {
  const declared = /^"?sep=([^"\r\n])"?(?:\r\n|\r|\n|$)/i.exec(text);
  const body = declared ? text.slice(declared[0].length) : text;
  const separator = (isSeparator(selected) ? selected : undefined) ?? declared?.[1] ?? guessSeparator(body);
  const parsed = parseWithEscapes(body, separator);
  const notices: TableNotice[] = [...decoding.map((about) => ({ about })), ...parsed.notices];
  const exact = isOwnHeader(parsed.records[0]?.cells ?? []);
  if (exact) return { encoding, separator, records: parsed.records, notices };
  if (body.includes("\0")) notices.push({ about: "NUL characters were dropped" });
  return { encoding, separator, records: parsed.records.map(tidyRecord), notices };
}

const isSeparator = (text: string | undefined): boolean => text !== undefined && /^[^"\r\n]$/.test(text);

function tidyRecord({ row, cells }: TableRecord): TableRecord {
  return { row, cells: cells.map((cell) => (/[\r\0]/.test(cell) ? tidyCell(cell) : cell)) };
}

function tidyCell(cell: string): string {
  return cell.replaceAll("\r\n", "\n").replaceAll("\0", "");
}

function guessSeparator(text: string): string {
  const candidates = SEPARATORS.map((separator) => ({ separator, ...look(text, separator) }));
  const known = candidates.filter(({ words }) => words >= HEADER_WORDS);
  const [best] = (known.length > 0 ? known : candidates).toSorted(
    (a, b) => (known.length > 0 ? b.words - a.words : 0) || b.even - a.even || b.words - a.words,
  );
  return best?.separator ?? SEPARATORS[0];
}

/** words: cells of the first record that are words of a header; even: records with the same number of cells, two at least. */
function look(text: string, separator: string): { words: number; even: number } {
  const records = tryParse(text, separator);
  const counts = new Map<number, number>();
  for (const { cells } of records)
    if (cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const header = records[0]?.cells ?? [];
  const words =
    header.length > 1 ? header.filter((cell) => placeOfHeader(cell) ?? placeInHeader(cell)).length : 0;
  return { words, even: Math.max(0, ...counts.values()) };
}

function tryParse(text: string, separator: string): readonly TableRecord[] {
  try {
    return parseCsv(text, { separator, maxRecords: PROBE_RECORDS }).records;
  } catch (error) {
    if (error instanceof ImportRefusal) return [];
    throw error;
  }
}

/** KeePass 1 writes `\"` for a quote; that counts only where doubled quotes give uneven records and it doesn't. */
function parseWithEscapes(text: string, separator: string): CsvRecords {
  const usual = parseCsv(text, { separator });
  if (!text.includes('\\"') || isEven(usual)) return usual;
  const escaped = parseCsv(text, { separator, backslash: true });
  return isEven(escaped) ? escaped : usual;
}

const isEven = ({ records }: CsvRecords): boolean =>
  records.every(({ cells }) => cells.length === records[0]?.cells.length);
