import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import type { CategoryId, ItemId } from "../../../../ids.ts";
import type { TrashStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { memberWriter } from "../base/member-writer.ts";
import { bound, build, compile, isOwnAmong } from "../base/statements.ts";
import { categories, items } from "../schema/schema.ts";

const idsIn = <Id extends number>(table: typeof items | typeof categories) =>
  compile<[id: Id]>(
    build
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.vaultId, bound("vaultId")), isNotNull(table.deletedAt)))
      .orderBy(asc(table.sortId), asc(table.id)),
  );
const trashedItems = idsIn<ItemId>(items);
const trashedCategories = idsIn<CategoryId>(categories);

const isTrashedAmong = (table: typeof items | typeof categories) =>
  and(isOwnAmong(table, bound("vaultId"), bound("ids")), isNotNull(table.deletedAt));
const eraseItems = compile(build.delete(items).where(isTrashedAmong(items)));
// Their revision stays: they were read without a category before.
const leaveCategories = compile(
  build
    .update(items)
    .set({ categoryId: null })
    .where(
      and(
        eq(items.vaultId, bound("vaultId")),
        inArray(
          items.categoryId,
          build.select({ id: categories.id }).from(categories).where(isTrashedAmong(categories)),
        ),
      ),
    ),
);
const eraseCategories = compile(build.delete(categories).where(isTrashedAmong(categories)));

export function createTrashStore(connection: Connection): TrashStore {
  const writeAs = memberWriter(connection);
  return {
    async list({ vaultId }) {
      return connection.read(async ({ all }) => ({
        items: (await all(trashedItems, { vaultId })).map(([id]) => id),
        categories: (await all(trashedCategories, { vaultId })).map(([id]) => id),
      }));
    },

    async erase(scope, ids, { event, now }) {
      const { vaultId, userId } = scope;
      return writeAs(scope, "manager", async (tx) => {
        const those = { vaultId, ids: ids.categories };
        const erasedItems = await tx.run(eraseItems, { vaultId, ids: ids.items });
        if (ids.categories.length > 0) await tx.run(leaveCategories, those);
        const erasedCategories = ids.categories.length > 0 ? await tx.run(eraseCategories, those) : 0;
        if (event !== null && erasedItems + erasedCategories > 0)
          await appendEvent(tx, userId, { kind: event, at: now });
        return { items: erasedItems, categories: erasedCategories };
      });
    },
  };
}
