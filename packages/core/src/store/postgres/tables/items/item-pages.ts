import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { BYTES_A_READ, type ItemTuple, toItemRow } from "../../../rows/item-rows.ts";
import type { ItemStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { bound, compile } from "../base/statements.ts";
import { items } from "../schema/schema.ts";
import { bytesBefore, itemNames, itemsListed } from "./item-bytes.ts";
import { isInTrash, isInTrashedCategory, isLive } from "./item-columns.ts";

type PageFilter = Parameters<ItemStore["page"]>[1];

const compilePage = (state: SQL, category?: SQL) =>
  compile<[...ItemTuple, followed: boolean]>(
    sql`SELECT ${itemNames}, followed
      FROM (
        SELECT ${itemsListed}, ${bytesBefore(sql`placed`)} AS bytes_before, lead(1) OVER placed IS NOT NULL AS followed
        FROM ${items}
        WHERE ${and(
          eq(items.vaultId, bound("vaultId")),
          state,
          category,
          sql`(${items.sortId}, ${items.id}) > (${bound("sortId")}, ${bound("id")})`,
        )}
        WINDOW placed AS (ORDER BY ${items.sortId}, ${items.id} ROWS UNBOUNDED PRECEDING)
        ORDER BY ${items.sortId}, ${items.id}
        LIMIT ${bound("limit")}
      ) AS page
      WHERE bytes_before < ${sql.raw(String(BYTES_A_READ))}
      ORDER BY ${sql.identifier("sortId")}, id`,
  );

const ofCategory = eq(items.categoryId, bound("categoryId"));
const ofNone = isNull(items.categoryId);
const live = {
  all: compilePage(isLive),
  ofCategory: compilePage(isLive, sql`${ofCategory} AND NOT ${isInTrashedCategory}`),
  ofNone: compilePage(isLive, or(ofNone, isInTrashedCategory)),
};
const trash = {
  all: compilePage(isInTrash),
  ofCategory: compilePage(isInTrash, ofCategory),
  ofNone: compilePage(isInTrash, ofNone),
};

function statementFor({ trash: isTrash, categoryId }: PageFilter) {
  const statements = isTrash ? trash : live;
  if (categoryId === undefined) return statements.all;
  return categoryId === null ? statements.ofNone : statements.ofCategory;
}

export function itemPages({ all }: Connection): Pick<ItemStore, "page"> {
  return {
    async page({ vaultId }, filter) {
      const { after, limit, categoryId = null } = filter;
      const found = await all(statementFor(filter), {
        vaultId,
        categoryId,
        sortId: after?.sortId ?? -1,
        id: after?.id ?? 0,
        limit,
      });
      return { rows: found.map((row) => toItemRow(row)), more: found.at(-1)?.[10] ?? false };
    },
  };
}
