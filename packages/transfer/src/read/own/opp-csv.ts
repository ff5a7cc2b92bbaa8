import { collectItems, type Draft, type DraftField, type ItemCollector } from "../../build/collect-items.ts";
import {
  isOwnHeader,
  OWN_CSV_COLUMNS,
  type OwnCsvColumn,
  SPREADSHEET_SAFE_COLUMN,
  splitList,
  withoutApostrophe,
} from "../../parse/own-csv.ts";
import type { TableRecord } from "../../parse/table.ts";
import { isoInstant, list, record, text } from "../../parse/unknown-values.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { isYes } from "../table/cell-values.ts";
import { jsonCell } from "../table/json-cell.ts";
import { columnKey, headerOf, rowsOf } from "../table/rows.ts";
import { noteTable } from "../table/table-reader.ts";

const FORMAT = "opp-csv";

/** What our own export writes as CSV, also after a spreadsheet has saved it. */
export const oppCsv: Reader = {
  format: FORMAT,
  recognise: (look) => look.shape === "table" && isOwnHeader([...headerOf(look.table)]),
  read: (look) => {
    const { table } = shapeOf(look, "table", FORMAT);
    const header = table.records[0]?.cells ?? [];
    if (!isOwnHeader([...headerOf(table)])) throw notThis(FORMAT);
    const collector = collectItems(FORMAT);
    noteTable(table.notices, collector);
    const records = undoApostrophes(header, table.records.slice(1), collector);
    for (const row of rowsOf(header, records, { known: [...OWN_CSV_COLUMNS, SPREADSHEET_SAFE_COLUMN] }))
      collector.item({
        ...draftOf((column) => row.get(column), row.row, collector),
        row: row.row,
        ...(row.others.length > 0 ? { fields: [...fieldsOf(row.get("fields")).fields, ...row.others] } : {}),
      });
    return collector.done();
  },
};

/** Only the mark in a row says that its apostrophes are the export's. */
function undoApostrophes(
  header: readonly string[],
  records: readonly TableRecord[],
  { note }: ItemCollector,
): readonly TableRecord[] {
  const mark = header.findIndex((name) => columnKey(name) === SPREADSHEET_SAFE_COLUMN);
  if (mark === -1) {
    const risky = records.flatMap(({ cells }) => cells).filter((cell) => /^'[=+\-@]/.test(cell)).length;
    if (risky > 1)
      note(
        "noted",
        `${risky} cells begin with an apostrophe, which was kept: the column ${SPREADSHEET_SAFE_COLUMN} is missing`,
      );
    return records;
  }
  return records.map((each) =>
    each.cells[mark] === "1" ? { ...each, cells: each.cells.map(withoutApostrophe) } : each,
  );
}

function draftOf(get: (column: OwnCsvColumn) => string, row: number, { note }: ItemCollector): Draft {
  const name = get("name");
  const { fields, isRead } = fieldsOf(get("fields"));
  if (!isRead)
    note("partly", "the column fields can't be read and is kept as text", { item: name || null, row });
  return {
    kind: get("kind") || null,
    name,
    categories: [splitList(get("category"), "/")].filter((path) => path.length > 0),
    urls: [get("url"), ...splitList(get("more_urls"), "\n")],
    account: get("account"),
    username: get("username"),
    password: get("password"),
    codes: [{ text: get("totp") }],
    blob: get("notes"),
    fields,
    tags: get("tags").split(","),
    favourite: isYes(get("favourite")),
    trashed: isYes(get("trashed")),
    deletedAt: isoInstant(get("deleted")),
    createdAt: isoInstant(get("created")),
    updatedAt: isoInstant(get("updated")),
    passwordChangedAt: isoInstant(get("password_changed")),
  };
}

function fieldsOf(cell: string): { fields: DraftField[]; isRead: boolean } {
  const value = cell === "" ? [] : jsonCell(cell);
  if (!Array.isArray(value))
    return { fields: [{ name: "fields", kind: "hidden", value: cell }], isRead: false };
  const fields = list(value).map((each): DraftField => {
    const { name, kind, value: content } = record(each);
    return {
      name: text(name),
      value: text(content),
      kind: kind === "hidden" || kind === "date" ? kind : "text",
      empty: true,
    };
  });
  return { fields, isRead: true };
}
