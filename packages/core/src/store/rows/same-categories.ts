import type { CategoriesSeen } from "../rows.ts";

/** Whether two looks at all of an owner's categories saw the same. */
export const areSameCategories = (one: CategoriesSeen, other: CategoriesSeen): boolean =>
  one.count === other.count && one.lastId === other.lastId && one.revisions === other.revisions;
