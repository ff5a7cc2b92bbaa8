import { and, eq, isNull, sql } from "drizzle-orm";
import type { CategoryId, UserId } from "../../ids.ts";
import type { ItemRow } from "../rows.ts";
import type { ItemStore } from "../store.ts";
import { conflictsAmong } from "./conflicts.ts";
import { bound, type Connection, compile, isOwnAmong } from "./connection.ts";
import { isLive, itemColumns, nextRevision } from "./item-columns.ts";
import { versionKeeper } from "./item-versions.ts";
import { keyInForce } from "./key-in-force.ts";
import { lastSortId } from "./last-sort-id.ts";
import { inOrderOf, reorderRows } from "./row-order.ts";
import { categories, items } from "./schema.ts";

export function itemChanges(
  connection: Connection,
): Pick<ItemStore, "reorder" | "insert" | "replace" | "move"> {
  const { sqlite, db, write } = connection;
  const isKeyInForce = keyInForce(connection);
  const largestSortId = lastSortId(connection, items);
  const keepVersion = versionKeeper(connection);
  const reorder = reorderRows(connection, items);

  const insertRow = compile(
    sqlite,
    db.insert(items).values({
      id: bound("id"),
      userId: bound("userId"),
      categoryId: bound("categoryId"),
      sealed: bound("sealed"),
      sortId: bound("sortId"),
      sealRev: bound("sealRev"),
      revision: bound("revision"),
      createdAt: bound("createdAt"),
      updatedAt: bound("updatedAt"),
      deletedAt: bound("deletedAt"),
      writtenAt: bound("createdAt"),
    }),
  );
  const changed = { categoryId: bound("categoryId"), updatedAt: bound("now"), revision: nextRevision };
  const moveRow = compile(
    sqlite,
    db
      .update(items)
      .set(changed)
      .where(eq(items.id, bound("id"))),
  );
  const replaceRow = compile(
    sqlite,
    db
      .update(items)
      .set({ ...changed, sealed: bound("sealed"), sealRev: bound("sealRev"), writtenAt: bound("now") })
      .where(eq(items.id, bound("id"))),
  );

  /** Of the categories given, those that no live item of the owner may have. */
  const unknownCategories = (
    userId: UserId,
    given: readonly (CategoryId | null | undefined)[],
  ): CategoryId[] => {
    const ids = [...new Set(given)].filter((id) => typeof id === "number");
    if (ids.length === 0) return [];
    const live = and(isOwnAmong(categories, userId, ids), isNull(categories.deletedAt));
    const known = new Set(
      db
        .select({ id: categories.id })
        .from(categories)
        .where(live)
        .all()
        .map(({ id }) => id),
    );
    return ids.filter((id) => !known.has(id));
  };

  return {
    async insert(userId, keyNumber, rows, now) {
      return write(() => {
        if (!isKeyInForce(userId, keyNumber)) return { outcome: "key-replaced" };
        const unknown = unknownCategories(
          userId,
          rows.map(({ categoryId }) => categoryId),
        );
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };
        const fresh = {
          sortId: largestSortId(userId),
          sealRev: 1,
          revision: 1,
          createdAt: now,
          updatedAt: now,
          deletedAt: null,
        };
        const written = rows.map(
          ({ id, categoryId, sealed }): ItemRow => ({ id, categoryId, sealed, ...fresh }),
        );
        for (const row of written) insertRow.run({ ...row, userId });
        return { outcome: "replaced", rows: written };
      });
    },

    async replace(userId, keyNumber, replacements, { now, keepVersions }) {
      return write(() => {
        if (!isKeyInForce(userId, keyNumber)) return { outcome: "key-replaced" };
        const ids = replacements.map(({ id }) => id);
        const live = and(isOwnAmong(items, userId, ids), isLive);
        const { id, revision, sealRev, categoryId } = items;
        const before = db.select({ id, revision, sealRev, categoryId }).from(items).where(live).all();
        const conflicts = conflictsAmong(replacements, before);
        if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts };
        const unknown = unknownCategories(
          userId,
          replacements.map((replacement) => replacement.categoryId),
        );
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };

        const categoryBefore = new Map(before.map((row) => [row.id, row.categoryId]));
        for (const { id, sealed, sealRev, categoryId = categoryBefore.get(id) ?? null } of replacements) {
          if (sealed === undefined) moveRow.run({ id, categoryId, now });
          else {
            keepVersion(id, now, keepVersions);
            replaceRow.run({ id, categoryId, now, sealed, sealRev });
          }
        }
        return {
          outcome: "replaced",
          rows: inOrderOf(ids, db.select(itemColumns).from(items).where(live).all()),
        };
      });
    },

    async move(userId, ids, categoryId, now) {
      return write(() => {
        const live = and(isOwnAmong(items, userId, ids), isLive);
        const known = new Set(
          db
            .select({ id: items.id })
            .from(items)
            .where(live)
            .all()
            .map(({ id }) => id),
        );
        const unknown = ids.filter((id) => !known.has(id));
        const unknownCategory = unknownCategories(userId, [categoryId]).length > 0;
        if (unknown.length === 0 && !unknownCategory) {
          // An item that is there already is not written, and keeps its revision.
          const elsewhere = and(live, sql`${items.categoryId} IS NOT ${categoryId}`);
          db.update(items).set({ categoryId, updatedAt: now, revision: nextRevision }).where(elsewhere).run();
        }
        return { unknown, unknownCategory };
      });
    },

    async reorder(userId, ids, now) {
      return { unknown: reorder(userId, ids, now) };
    },
  };
}
