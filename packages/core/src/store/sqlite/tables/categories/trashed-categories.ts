import { and, eq, isNotNull } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import type { ItemRow } from "../../../rows.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { categories } from "../schema/schema.ts";

/** The ids of the owner's categories that are in the trash. Live items keep naming them, and are read as if they didn't. */
export type TrashedCategories = ReadonlySet<number>;

/** One look into a partial index that has no other rows: next to nothing beside reading the items themselves. */
export function trashedCategories({ sqlite, db }: Connection): (vaultId: VaultId) => TrashedCategories {
  const inTheTrash = compile<[id: number]>(
    sqlite,
    db
      .select({ id: categories.id })
      .from(categories)
      .where(and(eq(categories.vaultId, bound("vaultId")), isNotNull(categories.deletedAt))),
  );
  return (vaultId) => new Set(inTheTrash.all({ vaultId }).map(([id]) => id));
}

/** The category that an item is read to be in. An item in the trash keeps its own, to be told what it went there with. */
export const categoryAsRead = (
  { categoryId, deletedAt }: Pick<ItemRow, "categoryId" | "deletedAt">,
  trashed: TrashedCategories,
): ItemRow["categoryId"] =>
  categoryId !== null && deletedAt === null && trashed.has(categoryId) ? null : categoryId;
