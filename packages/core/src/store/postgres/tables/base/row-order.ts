import { and, isNull, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import type { categories, items } from "../schema/schema.ts";
import type { Transaction } from "./connection.ts";
import { bound, build, compile, isOwnAmong } from "./statements.ts";

/** Gives live rows the sort ids 1, 2, 3 … and answers the ids that have no live row; then nothing was changed. */
export function reorderRows(
  table: typeof items | typeof categories,
): <Id extends number>(tx: Transaction, vaultId: VaultId, ids: readonly Id[], now: number) => Promise<Id[]> {
  const findLive = compile<[id: number]>(
    build
      .select({ id: table.id })
      .from(table)
      .where(and(isOwnAmong(table, bound("vaultId"), bound("ids")), isNull(table.deletedAt))),
  );
  // A row in its right place is not written, and keeps its revision.
  const place = compile(
    sql`UPDATE ${table} SET sort_id = wanted.place, updated_at = ${bound("now")}, revision = revision + 1
      FROM unnest(${bound("ids")}::bigint[]) WITH ORDINALITY AS wanted(id, place)
      WHERE ${table.id} = wanted.id AND ${table.sortId} <> wanted.place`,
  );
  return async (tx, vaultId, ids, now) => {
    const known = new Set((await tx.all(findLive, { vaultId, ids })).map(([id]) => id));
    const unknown = ids.filter((id) => !known.has(id));
    if (unknown.length > 0) return unknown;
    await tx.run(place, { ids, now });
    return [];
  };
}
