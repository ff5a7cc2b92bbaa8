import { isNotNull, isNull, sql } from "drizzle-orm";
import type { ItemRow } from "../../../rows.ts";
import { categoryAsRead, type TrashedCategories } from "../categories/trashed-categories.ts";
import { items } from "../schema/schema.ts";

const { id, categoryId, sortId, sealRev, revision, createdAt, updatedAt, deletedAt, usedAt, sealed } = items;

/** What an `ItemRow` is made of, in the order of `ItemTuple`. */
export const itemColumns = {
  id,
  categoryId,
  sortId,
  sealRev,
  revision,
  createdAt,
  updatedAt,
  deletedAt,
  usedAt,
  sealed,
};

/** A read of many items ends with the record that reaches this: rows are bounded by their number, and one may have a megabyte. */
export const BYTES_A_READ = 8 * 1024 * 1024;

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

export const toItemRow = (row: ItemTuple, trashed: TrashedCategories): ItemRow => ({
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

export const isLive = isNull(deletedAt);
export const isInTrash = isNotNull(deletedAt);
export const nextRevision = sql`${revision} + 1`;
