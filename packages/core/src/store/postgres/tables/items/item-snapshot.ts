import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import type { CategoryId, ItemId } from "../../../../ids.ts";
import { BYTES_A_READ, type ItemTuple, toItemRow } from "../../../rows/item-rows.ts";
import type { ItemRow } from "../../../rows.ts";
import type { ItemStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import type { Queries } from "../base/queries.ts";
import { bound, build, compile } from "../base/statements.ts";
import { items } from "../schema/schema.ts";
import { bytesBefore, itemNames, itemsListed } from "./item-bytes.ts";
import { categoryAsRead, isInTrash, isLive } from "./item-columns.ts";

/** The server adds up the bytes of all records that it is asked for, whether they are wanted or not. */
const IDS_A_STATEMENT = 10_000;

const isOwn = eq(items.vaultId, bound("vaultId"));
const idsIn = (state: SQL) =>
  compile<[id: ItemId]>(
    build
      .select({ id: items.id })
      .from(items)
      .where(and(isOwn, state))
      .orderBy(asc(items.sortId), asc(items.id)),
  );
const placesIn = (state: SQL) =>
  compile<[id: ItemId, categoryId: CategoryId | null]>(
    build
      .select({ id: items.id, categoryId: categoryAsRead })
      .from(items)
      .where(and(isOwn, state))
      .orderBy(asc(items.sortId), asc(items.id)),
  );
const rowsIn = (state: SQL) =>
  compile<[...ItemTuple, place: number]>(
    sql`SELECT ${itemNames}, place
      FROM (
        SELECT ${itemsListed}, place, ${bytesBefore(sql`(ORDER BY place ROWS UNBOUNDED PRECEDING)`)} AS bytes_before
        FROM unnest(${bound("ids")}::bigint[]) WITH ORDINALITY AS wanted (wanted_id, place)
        JOIN ${items} ON ${items.id} = wanted_id AND ${and(isOwn, state)}
      ) AS found
      WHERE bytes_before < ${bound("room")}::bigint
      ORDER BY place`,
  );
const live = { ids: idsIn(isLive), places: placesIn(isLive), rows: rowsIn(isLive) };
const trashed = { ids: idsIn(isInTrash), places: placesIn(isInTrash), rows: rowsIn(isInTrash) };
const statementsFor = ({ trash }: { readonly trash: boolean }) => (trash ? trashed : live);

/** Reading all items in steps that others may write between: first which there are and in what order, then each. */
export function itemSnapshot({
  all,
  read,
  ...others
}: Connection): Pick<ItemStore, "ids" | "places" | "readMany"> {
  return {
    async ids({ vaultId }, filter) {
      return (await all(statementsFor(filter).ids, { vaultId })).map(([id]) => id);
    },

    async places({ vaultId }, filter) {
      return (await all(statementsFor(filter).places, { vaultId })).map(([id, categoryId]) => ({
        id,
        categoryId,
      }));
    },

    async readMany({ vaultId }, ids, filter) {
      const statement = statementsFor(filter).rows;
      const readFrom = async (queries: Pick<Queries, "all">) => {
        const rows: ItemRow[] = [];
        let room = BYTES_A_READ;
        let looked = 0;
        while (looked < ids.length && room > 0) {
          const some = ids.slice(looked, looked + IDS_A_STATEMENT);
          const found = await queries.all(statement, { vaultId, ids: some, room });
          for (const row of found) {
            rows.push(toItemRow(row));
            room -= row[9].length;
          }
          looked += room > 0 ? some.length : (found.at(-1)?.[10] ?? some.length);
        }
        return { rows, looked };
      };
      // One statement is one look; it needs no transaction around it.
      return ids.length <= IDS_A_STATEMENT ? readFrom({ all, ...others }) : read(readFrom);
    },
  };
}
