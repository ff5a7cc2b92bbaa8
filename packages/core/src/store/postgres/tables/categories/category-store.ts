import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { asCategoryId, type CategoryId, type VaultId } from "../../../../ids.ts";
import { type CategoryTuple, freshCategories, toCategoryRow } from "../../../rows/category-rows.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import { idsInRow } from "../../../rows/ids-in-row.ts";
import { inOrderOf } from "../../../rows/in-order-of.ts";
import { seenIn } from "../../../rows/same-categories.ts";
import type { CategoryRow } from "../../../rows.ts";
import type { CategoryStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { insertInto, overGivenRows } from "../base/given-rows.ts";
import { findRequest, keepRequest } from "../base/kept-requests.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { lastSortId } from "../base/last-sort-id.ts";
import { memberWriter } from "../base/member-writer.ts";
import type { Queries } from "../base/queries.ts";
import { reserveIn } from "../base/reserve-ids.ts";
import { reorderRows } from "../base/row-order.ts";
import { bound, build, compile, isOneOf, isOwnAmong } from "../base/statements.ts";
import { categories, items } from "../schema/schema.ts";
import { areCategoriesAsSeen } from "./categories-seen.ts";

const { id, sortId, sealRev, revision, createdAt, updatedAt, deletedAt, sealed } = categories;
const columns = { id, sortId, sealRev, revision, createdAt, updatedAt, deletedAt, sealed };

const largestSortId = lastSortId(categories);
const reorder = reorderRows(categories);
const insertCategories = insertInto(categories, ["id", "sealed"]);
const isLive = isNull(deletedAt);
const isInTrash = isNotNull(deletedAt);
const isOwn = isOwnAmong(categories, bound("vaultId"), bound("ids"));

const listIn = (state?: SQL) =>
  compile<CategoryTuple>(
    build
      .select(columns)
      .from(categories)
      .where(and(eq(categories.vaultId, bound("vaultId")), state))
      .orderBy(asc(sortId), asc(id)),
  );
const lists = { live: listIn(isLive), trash: listIn(isInTrash), all: listIn() };
const findLive = compile<CategoryTuple>(build.select(columns).from(categories).where(and(isOwn, isLive)));

const changed = { updatedAt: sql<number>`${bound("now")}::bigint`, revision: sql`${revision} + 1` };
const changedItem = { updatedAt: sql<number>`${bound("now")}::bigint`, revision: sql`${items.revision} + 1` };
const touch = compile(
  build
    .update(categories)
    .set(changed)
    .where(isOneOf(id, bound("ids"))),
);
const rewrite = overGivenRows({ id, sealed, sealRev }, (rows, value) =>
  build
    .update(categories)
    .set({ ...changed, sealed: value.sealed, sealRev: value.sealRev })
    .from(rows)
    .where(eq(id, value.id)),
);
const putIntoTrash = compile<[id: CategoryId]>(
  build
    .update(categories)
    .set({ ...changed, deletedAt: bound("now") })
    .where(and(isOwn, isLive))
    .returning({ id }),
);
const putItemsIntoTrash = compile(
  build
    .update(items)
    .set({ ...changedItem, deletedAt: bound("now") })
    .where(
      and(
        eq(items.vaultId, bound("vaultId")),
        isOneOf(items.categoryId, bound("ids")),
        isNull(items.deletedAt),
      ),
    ),
);
/** Those that went to the trash with their category. */
const takeItemsBack = compile(
  build
    .update(items)
    .set({ ...changedItem, deletedAt: null })
    .from(categories)
    .where(
      and(
        eq(items.vaultId, bound("vaultId")),
        eq(items.categoryId, id),
        eq(items.deletedAt, deletedAt),
        isOwn,
      ),
    ),
);
const takeBack = compile(
  build
    .update(categories)
    .set({ ...changed, deletedAt: null })
    .where(and(isOwn, isInTrash)),
);

const liveRows = async (
  queries: Pick<Queries, "all">,
  vaultId: VaultId,
  ids: readonly CategoryId[],
): Promise<CategoryRow[]> =>
  inOrderOf(ids, (await queries.all(findLive, { vaultId, ids })).map(toCategoryRow));

export function createCategoryStore(connection: Connection): CategoryStore {
  const { all, write } = connection;
  const writeAs = memberWriter(connection);

  return {
    async reserveIds(vaultId, wanted) {
      return asCategoryId(await write((tx) => reserveIn(tx, vaultId, { kind: "categories", count: wanted })));
    },

    async insert(scope, rows, { keyNumber, now, seen, request }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (request && (await findRequest(tx, scope, request.name))) return "made-before";
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return "key-replaced";
        if (seen && !(await areCategoriesAsSeen(tx, vaultId, seen))) return "overtaken";
        const written = freshCategories(rows, await largestSortId(tx, vaultId), now);
        await insertCategories(tx, written, { ...written[0], vaultId });
        if (request) await keepRequest(tx, scope, { request, records: idsInRow("categories", rows), now });
        return written;
      });
    },

    async list({ vaultId }, { trash }) {
      return (await all(trash ? lists.trash : lists.live, { vaultId })).map(toCategoryRow);
    },

    async readAll({ vaultId }) {
      const rows = (await all(lists.all, { vaultId })).map(toCategoryRow);
      return { rows, seen: seenIn(rows) };
    },

    async findMany({ vaultId }, ids) {
      return liveRows(connection, vaultId, ids);
    },

    async replace(scope, replacements, { keyNumber, now, tree }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return { outcome: "key-replaced" };
        const ids = replacements.map((replacement) => replacement.id);
        const conflicts = conflictsAmong(replacements, await liveRows(tx, vaultId, ids));
        if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts };
        if (tree && !(await areCategoriesAsSeen(tx, vaultId, tree.seen))) return { outcome: "overtaken" };
        const touched = replacements.flatMap((some) => (some.sealed === undefined ? some.id : []));
        if (touched.length > 0) await tx.run(touch, { ids: touched, now });
        const written = replacements.flatMap(({ sealed: record, ...some }) =>
          record === undefined ? [] : { ...some, sealed: record },
        );
        await rewrite(tx, written, { now });
        if (tree?.order) await reorder(tx, vaultId, tree.order, now);
        return { outcome: "replaced", rows: await liveRows(tx, vaultId, ids) };
      });
    },

    async trash(scope, ids, { cascade, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        const live = (await tx.all(putIntoTrash, { vaultId, ids, now })).map(([some]) => some);
        if (!cascade || live.length === 0) return { categories: live.length, items: 0 };
        return {
          categories: live.length,
          items: await tx.run(putItemsIntoTrash, { vaultId, ids: live, now }),
        };
      });
    },

    async restore(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        const restoredItems = await tx.run(takeItemsBack, { vaultId, ids, now });
        return { categories: await tx.run(takeBack, { vaultId, ids, now }), items: restoredItems };
      });
    },

    async reorder(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => ({ unknown: await reorder(tx, vaultId, ids, now) }));
    },
  };
}
