import { and, eq, isNull, sql } from "drizzle-orm";
import type { CategoryId, ItemId, VaultId } from "../../../../ids.ts";
import type { Sealed } from "../../../../sealed.ts";
import { categoryAfter } from "../../../rows/category-as-read.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import { idsInRow } from "../../../rows/ids-in-row.ts";
import { inOrderOf } from "../../../rows/in-order-of.ts";
import { freshItems, type ItemTuple, toItemRow } from "../../../rows/item-rows.ts";
import type { ItemRow } from "../../../rows.ts";
import type { ItemStore } from "../../../store.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { insertInto, overGivenRows } from "../base/given-rows.ts";
import { findRequest, keepRequest } from "../base/kept-requests.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { lastSortId } from "../base/last-sort-id.ts";
import { memberWriter, quietMemberWriter } from "../base/member-writer.ts";
import { reorderRows } from "../base/row-order.ts";
import { bound, build, compile, isOwnAmong } from "../base/statements.ts";
import { categories, items } from "../schema/schema.ts";
import { categoryAsRead, isLive, isOwnItem, itemColumns, nextRevision } from "./item-columns.ts";
import { copyToVersions } from "./item-versions.ts";

const largestSortId = lastSortId(items);
const reorder = reorderRows(items);
const insertItems = insertInto(items, ["id", "categoryId", "sealed"]);
const changed = { updatedAt: sql<number>`${bound("now")}::bigint`, revision: nextRevision };

const findLive = compile<ItemTuple>(build.select(itemColumns).from(items).where(and(isOwnItem, isLive)));
const isOwnCategory = isOwnAmong(categories, bound("vaultId"), bound("ids"));
const findLiveCategories = compile<[id: CategoryId]>(
  build
    .select({ id: categories.id })
    .from(categories)
    .where(and(isOwnCategory, isNull(categories.deletedAt))),
);
/** Moves live items to another category. An item already in it is not written, and keeps its revision. */
const moveElsewhere = compile(
  build
    .update(items)
    .set({ ...changed, categoryId: bound("categoryId") })
    .where(and(isOwnItem, isLive, sql`${categoryAsRead} IS DISTINCT FROM ${bound("categoryId")}::bigint`)),
);
const place = overGivenRows({ id: items.id, categoryId: items.categoryId }, (rows, value) =>
  build
    .update(items)
    .set({ ...changed, categoryId: value.categoryId })
    .from(rows)
    .where(eq(items.id, value.id)),
);
const { id, categoryId, sealed, sealRev, writtenAt } = items;
const rewrite = overGivenRows({ id, categoryId, sealed, sealRev, writtenAt }, (rows, value) =>
  build
    .update(items)
    .set({
      ...changed,
      categoryId: value.categoryId,
      sealed: value.sealed,
      sealRev: value.sealRev,
      writtenAt: value.writtenAt,
    })
    .from(rows)
    .where(eq(items.id, value.id)),
);
const findBefore = compile<
  [
    id: ItemId,
    revision: number,
    sealRev: number,
    writtenAt: number,
    categoryId: CategoryId | null,
    categoryAsRead: CategoryId | null,
  ]
>(
  build
    .select({ id, revision: items.revision, sealRev, writtenAt, categoryId, asRead: categoryAsRead })
    .from(items)
    .where(and(isOwnItem, isLive)),
);
const findIds = compile<[id: ItemId]>(build.select({ id }).from(items).where(and(isOwnItem, isLive)));
const markUsed = compile<[id: ItemId]>(
  build
    .update(items)
    .set({ usedAt: bound("now") })
    .where(and(isOwnItem, isLive))
    .returning({ id }),
);

/** Answers which of the categories no live item of the owner may have. */
async function unknownCategories(
  tx: Transaction,
  vaultId: VaultId,
  given: readonly (CategoryId | null | undefined)[],
): Promise<CategoryId[]> {
  const ids = [...new Set(given)].filter((some) => typeof some === "number");
  if (ids.length === 0) return [];
  const known = new Set((await tx.all(findLiveCategories, { vaultId, ids })).map(([some]) => some));
  return ids.filter((some) => !known.has(some));
}

