import { and, eq, inArray, isNull, notExists, sql } from "drizzle-orm";
import type { CategoryId, ImportBatchId, ItemId, VaultId } from "../../../../ids.ts";
import type {
  ImportBatchState,
  ImportBatchStore,
  ImportChunk,
  ImportRow,
} from "../../../import-batch-store.ts";
import { conflictsAmong } from "../../../rows/conflicts.ts";
import { categoriesNamed, unknownAmong } from "../../../rows/made-items.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { insertInto, overGivenRows } from "../base/given-rows.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { lastSortId } from "../base/last-sort-id.ts";
import { memberWriter } from "../base/member-writer.ts";
import { bound, build, compile, isOneOf, isOwnAmong } from "../base/statements.ts";
import { areCategoriesAsSeen } from "../categories/categories-seen.ts";
import { findSeen, isLive, nextRevision, toSeen } from "../items/item-columns.ts";
import { addVersions, copyToVersions, dropVersions } from "../items/item-versions.ts";
import { importBatches, importRows } from "../schema/file-schema.ts";
import { categories, items } from "../schema/schema.ts";

const lastItem = lastSortId(items);
const lastCategory = lastSortId(categories);
const insertCategories = insertInto(categories);
const insertItems = insertInto(items);
const findBefore = findSeen(isLive);

const { id, sealed, sealRev, updatedAt } = items;
const replaceItems = overGivenRows({ id, sealed, sealRev, updatedAt }, (rows, value) =>
  build
    .update(items)
    .set({
      sealed: value.sealed,
      sealRev: value.sealRev,
      updatedAt: value.updatedAt,
      writtenAt: value.updatedAt,
      revision: nextRevision,
    })
    .from(rows)
    .where(eq(id, value.id)),
);
const { batchId, kind, rowId, revision, versionId } = importRows;
const noteRows = overGivenRows(
  { batchId, kind, rowId, revision, versionId },
  (rows, value) =>
    sql`INSERT INTO ${importRows} (batch_id, kind, row_id, revision, version_id)
      SELECT ${value.batchId}, ${value.kind}, ${value.rowId}, ${value.revision}, ${value.versionId} FROM ${rows}
      ON CONFLICT (batch_id, kind, row_id) DO UPDATE SET revision = excluded.revision`,
);
const dropRows = overGivenRows(
  { kind, rowId },
  (rows, value) =>
    sql`DELETE FROM ${importRows} USING ${rows}
      WHERE ${batchId} = ${bound("batchId")} AND ${kind} = ${value.kind} AND ${rowId} = ${value.rowId}`,
);
const settleRow = compile(
  build
    .update(importRows)
    .set({ revision: bound("revision") })
    .where(and(eq(batchId, bound("batchId")), eq(rowId, bound("itemId")), inArray(kind, ["made", "merged"]))),
);

const findCategories = compile<[id: CategoryId, deletedAt: number | null]>(
  build
    .select({ id: categories.id, deletedAt: categories.deletedAt })
    .from(categories)
    .where(isOwnAmong(categories, bound("vaultId"), bound("ids"))),
);
const isThisBatch = and(eq(importBatches.id, bound("batchId")), eq(importBatches.vaultId, bound("vaultId")));
const findState = compile<[state: ImportBatchState]>(
  build.select({ state: importBatches.state }).from(importBatches).where(isThisBatch),
);
const setRowsDone = compile(
  build
    .update(importBatches)
    .set({ rowsDone: bound("rowsDone") })
    .where(isThisBatch),
);
const settleItem = compile<[revision: number]>(
  build
    .update(items)
    .set({
      updatedAt: bound("updatedAt"),
      deletedAt: sql`coalesce(${bound("deletedAt")}, ${items.deletedAt})`,
    })
    .where(and(eq(items.vaultId, bound("vaultId")), eq(id, bound("itemId"))))
    .returning({ revision: items.revision }),
);
const trashItems = compile(
  build
    .update(items)
    .set({ deletedAt: bound("now"), updatedAt: bound("now"), revision: nextRevision })
    .where(isOneOf(id, bound("ids"))),
);
/** One that someone changed, or put an item into, stays. */
const trashEmptyCategories = overGivenRows(
  { id: categories.id, expected: categories.revision },
  (rows, value) =>
    build
      .update(categories)
      .set({
        deletedAt: bound("now"),
        updatedAt: bound("now"),
        revision: sql`${categories.revision} + 1`,
      })
      .from(rows)
      .where(
        and(
          eq(categories.id, value.id),
          eq(categories.vaultId, bound("vaultId")),
          eq(categories.revision, value.expected),
          isNull(categories.deletedAt),
          notExists(
            build
              .select({ id })
              .from(items)
              .where(and(eq(items.vaultId, categories.vaultId), eq(items.categoryId, categories.id), isLive)),
          ),
        ),
      ),
);

async function isInState(
  tx: Transaction,
  vaultId: VaultId,
  { batch, isRunning }: { readonly batch: ImportBatchId; readonly isRunning: boolean },
): Promise<boolean> {
  const [state] = (await tx.one(findState, { vaultId, batchId: batch })) ?? [];
  return state !== undefined && (state === "running") === isRunning;
}

async function unknownCategories(
  tx: Transaction,
  vaultId: VaultId,
  chunk: ImportChunk,
): Promise<CategoryId[]> {
  const named = categoriesNamed(chunk);
  if (named.length === 0) return [];
  const found = await tx.all(findCategories, { vaultId, ids: [...new Set(named.map((some) => some.id))] });
  return unknownAmong(
    named,
    found.map(([category, deletedAt]) => ({ id: category, deletedAt })),
  );
}

