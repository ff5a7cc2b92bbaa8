import { and, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import type { CategoryId, ImportBatchId, ItemId, VaultId } from "../../../../ids.ts";
import type { ImportBatchStore, ImportChunk, ImportRow } from "../../../import-batch-store.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import { categoriesNamed, unknownAmong } from "../../../rows/made-items.ts";
import type { CategoriesSeen } from "../../../rows.ts";
import { bound, type Connection, compile, isOwnAmong } from "../base/connection.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { lastSortId } from "../base/last-sort-id.ts";
import { memberWriter } from "../base/member-writer.ts";
import { categoriesAsSeen } from "../categories/categories-seen.ts";
import { isLive } from "../items/item-columns.ts";
import { versionAdder, versionKeeper } from "../items/item-versions.ts";
import { importBatches, importRows } from "../schema/file-schema.ts";
import { categories, items, itemVersions } from "../schema/schema.ts";

/** What an import writes and takes back, in transactions of some hundred rows. */
export function importChunks(
  connection: Connection,
): Pick<ImportBatchStore, "writeChunk" | "settleFiles" | "undoChunk"> {
  const { sqlite, db } = connection;
  const writeAs = memberWriter(connection);
  const isKeyInForce = keyInForce(connection);
  const copyToVersions = versionKeeper(connection);
  const addVersions = versionAdder(connection);
  const lastItem = lastSortId(connection, items);
  const lastCategory = lastSortId(connection, categories);
  const isAsSeen = categoriesAsSeen(connection);

  const placed = {
    id: bound("id"),
    vaultId: bound("vaultId"),
    sortId: bound("sortId"),
    sealed: bound("sealed"),
  };
  const insertCategory = compile(
    sqlite,
    db.insert(categories).values({
      ...placed,
      sealRev: 1,
      revision: 1,
      createdAt: bound("createdAt"),
      updatedAt: bound("updatedAt"),
      deletedAt: bound("deletedAt"),
    }),
  );
  const insertItem = compile(
    sqlite,
    db.insert(items).values({
      ...placed,
      categoryId: bound("categoryId"),
      sealRev: bound("sealRev"),
      revision: 1,
      createdAt: bound("createdAt"),
      updatedAt: bound("updatedAt"),
      usedAt: bound("usedAt"),
      deletedAt: bound("deletedAt"),
      writtenAt: bound("updatedAt"),
    }),
  );
  const replaceItem = compile(
    sqlite,
    db
      .update(items)
      .set({
        sealed: bound("sealed"),
        sealRev: bound("sealRev"),
        updatedAt: bound("updatedAt"),
        writtenAt: bound("updatedAt"),
        revision: sql`${items.revision} + 1`,
      })
      .where(eq(items.id, bound("id"))),
  );
  const insertRow = compile(
    sqlite,
    db
      .insert(importRows)
      .values({
        batchId: bound("batchId"),
        kind: bound("kind"),
        rowId: bound("rowId"),
        revision: bound("revision"),
        versionId: bound("versionId"),
      })
      .onConflictDoUpdate({
        target: [importRows.batchId, importRows.kind, importRows.rowId],
        set: { revision: bound("revision") },
      }),
  );
  const noteRow = (batchId: ImportBatchId, { kind, rowId, revision, versionId }: ImportRow) =>
    insertRow.run({ batchId, kind, rowId, revision, versionId });

  const rowsBefore = (vaultId: VaultId, ids: readonly ItemId[]) =>
    db
      .select({ id: items.id, revision: items.revision, sealRev: items.sealRev })
      .from(items)
      .where(and(isOwnAmong(items, vaultId, ids), isLive))
      .all();
  const unknownCategories = (vaultId: VaultId, chunk: ImportChunk) => {
    const named = categoriesNamed(chunk);
    const found = db
      .select({ id: categories.id, deletedAt: categories.deletedAt })
      .from(categories)
      .where(
        isOwnAmong(
          categories,
          vaultId,
          named.map(({ id }) => id),
        ),
      )
      .all();
    return unknownAmong(named, found);
  };
  const isInState = (vaultId: VaultId, id: ImportBatchId, isRunning: boolean) => {
    const own = and(eq(importBatches.id, id), eq(importBatches.vaultId, vaultId));
    const batch = db.select({ state: importBatches.state }).from(importBatches).where(own).get();
    return batch !== undefined && (batch.state === "running") === isRunning;
  };
  const isTreeAsSeen = (vaultId: VaultId, seen: CategoriesSeen | undefined) =>
    seen === undefined || isAsSeen(vaultId, seen);

  return {
    async writeChunk(scope, batchId, chunk, { keyNumber, now, keepVersions }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return { outcome: "key-replaced" };
        if (!isInState(vaultId, batchId, true)) return { outcome: "ended" };
        if (!isTreeAsSeen(vaultId, chunk.seen)) return { outcome: "overtaken" };
        const before = rowsBefore(
          vaultId,
          chunk.merged.map(({ id }) => id),
        );
        const conflicts = conflictsAmong(chunk.merged, before);
        if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts };
        const unknown = unknownCategories(vaultId, chunk);
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };

        const categorySortId = lastCategory(vaultId);
        for (const category of chunk.categories) {
          insertCategory.run({ ...category, vaultId, sortId: categorySortId });
          noteRow(batchId, { kind: "category", rowId: category.id, revision: 1, versionId: null });
        }
        const sortId = lastItem(vaultId);
        for (const { versions, isWithTrash: _, ...item } of chunk.made) {
          insertItem.run({ ...item, vaultId, sortId });
          addVersions(vaultId, item.id, versions, now);
          noteRow(batchId, { kind: "made", rowId: item.id, revision: 1, versionId: null });
        }
        for (const { id, expectedRevision, sealed, sealRev, updatedAt, versions, dropped } of chunk.merged) {
          if (dropped.length > 0)
            db.delete(itemVersions)
              .where(and(eq(itemVersions.itemId, id), inArray(itemVersions.id, [...dropped])))
              .run();
          addVersions(vaultId, id, versions, now);
          const versionId = copyToVersions({ vaultId, itemId: id }, now, keepVersions);
          replaceItem.run({ id, sealed, sealRev, updatedAt });
          noteRow(batchId, { kind: "merged", rowId: id, revision: expectedRevision + 1, versionId });
        }
        db.update(importBatches).set({ rowsDone: chunk.rowsDone }).where(eq(importBatches.id, batchId)).run();
        return { outcome: "written" };
      });
    },

    async settleFiles(scope, batchId, { itemId, updatedAt, deletedAt, files }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        const own = and(eq(items.vaultId, vaultId), eq(items.id, itemId));
        const item = db
          .update(items)
          .set({ updatedAt, ...(deletedAt === null ? {} : { deletedAt }) })
          .where(own)
          .returning({ revision: items.revision })
          .get();
        if (!item || !isInState(vaultId, batchId, true)) return false;
        const ofItem = and(eq(importRows.batchId, batchId), eq(importRows.rowId, itemId));
        db.update(importRows)
          .set({ revision: item.revision })
          .where(and(ofItem, inArray(importRows.kind, ["made", "merged"])))
          .run();
        for (const rowId of files) noteRow(batchId, { kind: "file", rowId, revision: 1, versionId: null });
        return true;
      });
    },

    async undoChunk(scope, batchId, chunk, { keyNumber, now, keepVersions }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", () => {
        if (!isKeyInForce(vaultId, keyNumber)) return "key-replaced";
        if (!isInState(vaultId, batchId, false)) return { outcome: "conflict" };
        const touched = [...chunk.items, ...chunk.restored];
        const before = rowsBefore(
          vaultId,
          touched.map(({ id }) => id),
        );
        const asReplacements = touched.map((row) => ({ sealRev: 0, ...row }));
        if (conflictsAmong(asReplacements, before).length > 0) return { outcome: "conflict" };
        for (const { id } of chunk.items) trashItem(db, id, now);
        for (const { id, sealed, sealRev } of chunk.restored) {
          copyToVersions({ vaultId, itemId: id }, now, keepVersions);
          replaceItem.run({ id, sealed, sealRev, updatedAt: now });
        }
        for (const { id, expectedRevision } of chunk.categories)
          trashEmptyCategory(db, { vaultId, id, expectedRevision, now });
        for (const { kind, rowId } of chunk.settled)
          db.delete(importRows)
            .where(
              and(eq(importRows.batchId, batchId), eq(importRows.kind, kind), eq(importRows.rowId, rowId)),
            )
            .run();
        return { outcome: "undone" };
      });
    },
  };
}

function trashItem(db: Connection["db"], id: ItemId, now: number): void {
  db.update(items)
    .set({ deletedAt: now, updatedAt: now, revision: sql`${items.revision} + 1` })
    .where(eq(items.id, id))
    .run();
}

/** One that someone changed, or put an item into, stays. */
function trashEmptyCategory(
  db: Connection["db"],
  {
    vaultId,
    id,
    expectedRevision,
    now,
  }: {
    readonly vaultId: VaultId;
    readonly id: CategoryId;
    readonly expectedRevision: number;
    readonly now: number;
  },
): void {
  const inside = db
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.vaultId, vaultId), eq(items.categoryId, id), isLive));
  db.update(categories)
    .set({ deletedAt: now, updatedAt: now, revision: sql`${categories.revision} + 1` })
    .where(
      and(
        eq(categories.id, id),
        eq(categories.vaultId, vaultId),
        eq(categories.revision, expectedRevision),
        isNull(categories.deletedAt),
        notExists(inside),
      ),
    )
    .run();
}