export function itemChanges(
  connection: Connection,
): Pick<ItemStore, "reorder" | "insert" | "replace" | "move" | "markUsed"> {
  const writeAs = memberWriter(connection);
  const noteAs = quietMemberWriter(connection);

  return {
    async insert(scope, rows, { keyNumber, now, request }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (request && (await findRequest(tx, scope, request.name))) return { outcome: "made-before" };
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const unknown = await unknownCategories(
          tx,
          vaultId,
          rows.map((row) => row.categoryId),
        );
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };
        const written = freshItems(rows, await largestSortId(tx, vaultId), now);
        await insertItems(tx, written, { ...written[0], vaultId, writtenAt: now });
        if (request) await keepRequest(tx, scope, { request, records: idsInRow("items", rows), now });
        return { outcome: "replaced", rows: written };
      });
    },

    async replace(scope, replacements, { keyNumber, now, keepVersions }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const ids = replacements.map((replacement) => replacement.id);
        const before = (await tx.all(findBefore, { vaultId, ids })).map((row) => ({
          id: row[0],
          revision: row[1],
          sealRev: row[2],
          writtenAt: row[3],
          categoryId: row[4],
          asRead: row[5],
        }));
        const conflicts = conflictsAmong(replacements, before);
        if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts };
        const unknown = await unknownCategories(
          tx,
          vaultId,
          replacements.map((replacement) => replacement.categoryId),
        );
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };

        const rowsBefore = new Map(before.map((row) => [row.id, row]));
        const moved: { id: ItemId; categoryId: CategoryId | null }[] = [];
        const written: ((typeof moved)[number] & {
          sealed: Sealed;
          sealRev: number;
          writtenAt: number;
        })[] = [];
        const kept: ItemId[] = [];
        for (const replacement of replacements) {
          const row = rowsBefore.get(replacement.id);
          // Every replacement without a row is a conflict.
          if (row === undefined) continue;
          const placed = {
            id: row.id,
            categoryId: categoryAfter(row.categoryId, row.asRead, replacement.categoryId),
          };
          const { sealed: record, keepVersion = true } = replacement;
          if (record === undefined) {
            moved.push(placed);
            continue;
          }
          if (keepVersion) kept.push(row.id);
          written.push({
            ...placed,
            sealed: record,
            sealRev: replacement.sealRev,
            writtenAt: keepVersion ? now : row.writtenAt,
          });
        }
        await place(tx, moved, { now });
        await copyToVersions(tx, { vaultId, ids: kept }, { now, keepVersions });
        await rewrite(tx, written, { now });
        return { outcome: "replaced", rows: await liveRows(tx, vaultId, ids) };
      });
    },

    async move(scope, ids, to) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        const known = new Set((await tx.all(findIds, { vaultId, ids })).map(([some]) => some));
        const unknown = ids.filter((some) => !known.has(some));
        const unknownCategory = (await unknownCategories(tx, vaultId, [to.categoryId])).length > 0;
        if (unknown.length === 0 && !unknownCategory) await tx.run(moveElsewhere, { vaultId, ids, ...to });
        return { unknown, unknownCategory };
      });
    },

    async markUsed(scope, ids, now) {
      return noteAs(scope, "editor", async (tx) => {
        const used = await tx.all(markUsed, { vaultId: scope.vaultId, ids, now });
        const known = new Set(used.map(([some]) => some));
        return [...new Set(ids)].filter((some) => known.has(some));
      });
    },

    async reorder(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => ({ unknown: await reorder(tx, vaultId, ids, now) }));
    },
  };
}

const liveRows = async (tx: Transaction, vaultId: VaultId, ids: readonly ItemId[]): Promise<ItemRow[]> =>
  inOrderOf(
    ids,
    (await tx.all(findLive, { vaultId, ids })).map((row) => toItemRow(row)),
  );
