import type { DraftField } from "../../build/collect-items.ts";
import { isHiddenHeader } from "../../parse/header-words.ts";
import type { Table, TableRecord } from "../../parse/table.ts";

/** A record below the header. */
export interface Row {
  readonly row: number;
  /** The first of these columns, named by their keys, that has text in this row; "": none has. */
  readonly get: (...columns: readonly string[]) => string;
  /** What is in columns that the reader doesn't know, and in cells past the header. */
  readonly others: readonly DraftField[];
  /** The cells from the column that takes all further ones. */
  readonly tail: readonly string[];
}

/** Names of columns are compared without case and spaces around them. */
export const columnKey = (name: string): string => name.normalize("NFKC").trim().toLowerCase();

export const headerOf = (table: Table): ReadonlySet<string> =>
  new Set((table.records[0]?.cells ?? []).map(columnKey));

/** The rows below the header. `known`: the columns that the reader places; all others go into `others`. Rows without any text are dropped. */
export function rowsOf(
  header: readonly string[],
  records: readonly TableRecord[],
  { known, tail }: { readonly known: readonly string[]; readonly tail?: string | undefined },
): Row[] {
  const places = new Map<string, number>();
  const placed = new Set<number>();
  const knownKeys = new Set(known.map(columnKey));
  header.forEach((name, column) => {
    const key = columnKey(name);
    if (places.has(key) || !knownKeys.has(key)) return;
    places.set(key, column);
    placed.add(column);
  });
  const tailAt =
    tail === undefined ? Number.POSITIVE_INFINITY : (places.get(columnKey(tail)) ?? header.length);
  const others = (cells: readonly string[]): DraftField[] =>
    cells.flatMap((value, column) =>
      value === "" || placed.has(column) || column >= tailAt ? [] : [otherField(header, column, value)],
    );
  return records
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .map(({ row, cells }) => ({
      row,
      get: (...columns) => {
        for (const name of columns) {
          const place = places.get(name);
          const cell = place === undefined ? "" : (cells[place] ?? "");
          if (cell !== "") return cell;
        }
        return "";
      },
      others: others(cells),
      tail: cells.slice(tailAt),
    }));
}

function otherField(header: readonly string[], column: number, value: string): DraftField {
  const name = header[column]?.trim() || `Column ${column + 1}`;
  return { name, value, ...(isHiddenHeader(name) ? { kind: "hidden" } : {}) };
}
