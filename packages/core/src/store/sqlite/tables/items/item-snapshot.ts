import { and, asc, eq, type SQL } from "drizzle-orm";
import type { CategoryId, ItemId } from "../../../../ids.ts";
import { categoryAsRead } from "../../../rows/category-as-read.ts";
import { BYTES_A_READ, type ItemTuple, toItemRow } from "../../../rows/item-rows.ts";
import type { ItemRow } from "../../../rows.ts";
import type { ItemStore } from "../../../store.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { trashedCategories } from "../categories/trashed-categories.ts";
import { items } from "../schema/schema.ts";
import { isInTrash, isLive, itemColumns } from "./item-columns.ts";

/** Reading all items in steps that others may write between: first which there are and in what order, then each. */
export function itemSnapshot(connection: Connection): Pick<ItemStore, "ids" | "places" | "readMany"> {
  const { sqlite, db, snapshot } = connection;
  const trashedOf = trashedCategories(connection);
  const isOwn = eq(items.vaultId, bound("vaultId"));
  // The partial indices hold all that this asks for: no row is read.
  const idsIn = (state: SQL) =>
    compile<[id: ItemId]>(
      sqlite,
      db
        .select({ id: items.id })
        .from(items)
        .where(and(isOwn, state))
        .orderBy(asc(items.sortId), asc(items.id)),
    );
  const placesIn = (state: SQL) =>
    compile<[id: ItemId, categoryId: CategoryId | null, deletedAt: number | null]>(
      sqlite,
      db
        .select({ id: items.id, categoryId: items.categoryId, deletedAt: items.deletedAt })
        .from(items)
        .where(and(isOwn, state))
        .orderBy(asc(items.sortId), asc(items.id)),
    );
  const rowIn = (state: SQL) =>
    compile<ItemTuple>(
      sqlite,
      db
        .select(itemColumns)
        .from(items)
        .where(and(eq(items.id, bound("id")), isOwn, state)),
    );
  const live = { ids: idsIn(isLive), places: placesIn(isLive), row: rowIn(isLive) };
  const trashed = { ids: idsIn(isInTrash), places: placesIn(isInTrash), row: rowIn(isInTrash) };

  return {
    async ids(scope, { trash }) {
      const { vaultId } = scope;
      return (trash ? trashed : live).ids.column({ vaultId });
    },

    async places(scope, { trash }) {
      const { vaultId } = scope;
      const { places } = trash ? trashed : live;
      return snapshot(() => {
        const trashedIds = trashedOf(vaultId);
        return places.all({ vaultId }).map(([id, categoryId, deletedAt]) => ({
          id,
          categoryId: categoryAsRead({ categoryId, deletedAt }, trashedIds),
        }));
      });
    },

    async readMany(scope, ids, { trash }) {
      const { vaultId } = scope;
      const { row } = trash ? trashed : live;
      return snapshot(() => {
        const trashedIds = trashedOf(vaultId);
        const rows: ItemRow[] = [];
        let bytes = 0;
        let looked = 0;
        for (; looked < ids.length && bytes < BYTES_A_READ; looked += 1) {
          const tuple = row.get({ vaultId, id: ids[looked] ?? 0 });
          if (tuple === undefined) continue;
          const found = toItemRow(tuple, trashedIds);
          rows.push(found);
          bytes += found.sealed.length;
        }
        return { rows, looked };
      });
    },
  };
}
