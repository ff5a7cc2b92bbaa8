import { and, eq, isNull, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import type { categories, items } from "../schema/schema.ts";
import { bound, type Connection, compile, isOwnAmong } from "./connection.ts";

/** Gives live rows the sort ids 1, 2, 3 … and answers the ids that have no live row; then nothing was changed. */
export function reorderRows(
  { sqlite, db, write }: Connection,
  table: typeof items | typeof categories,
): <Id extends number>(vaultId: VaultId, ids: readonly Id[], now: number) => Id[] {
  // A row that stands where it should is not written, and keeps its revision.
  const place = compile(
    sqlite,
    db
      .update(table)
      .set({
        sortId: bound("sortId"),
        updatedAt: bound("now"),
        revision: sql`${table.revision} + 1`,
      })
      .where(and(eq(table.id, bound("id")), sql`${table.sortId} <> ${bound("sortId")}`)),
  );
  return (vaultId, ids, now) =>
    write(() => {
      const live = db
        .select({ id: table.id })
        .from(table)
        .where(and(isOwnAmong(table, vaultId, ids), isNull(table.deletedAt)))
        .all();
      const known = new Set<number>(live.map(({ id }) => id));
      const unknown = ids.filter((id) => !known.has(id));
      if (unknown.length > 0) return unknown;
      ids.forEach((id, i) => place.run({ id, sortId: i + 1, now }));
      return [];
    });
}
