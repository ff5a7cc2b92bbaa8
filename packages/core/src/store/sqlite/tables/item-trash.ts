import { and } from "drizzle-orm";
import type { ItemId, UserId } from "../../../ids.ts";
import type { ItemStore } from "../../store.ts";
import { type Connection, isOwnAmong } from "./connection.ts";
import { isInTrash, isLive, nextRevision } from "./item-columns.ts";
import { items } from "./schema.ts";

export function itemTrash({ db, write }: Connection): Pick<ItemStore, "trash" | "restore"> {
  const idsOf = (userId: UserId, ids: readonly ItemId[], state: typeof isLive) => {
    const found = new Set(
      db
        .select({ id: items.id })
        .from(items)
        .where(and(isOwnAmong(items, userId, ids), state))
        .all()
        .map(({ id }) => id),
    );
    return [...new Set(ids)].filter((id) => found.has(id));
  };
  return {
    async trash(userId, ids, now) {
      return write(() => {
        const going = idsOf(userId, ids, isLive);
        db.update(items)
          .set({ deletedAt: now, updatedAt: now, revision: nextRevision })
          .where(isOwnAmong(items, userId, going))
          .run();
        return going;
      });
    },

    async restore(userId, ids, now) {
      return write(() => {
        const returning = idsOf(userId, ids, isInTrash);
        db.update(items)
          .set({ deletedAt: null, updatedAt: now, revision: nextRevision })
          .where(isOwnAmong(items, userId, returning))
          .run();
        return returning;
      });
    },
  };
}
