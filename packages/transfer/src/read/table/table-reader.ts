import { collectItems, type Draft, type ItemCollector } from "../../build/collect-items.ts";
import type { Format } from "../../formats.ts";
import type { Reader } from "../reader.ts";
import { notThis, shapeOf } from "../shape-of.ts";
import { columnKey, headerOf, type Row, rowsOf } from "./rows.ts";

/** How one program's table with a header is read. A new one is an object of this kind in its folder, and a line in readers.ts. */
export interface TableFormat {
  readonly format: Format;
  /** Whether a header is this program's. Names are in lower case; order and further columns make no difference. */
  readonly recognise: (
    has: (...columns: readonly string[]) => boolean,
    header: ReadonlySet<string>,
  ) => boolean;
  /** All columns that `drafts` looks at; those whose content is dropped on purpose as well. What is in others becomes fields. */
  readonly columns: readonly string[];
  /** The column that takes all further cells of its row, however many. */
  readonly tail?: string;
  /** What the report says of each such file. */
  readonly notice?: string;
  /** null: the row isn't an item, and the report says what it was. */
  readonly drafts: (collector: ItemCollector, rows: readonly Row[]) => (row: Row) => Draft | null;
}

export function tableReader({ format, recognise, columns, tail, notice, drafts }: TableFormat): Reader {
  return {
    format,
    recognise: (look) => {
      if (look.shape !== "table") return false;
      const header = headerOf(look.table);
      return recognise((...names) => names.every((name) => header.has(name)), header);
    },
    read: (look) => {
      const { table } = shapeOf(look, "table", format);
      const [header, ...records] = table.records;
      const known = new Set(columns.map(columnKey));
      if (!header?.cells.some((name) => known.has(columnKey(name)))) throw notThis(format);
      const collector = collectItems(format);
      noteTable(table.notices, collector);
      if (notice !== undefined) collector.note("noted", notice);
      const rows = rowsOf(header.cells, records, { known: columns, tail });
      const draft = drafts(collector, rows);
      for (const row of rows) {
        const read = draft(row);
        if (read) collector.item({ ...read, fields: [...(read.fields ?? []), ...row.others], row: row.row });
      }
      return collector.done();
    },
  };
}

export function noteTable(
  notices: readonly { readonly about: string; readonly row?: number }[],
  collector: ItemCollector,
): void {
  for (const { about, row } of notices) collector.note("noted", about, row === undefined ? {} : { row });
}
