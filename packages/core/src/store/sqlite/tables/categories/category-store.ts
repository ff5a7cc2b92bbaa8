import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { asCategoryId, type CategoryId, type VaultId } from "../../../../ids.ts";
import { type CategoryTuple, freshCategories, toCategoryRow } from "../../../rows/category-rows.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import { idsInRow } from "../../../rows/ids-in-row.ts";
import { inOrderOf } from "../../../rows/in-order-of.ts";
import { seenIn } from "../../../rows/same-categories.ts";
import type { CategoryRow } from "../../../rows.ts";
import type { CategoryStore } from "../../../store.ts";
import { bound, type Connection, compile, isOneOf, isOwnAmong } from "../base/connection.ts";
import { keptRequests } from "../base/kept-requests.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { lastSortId } from "../base/last-sort-id.ts";
import { memberWriter } from "../base/member-writer.ts";
import { reorderRows } from "../base/row-order.ts";
import { categories, items } from "../schema/schema.ts";
import { categoriesAsSeen } from "./categories-seen.ts";

export function createCategoryStore(connection: Connection): CategoryStore {
  const { sqlite, db, write, reserveIn } = connection;
  const writeAs = memberWriter(connection);
  const requests = keptRequests(connection);
  const isKeyInForce = keyInForce(connection);
  const largestSortId = lastSortId(connection, categories);
  const reorder = reorderRows(connection, categories);

  const own = (vaultId: VaultId, ids: readonly CategoryId[]) => isOwnAmong(categories, vaultId, ids);
  const listOf = (state?: typeof inTheTrash) =>
    compile<CategoryTuple>(
      sqlite,
      db
        .select(categoryColumns)
        .from(categories)
        .where(and(eq(categories.vaultId, bound("vaultId")), state))
        .orderBy(asc(categories.sortId), asc(categories.id)),
    );
  const insertRow = compile(
    sqlite,
    db.insert(categories).values({
      id: bound("id"),
      vaultId: bound("vaultId"),
      sealed: bound("sealed"),
      sortId: bound("sortId"),
      sealRev: bound("sealRev"),
      revision: bound("revision"),
      createdAt: bound("createdAt"),
      updatedAt: bound("updatedAt"),
      deletedAt: bound("deletedAt"),
    }),
  );
  const changed = { updatedAt: bound("now"), revision: nextRevision };
  const isThisRow = eq(categories.id, bound("id"));
  const touchRow = compile(sqlite, db.update(categories).set(changed).where(isThisRow));
  const replaceRow = compile(
    sqlite,
    db
      .update(categories)
      .set({ ...changed, sealed: bound("sealed"), sealRev: bound("sealRev") })
      .where(isThisRow),
  );
  const lists = { live: listOf(isLive), trash: listOf(inTheTrash), all: listOf() };
  const isAsSeen = categoriesAsSeen(connection);
  const liveRows = (vaultId: VaultId, ids: readonly CategoryId[]): CategoryRow[] =>
    inOrderOf(
      ids,
      db
        .select(categoryColumns)
        .from(categories)
        .where(and(own(vaultId, ids), isLive))
        .all(),
    );

  return {
    async reserveIds(vaultId, wanted) {
      return asCategoryId(write(() => reserveIn(vaultId, "categories", wanted)));
    },

    async insert(scope, rows, { keyNumber, now, seen, request }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (request && requests.find(scope, request.name)) return "made-before";
        if (!isKeyInForce(vaultId, keyNumber)) return "key-replaced";
        if (seen && !isAsSeen(vaultId, seen)) return "overtaken";
        const written = freshCategories(rows, largestSortId(vaultId), now);
        for (const row of written) insertRow.run({ ...row, vaultId });
        if (request) requests.keep(scope, request, idsInRow("categories", rows), now);
        return written;
      });
    },

    async list(scope, { trash }) {
      const { vaultId } = scope;
      return (trash ? lists.trash : lists.live).all({ vaultId }).map(toCategoryRow);
    },

    async readAll(scope) {
      const { vaultId } = scope;
      const rows = lists.all.all({ vaultId }).map(toCategoryRow);
      return { rows, seen: seenIn(rows) };
    },

    async findMany(scope, ids) {
      const { vaultId } = scope;
      return liveRows(vaultId, ids);
    },

    async replace(scope, replacements, { keyNumber, now, tree }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        const ids = replacements.map(({ id }) => id);
        const conflicts = conflictsAmong(replacements, liveRows(vaultId, ids));
        if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts };
        if (tree && !isAsSeen(vaultId, tree.seen)) return { outcome: "overtaken" };
        for (const { id, sealed, sealRev } of replacements) {
          if (sealed === undefined) touchRow.run({ id, now });
          else replaceRow.run({ id, now, sealed, sealRev });
        }
        if (tree?.order) reorder(vaultId, tree.order, now);
        return { outcome: "replaced", rows: liveRows(vaultId, ids) };
      });
    },

    async trash(scope, ids, { cascade, now }) {
      const { vaultId } = scope;
      return writeAs(
        scope,
        "editor",
        () => {
          const live = liveRows(vaultId, ids).map(({ id }) => id);
          db.update(categories)
            .set({ deletedAt: now, updatedAt: now, revision: nextRevision })
            .where(own(vaultId, live))
            .run();
          if (!cascade) return { categories: live.length, items: 0 };
          const inside = and(
            eq(items.vaultId, vaultId),
            isOneOf(items.categoryId, live),
            isNull(items.deletedAt),
          );
          const { changes } = db
            .update(items)
            .set({ deletedAt: now, updatedAt: now, revision: sql`${items.revision} + 1` })
            .where(inside)
            .run();
          return { categories: live.length, items: changes };
        },
        "essential",
      );
    },

    async restore(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        const trashed = and(own(vaultId, ids), inTheTrash);
        const wentAlong = db
          .select({ id: items.id })
          .from(items)
          .innerJoin(
            categories,
            and(eq(categories.id, items.categoryId), eq(categories.deletedAt, items.deletedAt)),
          )
          .where(and(eq(items.vaultId, vaultId), trashed));
        const restoredItems = db
          .update(items)
          .set({ deletedAt: null, updatedAt: now, revision: sql`${items.revision} + 1` })
          .where(inArray(items.id, wentAlong))
          .run().changes;
        const restored = db
          .update(categories)
          .set({ deletedAt: null, updatedAt: now, revision: nextRevision })
          .where(trashed)
          .run();
        return { categories: restored.changes, items: restoredItems };
      });
    },

    async reorder(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => ({ unknown: reorder(vaultId, ids, now) }));
    },
  };
}

const isLive = isNull(categories.deletedAt);
const inTheTrash = isNotNull(categories.deletedAt);
const nextRevision = sql`${categories.revision} + 1`;

const { id, sortId, sealRev, revision, createdAt, updatedAt, deletedAt, sealed } = categories;
const categoryColumns = { id, sortId, sealRev, revision, createdAt, updatedAt, deletedAt, sealed };
