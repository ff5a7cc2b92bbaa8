import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import { type CategoryId, type ItemId, personalVaultOf, type UserId } from "../../../ids.ts";
import type { TrashStore } from "../../store.ts";
import { bound, type Connection, compile, isOwnAmong } from "./connection.ts";
import { eventWriter } from "./event-writer.ts";
import { categories, items } from "./schema.ts";

export function createTrashStore(connection: Connection): TrashStore {
  const { sqlite, db, write, snapshot } = connection;
  const append = eventWriter(connection);
  const idsIn = <Id extends number>(table: typeof items | typeof categories) =>
    compile<[id: Id]>(
      sqlite,
      db
        .select({ id: table.id })
        .from(table)
        .where(and(eq(table.vaultId, bound("userId")), isNotNull(table.deletedAt)))
        .orderBy(asc(table.sortId), asc(table.id)),
    );
  const trashedItems = idsIn<ItemId>(items);
  const trashedCategories = idsIn<CategoryId>(categories);

  const eraseCategories = (userId: UserId, ids: readonly CategoryId[]): number => {
    const trashed = and(isOwnAmong(categories, userId, ids), isNotNull(categories.deletedAt));
    const inTrashed = inArray(
      items.categoryId,
      db.select({ id: categories.id }).from(categories).where(trashed),
    );
    // Their revision stays: they were read without a category before.
    db.update(items)
      .set({ categoryId: null })
      .where(and(eq(items.vaultId, personalVaultOf(userId)), inTrashed))
      .run();
    return db.delete(categories).where(trashed).run().changes;
  };

  return {
    async list(userId) {
      return snapshot(() => ({
        items: trashedItems.all({ userId }).map(([id]) => id),
        categories: trashedCategories.all({ userId }).map(([id]) => id),
      }));
    },

    async erase(userId, ids, { event, now }) {
      return write(() => {
        const erasedItems = db
          .delete(items)
          .where(and(isOwnAmong(items, userId, ids.items), isNotNull(items.deletedAt)))
          .run().changes;
        const erasedCategories = ids.categories.length === 0 ? 0 : eraseCategories(userId, ids.categories);
        if (event !== null && erasedItems + erasedCategories > 0) append(userId, event, now);
        return { items: erasedItems, categories: erasedCategories };
      });
    },
  };
}
