type Row = Readonly<Record<string, unknown>>;

/** What one statement is given at once: a parameter that is larger costs the server more than a second statement. */
const BYTES_A_PART = 8 * 1024 * 1024;
const ROWS_A_PART = 10_000;

/** The rows in their order, some at a time: until they make about 8 MiB, one at least. */
export function* inParts<Given extends Row>(rows: readonly Given[]): Generator<readonly Given[]> {
  let from = 0;
  let bytes = 0;
  for (const [at, row] of rows.entries()) {
    bytes += sizeOf(row);
    if (bytes < BYTES_A_PART && at + 1 - from < ROWS_A_PART) continue;
    yield rows.slice(from, at + 1);
    from = at + 1;
    bytes = 0;
  }
  if (from < rows.length) yield rows.slice(from);
}

const sizeOf = (row: Row): number =>
  Object.values(row).reduce<number>(
    (size, value) => size + (value instanceof Uint8Array ? value.length : 0),
    0,
  );
