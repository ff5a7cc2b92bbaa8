import { count, eq, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { areSameCategories } from "../../../rows/same-categories.ts";
import type { CategoriesSeen } from "../../../rows.ts";
import type { Queries } from "../base/queries.ts";
import { bound, build, compile } from "../base/statements.ts";
import { categories } from "../schema/schema.ts";

const lookOver = compile<[count: number, lastId: number, revisions: number]>(
  build
    .select({
      count: count(),
      lastId: sql<number>`coalesce(max(${categories.id}), 0)`,
      revisions: sql<number>`coalesce(sum(${categories.revision}), 0)`,
    })
    .from(categories)
    .where(eq(categories.vaultId, bound("vaultId"))),
);

/** Whether an owner's categories are unchanged since they were read. */
export async function areCategoriesAsSeen(
  queries: Pick<Queries, "one">,
  vaultId: VaultId,
  seen: CategoriesSeen,
): Promise<boolean> {
  const [all, lastId, revisions] = (await queries.one(lookOver, { vaultId })) ?? [0, 0, 0];
  return areSameCategories({ count: all, lastId, revisions }, seen);
}
