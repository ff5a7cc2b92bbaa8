import type { CategoriesSeen, CategoryRow } from "../rows.ts";

/** Whether two looks at all of an owner's categories saw the same. */
export const areSameCategories = (one: CategoriesSeen, other: CategoriesSeen): boolean =>
  one.count === other.count && one.lastId === other.lastId && one.revisions === other.revisions;

/** What a look sees that reads every row of a vault's categories, those in the trash among them. */
export const seenIn = (rows: readonly CategoryRow[]): CategoriesSeen => ({
  count: rows.length,
  lastId: rows.reduce((last, { id }) => Math.max(last, id), 0),
  revisions: rows.reduce((sum, { revision }) => sum + revision, 0),
});
