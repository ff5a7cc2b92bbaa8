import type { TableRecord } from "../../parse/table.ts";

export interface JoinedRecord extends TableRecord {
  /** The last of the rows that it was put together from; its own if it was one. */
  readonly lastRow: number;
}

/**
 * LastPass has written line breaks without quotes: a record with fewer columns than the header continues in the next ones, as long as the
 * columns add up. `broken`: those that never do.
 */
export function joinRecords(
  records: readonly TableRecord[],
  columns: number,
): { whole: JoinedRecord[]; broken: TableRecord[] } {
  const whole: JoinedRecord[] = [];
  const broken: TableRecord[] = [];
  for (let at = 0; at < records.length; ) {
    const record = records[at];
    if (!record) break;
    const joined =
      record.cells.length >= columns ? { cells: record.cells, count: 1 } : join(records, at, columns);
    if (joined) {
      whole.push({
        row: record.row,
        cells: joined.cells,
        lastRow: records[at + joined.count - 1]?.row ?? record.row,
      });
      at += joined.count;
    } else {
      broken.push(record);
      at += 1;
    }
  }
  return { whole, broken };
}

function join(
  records: readonly TableRecord[],
  start: number,
  columns: number,
): { cells: readonly string[]; count: number } | null {
  const cells = [...(records[start]?.cells ?? [])];
  let row = records[start]?.row ?? 0;
  for (let at = start + 1; at < records.length; at += 1) {
    const next = records[at];
    // A record that is whole belongs to no other, and one that is too long makes no sum.
    if (!next || next.cells.length >= columns || cells.length + next.cells.length - 1 > columns) return null;
    const [first = "", ...others] = next.cells;
    // Empty lines are counted as rows, and were part of the text.
    cells[cells.length - 1] += "\n".repeat(next.row - row) + first;
    cells.push(...others);
    row = next.row;
    if (cells.length === columns) return { cells, count: at - start + 1 };
  }
  return null;
}
