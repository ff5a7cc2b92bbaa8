import type { MadeRecords } from "../request-store.ts";

/** The rows that a request makes, as their first id and their number. @throws Error for ids that aren't in a row. */
export function idsInRow(
  table: MadeRecords["table"],
  rows: readonly { readonly id: number }[],
): Omit<MadeRecords, "digest"> {
  const firstId = rows[0]?.id ?? 0;
  if (rows.some(({ id }, i) => id !== firstId + i)) throw new Error("The ids of a request aren't in a row.");
  return { table, firstId, count: rows.length };
}
