import { collectItems, type ItemCollector } from "../../build/collect-items.ts";
import type { DecodedText } from "../../parse/decode-text.ts";
import { detectTable } from "../../parse/detect-table.ts";
import type { Table, TableRecord } from "../../parse/table.ts";
import type { Look } from "../look.ts";
import type { Reader } from "../reader.ts";
import { notThis } from "../shape-of.ts";
import { isYes, pathOf } from "../table/cell-values.ts";
import { columnKey, headerOf, type Row, rowsOf } from "../table/rows.ts";
import { noteTable } from "../table/table-reader.ts";
import { decodeEntities, isPageText } from "./html-entities.ts";
import { joinRecords } from "./join-records.ts";
import { readSecureNote } from "./secure-note.ts";

const FORMAT = "lastpass-csv";
const COLUMNS = ["url", "username", "password", "totp", "extra", "name", "grouping", "fav"];

export const lastpassCsv: Reader = {
  format: FORMAT,
  recognise: (look) => tableOf(look) !== null,
  read: (look) => {
    const table = tableOf(look);
    if (!table) throw notThis(FORMAT);
    const collector = collectItems(FORMAT);
    noteTable(table.notices, collector);
    const header = table.records[0]?.cells ?? [];
    const rows = rowsOf(header, readRecords(table.records.slice(1), header, collector), { known: COLUMNS });
    for (const row of rows) readRow(row, collector);
    return collector.done();
  },
};

/** The table, also of the page on which LastPass shows it, saved as HTML; null: it isn't LastPass's. */
function tableOf(look: Look): Table | null {
  const table = look.shape === "table" ? look.table : look.shape === "xml" ? tableOfPage(look.text) : null;
  const header = table && headerOf(table);
  return header && ["url", "extra", "grouping"].every((name) => header.has(name)) ? table : null;
}

function tableOfPage(page: string): Table | null {
  const text = /<pre[^>]*>([\s\S]*?)(?:<\/pre>|$)/i.exec(page)?.[1];
  if (text === undefined) return null;
  const decoded: DecodedText = {
    text: decodeEntities(text.trimStart()),
    encoding: "utf-8",
    notices: ["the table was taken from a saved page"],
  };
  return detectTable(decoded);
}

function readRecords(
  records: readonly TableRecord[],
  header: readonly string[],
  { note }: ItemCollector,
): readonly TableRecord[] {
  const { whole, broken } = joinRecords(records, header.length);
  const nameAt = header.findIndex((name) => columnKey(name) === "name");
  for (const { row, lastRow, cells } of whole)
    if (lastRow !== row)
      note("noted", `rows ${row} to ${lastRow} were put together: a line break without quotes`, {
        item: cells[nameAt] || null,
        row,
      });
  for (const { row, cells } of broken)
    note("left-out", `row ${row} has ${cells.length} columns, the header has ${header.length}`, { row });
  if (
    !isPageText(
      whole,
      header.findIndex((name) => columnKey(name) === "url"),
    )
  )
    return whole;
  note("noted", "the table was copied from a page: &lt; &gt; &quot; &#39; and &amp; were read as characters");
  return whole.map(({ row, cells }) => ({ row, cells: cells.map(decodeEntities) }));
}

function readRow(row: Row, collector: ItemCollector): void {
  const written = row.get("url").trim();
  const path = pathOf(row.get("grouping"), "\\");
  const categories = path.length === 1 && path[0] === "(none)" ? [] : [path];
  if (written === "http://group") {
    if (categories[0]) collector.category(categories[0]);
    collector.note("noted", `row ${row.row} (http://group) is a folder, not an item`, { row: row.row });
    return;
  }
  const isNote = written === "http://sn";
  const url = isNote || /^https?:\/\/$/i.test(written) ? "" : row.get("url");
  const address = url.replaceAll("&amp;", "&");
  const note = isNote ? readSecureNote(row.get("extra")) : null;
  const name = collector.item({
    name: row.get("name"),
    kind: note?.kind ?? "login",
    categories,
    urls: [address],
    username: row.get("username") || (note?.username ?? ""),
    password: row.get("password") || (note?.password ?? ""),
    account: note?.account ?? "",
    codes: [{ text: row.get("totp") }],
    blob: note?.blob ?? row.get("extra"),
    fields: [...(note?.fields ?? []), ...row.others],
    favourite: isYes(row.get("fav")),
    row: row.row,
  });
  if (address !== url)
    collector.note("noted", "&amp; in the address was read as &", { item: name, row: row.row });
}
