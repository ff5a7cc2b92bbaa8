import { eq, isNotNull, isNull, max, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import type { categories, items } from "../schema/schema.ts";
import type { Queries } from "./queries.ts";
import { bound, build, compile } from "./statements.ts";

/** The largest sort id that the owner's rows have, in the trash or not; 0 when there is none. */
export function lastSortId(
  table: typeof items | typeof categories,
): (transaction: Queries, vaultId: VaultId) => Promise<number> {
  // One look into each of the two partial indices; a single max() would walk through every row.
  const [live, trash] = [isNull(table.deletedAt), isNotNull(table.deletedAt)].map((state) =>
    build
      .select({ sortId: max(table.sortId) })
      .from(table)
      .where(sql`${eq(table.vaultId, bound("vaultId"))} AND ${state}`),
  );
  const last = compile<[sortId: number]>(sql`SELECT greatest((${live}), (${trash}), 0)`);
  return async (transaction, vaultId) => (await transaction.one(last, { vaultId }))?.[0] ?? 0;
}
