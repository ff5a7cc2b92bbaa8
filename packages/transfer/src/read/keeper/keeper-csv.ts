import { collectItems, type DraftField } from "../../build/collect-items.ts";
import type { Table, TableRecord } from "../../parse/table.ts";
import { isHeader } from "../csv/guess-mapping.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { columnKey } from "../table/rows.ts";
import { noteTable } from "../table/table-reader.ts";

const FORMAT = "keeper-csv";
/** Folder, title, login, password, address, notes, shared folder; then pairs of name and value. */
const FIXED_COLUMNS = 7;
const CODE = "TFC:Keeper";

/** Keeper's table has no header. */
export const keeperCsv: Reader = {
  format: FORMAT,
  recognise: (look) => look.shape === "table" && isKeeper(look.table),
  read: (look) => {
    const { table } = shapeOf(look, "table", FORMAT);
    const records = hasHeader(table) ? table.records.slice(1) : table.records;
    if (!records.some(({ cells }) => cells.length >= FIXED_COLUMNS)) throw notThis(FORMAT);
    const collector = collectItems(FORMAT);
    noteTable(table.notices, collector);
    const isSwapped = addressesComeFirst(records);
    for (const { row, cells } of records) {
      const [folder = "", name = "", username = "", fourth = "", fifth = "", blob = "", shared = ""] = cells;
      const { fields, codes } = readPairs(cells.slice(FIXED_COLUMNS));
      collector.item({
        name,
        kind: "login",
        categories: [folderPath(folder), folderPath(shared)].filter((path) => path.length > 0),
        username,
        password: isSwapped ? fifth : fourth,
        urls: [isSwapped ? fourth : fifth],
        blob,
        codes,
        fields,
        row,
      });
    }
    return collector.done();
  },
};

function isKeeper({ records }: Table): boolean {
  const rows = hasHeader({ records }) ? records.slice(1) : records;
  const isShaped =
    rows.length > 0 && rows.every(({ cells }) => cells.length >= FIXED_COLUMNS && cells.length % 2 === 1);
  if (!isShaped) return false;
  if (rows.length < records.length) return true;
  // Names of fields in the pairs read like a header's words.
  if (isHeader(records.map(({ row, cells }) => ({ row, cells: cells.slice(0, FIXED_COLUMNS) }))))
    return false;
  return rows.some(
    ({ cells }) =>
      cells[0]?.includes("\\") || cells[6]?.includes("\\") || cells.slice(FIXED_COLUMNS).includes(CODE),
  );
}

/** Some versions name the first seven columns. */
function hasHeader({ records }: Pick<Table, "records">): boolean {
  const [folder, title, , , , , shared] = (records[0]?.cells ?? []).map(columnKey);
  return (
    folder === "folder" && title === "title" && shared !== undefined && /^shared[ _]?folder$/.test(shared)
  );
}

/** Some versions write the address before the password. */
function addressesComeFirst(records: readonly TableRecord[]): boolean {
  const isAddress = (text = "") => /^https?:\/\//i.test(text);
  return (
    records.some(({ cells }) => isAddress(cells[3])) &&
    records.every(({ cells }) => (isAddress(cells[3]) || (cells[3] ?? "") === "") && !isAddress(cells[4]))
  );
}

/** Parts are parted by `\`; `\\` is a backslash in a name. */
const folderPath = (text: string): string[] =>
  (text.match(/(?:[^\\]|\\\\)+/g) ?? [])
    .map((part) => part.replaceAll("\\\\", "\\").trim())
    .filter((part) => part !== "");

function readPairs(cells: readonly string[]) {
  const fields: DraftField[] = [];
  const codes: { text: string }[] = [];
  for (let at = 0; at < cells.length; at += 2) {
    const name = cells[at] ?? "";
    const value = cells[at + 1] ?? "";
    const [, type = "", label = ""] = /^\$([a-z]+)(?::(.*?))?(?::\d+)?$/i.exec(name) ?? [];
    if (name === CODE || type === "oneTimeCode") codes.push({ text: value });
    else
      fields.push({
        name: type === "" ? name : label || type,
        value,
        kind: /^(?:secret|pinCode|password)$/.test(type) ? "hidden" : "text",
        ...(name === "" ? {} : { empty: true }),
      });
  }
  return { fields, codes };
}