const rowsBefore = async (tx: Transaction, vaultId: VaultId, ids: readonly ItemId[]) =>
  ids.length === 0 ? [] : (await tx.all(findBefore, { vaultId, ids })).map(toSeen);

async function writeRows(
  tx: Transaction,
  vaultId: VaultId,
  {
    batch,
    categories: madeCategories,
    made,
    merged,
    now,
    keepVersions,
  }: ImportChunk & { readonly batch: ImportBatchId; readonly now: number; readonly keepVersions: number },
): Promise<void> {
  const rowsOf = (
    ofKind: ImportRow["kind"],
    rows: readonly { readonly id: number; readonly revision?: number }[],
  ) =>
    rows.map((row) => ({
      batchId: batch,
      kind: ofKind,
      rowId: row.id,
      revision: row.revision ?? 1,
      versionId: null,
    }));

  if (madeCategories.length > 0) {
    const placed = { vaultId, sortId: await lastCategory(tx, vaultId), sealRev: 1, revision: 1 };
    await insertCategories(
      tx,
      madeCategories.map((category) => ({ ...category, ...placed })),
    );
    await noteRows(tx, rowsOf("category", madeCategories));
  }
  if (made.length > 0) {
    const placed = { vaultId, sortId: await lastItem(tx, vaultId), revision: 1 };
    await insertItems(
      tx,
      made.map((item) => ({ ...item, ...placed, writtenAt: item.updatedAt })),
    );
    await noteRows(tx, rowsOf("made", made));
  }
  await dropVersions(
    tx,
    merged.flatMap(({ id: itemId, dropped }) => dropped.map((version) => ({ itemId, id: version }))),
  );
  await addVersions(tx, vaultId, {
    added: [...made, ...merged].flatMap(({ id: itemId, versions }) =>
      versions.map((version) => ({ itemId, version })),
    ),
    now,
  });
  const ids = merged.map((item) => item.id);
  const keptVersions = await copyToVersions(tx, { vaultId, ids }, { now, keepVersions });
  await replaceItems(tx, merged);
  await noteRows(
    tx,
    merged.map((item, at) => ({
      batchId: batch,
      kind: "merged" as const,
      rowId: item.id,
      revision: item.expectedRevision + 1,
      versionId: keptVersions[at] ?? null,
    })),
  );
}

/** What an import writes and takes back, in transactions of some hundred rows. */
export function importChunks(
  connection: Connection,
): Pick<ImportBatchStore, "writeChunk" | "settleFiles" | "undoChunk"> {
  const writeAs = memberWriter(connection);

  return {
    async writeChunk(scope, batch, chunk, options) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, options.keyNumber))) return { outcome: "key-replaced" };
        if (!(await isInState(tx, vaultId, { batch, isRunning: true }))) return { outcome: "ended" };
        if (chunk.seen && !(await areCategoriesAsSeen(tx, vaultId, chunk.seen)))
          return { outcome: "overtaken" };
        const ids = chunk.merged.map((item) => item.id);
        const conflicts = conflictsAmong(chunk.merged, await rowsBefore(tx, vaultId, ids));
        if (conflicts.length > 0) return { outcome: "conflict", ids: conflicts };
        const unknown = await unknownCategories(tx, vaultId, chunk);
        if (unknown.length > 0) return { outcome: "unknown-category", ids: unknown };
        await writeRows(tx, vaultId, { batch, ...chunk, ...options });
        await tx.run(setRowsDone, { vaultId, batchId: batch, rowsDone: chunk.rowsDone });
        return { outcome: "written" };
      });
    },

    async settleFiles(scope, batch, { files, ...settled }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        const item = await tx.one(settleItem, { vaultId, ...settled });
        if (item === undefined || !(await isInState(tx, vaultId, { batch, isRunning: true }))) return false;
        await tx.run(settleRow, { batchId: batch, itemId: settled.itemId, revision: item[0] });
        await noteRows(
          tx,
          [...new Set(files)].map((file) => ({
            batchId: batch,
            kind: "file" as const,
            rowId: file,
            revision: 1,
            versionId: null,
          })),
        );
        return true;
      });
    },

    async undoChunk(scope, batch, chunk, { keyNumber, now, keepVersions }) {
      const { vaultId } = scope;
      return writeAs(scope, "editor", async (tx) => {
        if (!(await isKeyInForce(tx, vaultId, keyNumber))) return "key-replaced";
        if (!(await isInState(tx, vaultId, { batch, isRunning: false }))) return { outcome: "conflict" };
        const touched = [...chunk.items, ...chunk.restored].map((row) => ({ sealRev: 0, ...row }));
        const before = await rowsBefore(
          tx,
          vaultId,
          touched.map((row) => row.id),
        );
        if (conflictsAmong(touched, before).length > 0) return { outcome: "conflict" };
        if (chunk.items.length > 0) await tx.run(trashItems, { ids: chunk.items.map((row) => row.id), now });
        const ids = chunk.restored.map((row) => row.id);
        await copyToVersions(tx, { vaultId, ids }, { now, keepVersions });
        await replaceItems(
          tx,
          chunk.restored.map((row) => ({ ...row, updatedAt: now })),
        );
        await trashEmptyCategories(
          tx,
          chunk.categories.map((row) => ({ id: row.id, expected: row.expectedRevision })),
          { vaultId, now },
        );
        await dropRows(tx, chunk.settled, { batchId: batch });
        return { outcome: "undone" };
      });
    },
  };
}
