import type { ItemRow, NewItemRow } from "../rows.ts";
import { categoryAsRead, type TrashedCategories } from "./category-as-read.ts";

/** A read of many items ends with the record that reaches this: rows are bounded by their number, and one may have a megabyte. */
export const BYTES_A_READ = 8 * 1024 * 1024;

/** The columns of an item in the order in which a read selects them. */
export type ItemTuple = [
  id: ItemRow["id"],
  categoryId: ItemRow["categoryId"],
  sortId: number,
  sealRev: number,
  revision: number,
  createdAt: number,
  updatedAt: number,
  deletedAt: number | null,
  usedAt: number | null,
  sealed: ItemRow["sealed"],
];

const NONE: TrashedCategories = new Set();

/** @param trashed left out: the tuple's category is already the one to be read. */
export const toItemRow = (
  row: readonly [...ItemTuple, ...unknown[]],
  trashed: TrashedCategories = NONE,
): ItemRow => ({
  id: row[0],
  categoryId: categoryAsRead({ categoryId: row[1], deletedAt: row[7] }, trashed),
  sortId: row[2],
  sealRev: row[3],
  revision: row[4],
  createdAt: row[5],
  updatedAt: row[6],
  deletedAt: row[7],
  usedAt: row[8],
  sealed: row[9],
});

/** The rows of new items, last in the order. */
export const freshItems = (rows: readonly NewItemRow[], sortId: number, now: number): ItemRow[] =>
  rows.map(({ id, categoryId, sealed }) => ({
    id,
    categoryId,
    sealed,
    sortId,
    sealRev: 1,
    revision: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    usedAt: null,
  }));
