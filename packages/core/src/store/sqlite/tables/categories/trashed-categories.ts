import { and, eq, isNotNull } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import type { TrashedCategories } from "../../../rows/category-as-read.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { categories } from "../schema/schema.ts";

/** One look into a partial index that has no other rows: next to nothing beside reading the items themselves. */
export function trashedCategories({ sqlite, db }: Connection): (vaultId: VaultId) => TrashedCategories {
  const inTheTrash = compile<[id: number]>(
    sqlite,
    db
      .select({ id: categories.id })
      .from(categories)
      .where(and(eq(categories.vaultId, bound("vaultId")), isNotNull(categories.deletedAt))),
  );
  return (vaultId) => new Set(inTheTrash.column({ vaultId }));
}
