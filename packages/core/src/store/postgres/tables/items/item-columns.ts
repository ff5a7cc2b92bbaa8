import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { CategoryId, ItemId } from "../../../../ids.ts";
import type { ItemRow } from "../../../rows.ts";
import { bound, build, compile, isOwnAmong } from "../base/statements.ts";
import { categories, items } from "../schema/schema.ts";

const { id, categoryId, sortId, sealRev, revision, createdAt, updatedAt, deletedAt, usedAt, sealed } = items;

/** Whether the item of the vault `vaultId` names a category that is in the trash. */
export const isInTrashedCategory = inArray(
  categoryId,
  build
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.vaultId, bound("vaultId")), isNotNull(categories.deletedAt))),
);

/**
 * The category that an item is read to be in, as `categoryAsRead` of the rows tells it: in the statement, so that the categories
 * are of the same moment as the items.
 */
export const categoryAsRead = sql<CategoryId | null>`CASE WHEN ${deletedAt} IS NULL AND ${isInTrashedCategory} THEN NULL ELSE ${categoryId} END`;

/** What an `ItemRow` is made of, in the order of `ItemTuple`. */
export const itemColumns = {
  id,
  categoryId: categoryAsRead,
  sortId,
  sealRev,
  revision,
  createdAt,
  updatedAt,
  deletedAt,
  usedAt,
  sealed,
};

export const isLive = isNull(deletedAt);
export const isInTrash = isNotNull(deletedAt);
export const nextRevision = sql`${revision} + 1`;

/** The items of the vault `vaultId` among `ids`. */
export const isOwnItem: SQL = isOwnAmong(items, bound("vaultId"), bound("ids"));

/** What a change of items is judged by, and what the owner may not change. */
export const findSeen = (state: SQL) =>
  compile<[id: ItemId, revision: number, sealRev: number]>(
    build.select({ id, revision, sealRev }).from(items).where(and(isOwnItem, state)),
  );

export const toSeen = (
  row: readonly [ItemId, number, number],
): Pick<ItemRow, "id" | "revision" | "sealRev"> => ({
  id: row[0],
  revision: row[1],
  sealRev: row[2],
});
