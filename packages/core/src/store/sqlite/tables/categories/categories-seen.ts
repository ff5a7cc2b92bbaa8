import { count, eq, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { areSameCategories } from "../../../rows/same-categories.ts";
import type { CategoriesSeen } from "../../../rows.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { categories } from "../schema/schema.ts";

/** Looks at all of an owner's categories, to tell later whether they changed. */
export function categoriesSeen({ sqlite, db }: Connection) {
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
  const look = (vaultId: VaultId): CategoriesSeen => {
    const [all, lastId, revisions] = lookOver.get({ vaultId }) ?? [0, 0, 0];
    return { count: all, lastId, revisions };
  };
  const isAsSeen = (vaultId: VaultId, seen: CategoriesSeen): boolean =>
    areSameCategories(look(vaultId), seen);
  return { look, isAsSeen };
}
