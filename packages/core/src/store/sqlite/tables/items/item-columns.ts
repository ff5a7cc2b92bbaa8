import { isNotNull, isNull, sql } from "drizzle-orm";
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

export const isLive = isNull(deletedAt);
export const isInTrash = isNotNull(deletedAt);
export const nextRevision = sql`${revision} + 1`;
