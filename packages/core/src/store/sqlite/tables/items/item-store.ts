import { and, type SQL } from "drizzle-orm";
import { asItemId } from "../../../../ids.ts";
import { inOrderOf } from "../../../rows/in-order-of.ts";
import { type ItemTuple, toItemRow } from "../../../rows/item-rows.ts";
import type { ItemStore } from "../../../store.ts";
import { bound, type Connection, compile, isOwnAmong } from "../base/connection.ts";
import { trashedCategories } from "../categories/trashed-categories.ts";
import { items } from "../schema/schema.ts";
import { itemChanges } from "./item-changes.ts";
import { isLive, itemColumns } from "./item-columns.ts";
import { itemMerges } from "./item-merges.ts";
import { itemPages } from "./item-pages.ts";
import { itemSnapshot } from "./item-snapshot.ts";
import { itemTrash } from "./item-trash.ts";
import { itemVersionHistory } from "./item-versions.ts";

export function createItemStore(connection: Connection): ItemStore {
  const { sqlite, db, write, snapshot, reserveIn } = connection;
  const findIn = (state?: SQL) =>
    compile<ItemTuple>(
      sqlite,
      db
        .select(itemColumns)
        .from(items)
        .where(and(isOwnAmong(items, bound("vaultId"), bound("ids")), state)),
    );
  const trashedOf = trashedCategories(connection);
  const find = { live: findIn(isLive), any: findIn() };

  return {
    async reserveIds(vaultId, count) {
      return asItemId(write(() => reserveIn(vaultId, "items", count)));
    },

    async findMany(scope, ids, { trash }) {
      const { vaultId } = scope;
      return snapshot(() => {
        const found = (trash ? find.any : find.live).all({ vaultId, ids: JSON.stringify(ids) });
        const trashed = trashedOf(vaultId);
        return inOrderOf(
          ids,
          found.map((row) => toItemRow(row, trashed)),
        );
      });
    },

    ...itemPages(connection),
    ...itemSnapshot(connection),
    ...itemChanges(connection),
    ...itemTrash(connection),
    ...itemVersionHistory(connection),
    ...itemMerges(connection),
  };
}
