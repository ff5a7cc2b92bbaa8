import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { TrashedCategories } from "../../../rows/category-as-read.ts";
import { BYTES_A_READ, type ItemTuple, toItemRow } from "../../../rows/item-rows.ts";
import type { ItemRow } from "../../../rows.ts";
import type { ItemStore } from "../../../store.ts";
import { bound, type Connection, compile, isOneOf, type Statement } from "../base/connection.ts";
import { trashedCategories } from "../categories/trashed-categories.ts";
import { items } from "../schema/schema.ts";
import { isInTrash, isLive, itemColumns } from "./item-columns.ts";

type PageFilter = Parameters<ItemStore["page"]>[1];

export function itemPages(connection: Connection): Pick<ItemStore, "page"> {
  const { sqlite, db, snapshot } = connection;
  const trashedOf = trashedCategories(connection);
  const compilePage = (
    state: SQL,
    category: SQL | undefined,
    behind: SQL | undefined,
  ): Statement<ItemTuple> =>
    compile(
      sqlite,
      db
        .select(itemColumns)
        .from(items)
        .where(and(eq(items.vaultId, bound("vaultId")), state, category, behind))
        .orderBy(asc(items.sortId), asc(items.id))
        .limit(sql.placeholder("limit")),
    );
  /**
   * SQLite seeks an index by (sort_id, id) > (?, ?) only when id is not the table's key; here it would walk through all rows
   * of one sort id, and rows that were never ordered share one. So a page is the rest of a sort id, then the larger ones.
   */
  const pageStatements = (state: SQL, category?: SQL) => ({
    sameSortId: compilePage(
      state,
      category,
      and(eq(items.sortId, bound("sortId")), gt(items.id, bound("id"))),
    ),
    larger: compilePage(state, category, gt(items.sortId, bound("sortId"))),
  });
  // IS rather than =: null means the items without a category.
  const ofCategory = sql`${items.categoryId} IS ${bound("categoryId")}`;
  const ofNoneOrTrashed = sql`(${items.categoryId} IS NULL OR ${isOneOf(items.categoryId, sql`${bound("trashed")}`)})`;
  const live = {
    all: pageStatements(isLive),
    ofCategory: pageStatements(isLive, ofCategory),
    ofNoneOrTrashed: pageStatements(isLive, ofNoneOrTrashed),
  };
  const trash = { all: pageStatements(isInTrash), ofCategory: pageStatements(isInTrash, ofCategory) };

  const statementsFor = (filter: PageFilter, trashed: TrashedCategories) => {
    if (filter.categoryId === undefined) return filter.trash ? trash.all : live.all;
    if (filter.trash) return trash.ofCategory;
    if (filter.categoryId !== null) return trashed.has(filter.categoryId) ? null : live.ofCategory;
    // With categories in the trash it walks through all of the owner's items, so only then.
    return trashed.size > 0 ? live.ofNoneOrTrashed : live.ofCategory;
  };

  return {
    async page(scope, filter) {
      const { vaultId } = scope;
      return snapshot(() => {
        const trashed = trashedOf(vaultId);
        const statements = statementsFor(filter, trashed);
        if (statements === null) return { rows: [], more: false };
        const { after, limit, categoryId = null } = filter;
        const values = {
          vaultId,
          categoryId,
          trashed: JSON.stringify([...trashed]),
          sortId: after?.sortId ?? -1,
          id: after?.id ?? 0,
        };
        const { sameSortId, larger } = statements;
        const rows: ItemRow[] = [];
        let bytes = 0;
        for (const statement of after === undefined ? [larger] : [sameSortId, larger]) {
          // One row more than the page has room for tells whether there is another page.
          for (const tuple of statement.iterate({ ...values, limit: limit + 1 - rows.length })) {
            if (rows.length >= limit || bytes >= BYTES_A_READ) return { rows, more: true };
            const row = toItemRow(tuple, trashed);
            rows.push(row);
            bytes += row.sealed.length;
          }
        }
        return { rows, more: false };
      });
    },
  };
}
