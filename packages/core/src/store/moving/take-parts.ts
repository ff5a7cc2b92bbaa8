import type { SomeRows } from "./table-contents.ts";

/** What a part holds at most, but for its last row. */
export const BYTES_A_PART = 8 * 1024 * 1024;
export const ROWS_A_PART = 2000;

/** Rows that come one by one, some at a time. */
export function* takeParts(rows: Iterable<SomeRows[number]>): Generator<SomeRows> {
  let part: SomeRows[number][] = [];
  let bytes = 0;
  for (const row of rows) {
    part.push(row);
    for (const cell of row) if (cell instanceof Uint8Array) bytes += cell.length;
    if (part.length < ROWS_A_PART && bytes < BYTES_A_PART) continue;
    yield part;
    part = [];
    bytes = 0;
  }
  if (part.length > 0) yield part;
}
