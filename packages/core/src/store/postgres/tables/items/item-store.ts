import { and, eq, type SQL } from "drizzle-orm";
import { asItemId } from "../../../../ids.ts";
import { inOrderOf } from "../../../rows/in-order-of.ts";
import { type ItemTuple, toItemRow } from "../../../rows/item-rows.ts";
import type { ItemStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { reserveIn } from "../base/reserve-ids.ts";
import { bound, build, compile } from "../base/statements.ts";
import { items } from "../schema/schema.ts";
import { itemChanges } from "./item-changes.ts";
import { isLive, isOwnItem, itemColumns } from "./item-columns.ts";
import { itemMerges } from "./item-merges.ts";
import { itemPages } from "./item-pages.ts";
import { itemSnapshot } from "./item-snapshot.ts";
import { itemTrash } from "./item-trash.ts";
import { itemVersionHistory } from "./item-versions.ts";

const findIn = (...where: (SQL | undefined)[]) =>
  compile<ItemTuple>(
    build
      .select(itemColumns)
      .from(items)
      .where(and(...where)),
  );
// PostgreSQL plans a statement with an array for every run, which takes as long as finding one item.
const isThis = and(eq(items.id, bound("id")), eq(items.vaultId, bound("vaultId")));
const find = {
  live: { one: findIn(isThis, isLive), many: findIn(isOwnItem, isLive) },
  any: { one: findIn(isThis), many: findIn(isOwnItem) },
};

export function createItemStore(connection: Connection): ItemStore {
  const { all, write } = connection;
  return {
    async reserveIds(vaultId, count) {
      return asItemId(await write((tx) => reserveIn(tx, vaultId, { kind: "items", count })));
    },

    async findMany({ vaultId }, ids, { trash }) {
      const { one, many } = trash ? find.any : find.live;
      const [id] = ids;
      const found =
        id !== undefined && ids.length === 1
          ? await all(one, { vaultId, id })
          : await all(many, { vaultId, ids });
      return inOrderOf(
        ids,
        found.map((row) => toItemRow(row)),
      );
    },

    ...itemPages(connection),
    ...itemSnapshot(connection),
    ...itemChanges(connection),
    ...itemTrash(connection),
    ...itemVersionHistory(connection),
    ...itemMerges(connection),
  };
}
