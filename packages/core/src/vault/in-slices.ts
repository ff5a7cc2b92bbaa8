import type { Clock } from "./deps.ts";

/** Some 2 ms of work: other requests run in between. */
const ROWS_A_SLICE = 500;
const BYTES_A_SLICE = 1024 * 1024;

/**
 * Maps rows in slices, each in a turn of the event loop, so that a large vault, or one of long notes, delays no other request.
 * @param bytesOf how much one row was; left out: its sealed bytes.
 */
export async function inSlices<Row extends object, Opened>(
  clock: Pick<Clock, "yield">,
  rows: readonly Row[],
  open: (row: Row) => Opened,
  bytesOf: (row: Row, opened: Opened) => number = sealedBytes,
): Promise<Opened[]> {
  const opened: Opened[] = [];
  let rowsInSlice = 0;
  let bytesInSlice = 0;
  for (const row of rows) {
    if (rowsInSlice === ROWS_A_SLICE || bytesInSlice > BYTES_A_SLICE) {
      await clock.yield();
      rowsInSlice = 0;
      bytesInSlice = 0;
    }
    const one = open(row);
    opened.push(one);
    rowsInSlice += 1;
    bytesInSlice += bytesOf(row, one);
  }
  return opened;
}

const sealedBytes = (row: object): number =>
  "sealed" in row && row.sealed instanceof Uint8Array ? row.sealed.length : 0;
