import { collectItems } from "../../build/collect-items.ts";
import type { Read } from "../../model.ts";
import { decodeText } from "../../parse/decode-text.ts";
import { detectTable } from "../../parse/detect-table.ts";
import { withoutApostrophe } from "../../parse/own-csv.ts";
import type { Table, TableRecord } from "../../parse/table.ts";
import type { ColumnTarget, TableChoices, TablePreview } from "../../table-choices.ts";
import { noteTable } from "../table/table-reader.ts";
import { draftRow } from "./draft-row.ts";
import { guessByContent, guessByHeader, isHeader } from "./guess-mapping.ts";

const PREVIEW_ROWS = 3;
/** Records that the guess looks at. */
const GUESS_ROWS = 50;

/**
 * What a table is taken for, with its owner's choices so far: shown before anything is imported.
 * @throws ImportRefusal
 */
export const readTable = (bytes: Uint8Array, choices: TableChoices = {}): TablePreview =>
  previewTable(openTable(bytes, choices), choices);

/**
 * The items of a table by the owner's choices; what they leave out is guessed.
 * @throws ImportRefusal
 */
export const readWithMapping = (bytes: Uint8Array, choices: TableChoices): Read =>
  readMapped(openTable(bytes, choices), choices);

const openTable = (bytes: Uint8Array, { encoding, separator }: TableChoices): Table =>
  detectTable(decodeText(bytes, encoding), separator);

function previewTable({ encoding, separator, records }: Table, choices: TableChoices): TablePreview {
  const header = choices.header ?? isHeader(records);
  const rows = header ? records.slice(1) : records;
  const columns = columnsOf(header ? records[0] : undefined, rows);
  const guessed = header ? guessByHeader(columns) : guessByContent(rows.slice(0, GUESS_ROWS), columns.length);
  const mapping: ColumnTarget[] = columns.map(
    (_, column) => choices.mapping?.[column] ?? guessed[column] ?? "field",
  );
  const escaped = rows.flatMap(({ cells }) => cells).filter((cell) => /^'[=+\-@]/.test(cell)).length;
  return {
    encoding,
    separator,
    header,
    columns,
    firstRows: rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells),
    rows: rows.length,
    mapping,
    hasApostrophes: escaped > 1,
  };
}

export function readMapped(table: Table, choices: TableChoices): Read {
  const preview = previewTable(table, choices);
  const collector = collectItems("csv");
  noteTable(table.notices, collector);
  for (const { row, cells } of preview.header ? table.records.slice(1) : table.records) {
    if (!cells.some((cell) => cell !== "")) continue;
    const plain = choices.apostrophes === "undo" ? cells.map(withoutApostrophe) : cells;
    collector.item(draftRow({ row, cells: plain }, preview.columns, preview.mapping));
  }
  return { ...collector.done(), table: preview };
}

/** As many as the widest of the records that are looked at. */
function columnsOf(header: TableRecord | undefined, rows: readonly TableRecord[]): string[] {
  const width = rows
    .slice(0, GUESS_ROWS)
    .reduce((most, { cells }) => Math.max(most, cells.length), header?.cells.length ?? 0);
  return Array.from(
    { length: width },
    (_, column) => header?.cells[column]?.trim() || `Column ${column + 1}`,
  );
}
