import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { ItemStore } from "../store.ts";
import { bound, type Connection, compile, type Statement } from "./connection.ts";
import { type ItemTuple, isInTrash, isLive, itemColumns, toItemRow } from "./item-columns.ts";
import { items } from "./schema.ts";

type PageFilter = Parameters<ItemStore["page"]>[1];

export function itemPages({ sqlite, db }: Connection): Pick<ItemStore, "page"> {
  const compilePage = (state: SQL, byCategory: boolean, behind: SQL | undefined): Statement<ItemTuple> =>
    compile(
      sqlite,
      db
        .select(itemColumns)
        .from(items)
        .where(
          and(
            eq(items.userId, bound("userId")),
            state,
            // IS rather than =: null stands for the items without a category.
            byCategory ? sql`${items.categoryId} IS ${bound("categoryId")}` : undefined,
            behind,
          ),
        )
        .orderBy(asc(items.sortId), asc(items.id))
        .limit(sql.placeholder("limit")),
    );
  /**
   * SQLite seeks an index by (sort_id, id) > (?, ?) only when id is not the table's key; here it would walk through all rows
   * of one sort id, and rows that nobody ordered share one. So a page is the rest of a sort id, then the larger ones.
   */
  const pageStatements = (state: SQL, byCategory: boolean) => ({
    sameSortId: compilePage(
      state,
      byCategory,
      and(eq(items.sortId, bound("sortId")), gt(items.id, bound("id"))),
    ),
    larger: compilePage(state, byCategory, gt(items.sortId, bound("sortId"))),
  });
  const live = { all: pageStatements(isLive, false), ofCategory: pageStatements(isLive, true) };
  const trashed = { all: pageStatements(isInTrash, false), ofCategory: pageStatements(isInTrash, true) };

  return {
    async page(userId, { trash, categoryId, after, limit }: PageFilter) {
      const state = trash ? trashed : live;
      const statements = categoryId === undefined ? state.all : state.ofCategory;
      const values = {
        userId,
        categoryId: categoryId ?? null,
        sortId: after?.sortId ?? -1,
        id: after?.id ?? 0,
      };
      const rest = after === undefined ? [] : statements.sameSortId.all({ ...values, limit });
      const larger =
        rest.length >= limit ? [] : statements.larger.all({ ...values, limit: limit - rest.length });
      return [...rest, ...larger].map(toItemRow);
    },
  };
}
