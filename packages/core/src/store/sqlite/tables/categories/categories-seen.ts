import { count, eq, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { areSameCategories } from "../../../rows/same-categories.ts";
import type { CategoriesSeen } from "../../../rows.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { categories } from "../schema/schema.ts";

/** Whether an owner's categories are unchanged since they were read. */
export function categoriesAsSeen({ sqlite, db }: Connection) {
  const lookOver = compile<[count: number, lastId: number, revisions: number]>(
    sqlite,
    db
      .select({
        count: count(),
        lastId: sql<number>`coalesce(max(${categories.id}), 0)`,
        revisions: sql<number>`coalesce(sum(${categories.revision}), 0)`,
      })
      .from(categories)
      .where(eq(categories.vaultId, bound("vaultId"))),
  );
  return (vaultId: VaultId, seen: CategoriesSeen): boolean => {
    const [all, lastId, revisions] = lookOver.get({ vaultId }) ?? [0, 0, 0];
    return areSameCategories({ count: all, lastId, revisions }, seen);
  };
}
