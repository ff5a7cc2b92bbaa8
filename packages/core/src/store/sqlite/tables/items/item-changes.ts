import { and, eq, isNull } from "drizzle-orm";
import type { CategoryId, VaultId } from "../../../../ids.ts";
import { categoryAfter, categoryAsRead } from "../../../rows/category-as-read.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import { idsInRow } from "../../../rows/ids-in-row.ts";
import { inOrderOf } from "../../../rows/in-order-of.ts";
import { freshItems } from "../../../rows/item-rows.ts";
import type { ItemStore } from "../../../store.ts";
import { bound, type Connection, compile, isOwnAmong } from "../base/connection.ts";
import { keptRequests } from "../base/kept-requests.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { lastSortId } from "../base/last-sort-id.ts";
import { memberWriter } from "../base/member-writer.ts";
import { reorderRows } from "../base/row-order.ts";
import { trashedCategories } from "../categories/trashed-categories.ts";
import { categories, items } from "../schema/schema.ts";
import { isLive, itemColumns, nextRevision } from "./item-columns.ts";
import { versionKeeper } from "./item-versions.ts";

export function itemChanges(
  connection: Connection,
): Pick<ItemStore, "reorder" | "insert" | "replace" | "move" | "markUsed"> {
  const { sqlite, db } = connection;
  const writeAs = memberWriter(connection);
  const requests = keptRequests(connection);
  const isKeyInForce = keyInForce(connection);
  const largestSortId = lastSortId(connection, items);
  const copyToVersions = versionKeeper(connection);
  const reorder = reorderRows(connection, items);
  const trashedOf = trashedCategories(connection);

  const insertRow = compile(
    sqlite,
    db.insert(items).values({
      id: bound("id"),
      vaultId: bound("vaultId"),
      categoryId: bound("categoryId"),
      sealed: bound("sealed"),
      sortId: bound("sortId"),
      sealRev: bound("sealRev"),
      revision: bound("revision"),
      createdAt: bound("createdAt"),
      updatedAt: bound("updatedAt"),
      deletedAt: bound("deletedAt"),
      usedAt: bound("usedAt"),
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
  const resealRow = compile(
    sqlite,
    db
      .update(items)
      .set({ ...changed, sealed: bound("sealed"), sealRev: bound("sealRev") })
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
    vaultId: VaultId,
    given: readonly (CategoryId | null | undefined)[],
  ): CategoryId[] => {
    const ids = [...new Set(given)].filter((id) => typeof id === "number");
    if (ids.length === 0) return [];
    const live = and(isOwnAmong(categories, vaultId, ids), isNull(categories.deletedAt));
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
    async insert(scope, rows, { keyNumber, now, request }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (request && requests.find(scope, request.name)) return { outcome: "made-before" };
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        const unknown = unknownCategories(
          vaultId,
          rows.map(({ categoryId }) => categoryId),
        );
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };
        const written = freshItems(rows, largestSortId(vaultId), now);
        for (const row of written) insertRow.run({ ...row, vaultId });
        if (request) requests.keep(scope, request, idsInRow("items", rows), now);
        return { outcome: "replaced", rows: written };
      });
    },

    async replace(scope, replacements, { keyNumber, now, keepVersions }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        const ids = replacements.map(({ id }) => id);
        const live = and(isOwnAmong(items, vaultId, ids), isLive);
        const before = db.select(keptColumns).from(items).where(live).all();
        const conflicts = conflictsAmong(replacements, before);
        if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts };
        const unknown = unknownCategories(
          vaultId,
          replacements.map((replacement) => replacement.categoryId),
        );
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };

        const trashed = trashedOf(vaultId);
        const rowsBefore = new Map(before.map((row) => [row.id, row]));
        for (const { id, sealed, sealRev, categoryId: given, keepVersion = true } of replacements) {
          const row = rowsBefore.get(id);
          // Every replacement without a row is a conflict.
          if (row === undefined) continue;
          const categoryId = categoryAfter(row.categoryId, categoryAsRead(row, trashed), given);
          if (sealed === undefined) moveRow.run({ id, categoryId, now });
          else if (!keepVersion) resealRow.run({ id, categoryId, now, sealed, sealRev });
          else {
            copyToVersions({ vaultId, itemId: id }, now, keepVersions);
            replaceRow.run({ id, categoryId, now, sealed, sealRev });
          }
        }
        return {
          outcome: "replaced",
          rows: inOrderOf(
            ids,
            db
              .select(itemColumns)
              .from(items)
              .where(live)
              .all()
              .map((row) => ({ ...row, categoryId: categoryAsRead(row, trashed) })),
          ),
        };
      });
    },

    async move(scope, ids, { categoryId, now }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        const live = and(isOwnAmong(items, vaultId, ids), isLive);
        const rows = db.select(keptColumns).from(items).where(live).all();
        const known = new Set(rows.map(({ id }) => id));
        const unknown = ids.filter((id) => !known.has(id));
        const unknownCategory = unknownCategories(vaultId, [categoryId]).length > 0;
        if (unknown.length === 0 && !unknownCategory) {
          // An item that is there already is not written, and keeps its revision.
          const trashed = trashedOf(vaultId);
          const elsewhere = rows.filter((row) => categoryAsRead(row, trashed) !== categoryId);
          for (const { id } of elsewhere) moveRow.run({ id, categoryId, now });
        }
        return { unknown, unknownCategory };
      });
    },

    async markUsed(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(
        scope,
        "editor",
        () => {
          const own = and(isOwnAmong(items, vaultId, ids), isLive);
          const used = db.update(items).set({ usedAt: now }).where(own).returning({ id: items.id }).all();
          const known = new Set(used.map(({ id }) => id));
          return [...new Set(ids)].filter((id) => known.has(id));
        },
        "note",
      );
    },

    async reorder(scope, ids, now) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => ({ unknown: reorder(vaultId, ids, now) }));
    },
  };
}

/** What a change is checked against. */
const { id, revision, sealRev, categoryId, deletedAt } = items;
const keptColumns = { id, revision, sealRev, categoryId, deletedAt };
