import type { ItemRow } from "../rows.ts";

/** The ids of the owner's categories that are in the trash. Live items keep naming them, and are read as if they didn't. */
export type TrashedCategories = ReadonlySet<number>;

/** The category that an item is read to be in. An item in the trash keeps its own, to be told what it went there with. */
export const categoryAsRead = (
  { categoryId, deletedAt }: Pick<ItemRow, "categoryId" | "deletedAt">,
  trashed: TrashedCategories,
): ItemRow["categoryId"] =>
  categoryId !== null && deletedAt === null && trashed.has(categoryId) ? null : categoryId;

/**
 * The category that a live item has after a change that gives it `given`. A change that gives the category that was read
 * moves nothing: an item of a category in the trash keeps it.
 */
export const categoryAfter = (
  stored: ItemRow["categoryId"],
  read: ItemRow["categoryId"],
  given: ItemRow["categoryId"] | undefined,
): ItemRow["categoryId"] => (given === undefined || given === read ? stored : given);
