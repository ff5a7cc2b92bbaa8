import { eq, isNotNull, isNull, max, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import type { categories, items } from "../schema/schema.ts";
import { bound, type Connection, compile } from "./connection.ts";

/** The largest sort id that the owner's rows have, in the trash or not; 0 when there is none. */
export function lastSortId(
  { sqlite, db }: Connection,
  table: typeof items | typeof categories,
): (vaultId: VaultId) => number {
  // One look into each of the two partial indices; a single max() would walk through every row.
  const last = [isNull(table.deletedAt), isNotNull(table.deletedAt)].map((state) =>
    compile<[sortId: number | null]>(
      sqlite,
      db
        .select({ sortId: max(table.sortId) })
        .from(table)
        .where(sql`${eq(table.vaultId, bound("vaultId"))} AND ${state}`),
    ),
  );
  return (vaultId) => Math.max(0, ...last.map((statement) => statement.get({ vaultId })?.[0] ?? 0));
}
