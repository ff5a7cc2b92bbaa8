import { and } from "drizzle-orm";
import type { ItemId, VaultId } from "../../../../ids.ts";
import type { ItemStore } from "../../../store.ts";
import { type Connection, isOwnAmong } from "../base/connection.ts";
import { memberWriter } from "../base/member-writer.ts";
import { items } from "../schema/schema.ts";
import { isInTrash, isLive, nextRevision } from "./item-columns.ts";

export function itemTrash(connection: Connection): Pick<ItemStore, "trash" | "restore"> {
  const { db } = connection;
  const writeAs = memberWriter(connection);
  const idsOf = (vaultId: VaultId, ids: readonly ItemId[], state: typeof isLive) => {
    const found = new Set(
      db
        .select({ id: items.id })
        .from(items)
        .where(and(isOwnAmong(items, vaultId, ids), state))
        .all()
        .map(({ id }) => id),
    );
    return [...new Set(ids)].filter((id) => found.has(id));
  };
  return {
    async trash(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(
        scope,
        "editor",
        () => {
          const going = idsOf(vaultId, ids, isLive);
          db.update(items)
            .set({ deletedAt: now, updatedAt: now, revision: nextRevision })
            .where(isOwnAmong(items, vaultId, going))
            .run();
          return going;
        },
        "essential",
      );
    },

    async restore(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        const returning = idsOf(vaultId, ids, isInTrash);
        db.update(items)
          .set({ deletedAt: null, updatedAt: now, revision: nextRevision })
          .where(isOwnAmong(items, vaultId, returning))
          .run();
        return returning;
      });
    },
  };
}
