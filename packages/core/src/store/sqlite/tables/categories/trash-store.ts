import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import type { CategoryId, ItemId, VaultId } from "../../../../ids.ts";
import type { TrashStore } from "../../../store.ts";
import { bound, type Connection, compile, isOwnAmong } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { memberWriter } from "../base/member-writer.ts";
import { categories, items } from "../schema/schema.ts";

export function createTrashStore(connection: Connection): TrashStore {
  const { sqlite, db, snapshot } = connection;
  const writeAs = memberWriter(connection);
  const append = eventWriter(connection);
  const idsIn = <Id extends number>(table: typeof items | typeof categories) =>
    compile<[id: Id]>(
      sqlite,
      db
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.vaultId, bound("vaultId")), isNotNull(table.deletedAt)))
        .orderBy(asc(table.sortId), asc(table.id)),
    );
  const trashedItems = idsIn<ItemId>(items);
  const trashedCategories = idsIn<CategoryId>(categories);

  const eraseCategories = (vaultId: VaultId, ids: readonly CategoryId[]): number => {
    const trashed = and(isOwnAmong(categories, vaultId, ids), isNotNull(categories.deletedAt));
    const inTrashed = inArray(
      items.categoryId,
      db.select({ id: categories.id }).from(categories).where(trashed),
    );
    // Their revision stays: they were read without a category before.
    db.update(items)
      .set({ categoryId: null })
      .where(and(eq(items.vaultId, vaultId), inTrashed))
      .run();
    return db.delete(categories).where(trashed).run().changes;
  };

  return {
    async list(scope) {
      const { vaultId } = scope;
      return snapshot(() => ({
        items: trashedItems.column({ vaultId }),
        categories: trashedCategories.column({ vaultId }),
      }));
    },

    async erase(scope, ids, { event, now }) {
      const { vaultId } = scope;
      return writeAs(
        scope,
        "manager",
        () => {
          const erasedItems = db
            .delete(items)
            .where(and(isOwnAmong(items, vaultId, ids.items), isNotNull(items.deletedAt)))
            .run().changes;
          const erasedCategories = ids.categories.length === 0 ? 0 : eraseCategories(vaultId, ids.categories);
          if (event !== null && erasedItems + erasedCategories > 0) append(scope.userId, event, now);
          return { items: erasedItems, categories: erasedCategories };
        },
        "essential",
      );
    },
  };
}
