import type { CategoryRow, NewCategoryRow } from "../rows.ts";

/** The columns of a category in the order in which a read selects them. */
export type CategoryTuple = [
  id: CategoryRow["id"],
  sortId: number,
  sealRev: number,
  revision: number,
  createdAt: number,
  updatedAt: number,
  deletedAt: number | null,
  sealed: CategoryRow["sealed"],
];

export const toCategoryRow = (row: CategoryTuple): CategoryRow => ({
  id: row[0],
  sortId: row[1],
  sealRev: row[2],
  revision: row[3],
  createdAt: row[4],
  updatedAt: row[5],
  deletedAt: row[6],
  sealed: row[7],
});

/** The rows of new categories, last in the order. */
export const freshCategories = (
  rows: readonly NewCategoryRow[],
  sortId: number,
  now: number,
): CategoryRow[] =>
  rows.map(({ id, sealed }) => ({
    id,
    sealed,
    sortId,
    sealRev: 1,
    revision: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  }));
