import type { CategoryId, ImportBatchId, ItemId, VaultScope } from "../../ids.ts";
import type { Refusal } from "../membership.ts";
import type { Store } from "../store.ts";
import { sealed } from "./world.suite.ts";

interface ImportNames {
  readonly item: ItemId;
  readonly category: CategoryId;
  readonly batch: ImportBatchId;
  readonly endedBatch: ImportBatchId;
}
type ImportCall = (store: Store, scope: VaultScope, names: ImportNames) => Promise<unknown>;

const change = { expectedRevision: 2, sealRev: 9, sealed: sealed("intruder") };

/** The methods on imports, for ownership.suite.ts. */
export const IMPORT_CALLS = {
  "importBatches.reserveIds": null,
  "importBatches.eraseBefore": null,
  "importBatches.begin": async (store, scope) => {
    const id = await store.importBatches.reserveIds(scope.vaultId, 1);
    const batch = { id, rowsAll: 1, sealed: sealed("intruder") };
    return store.importBatches.begin(scope, batch, { keyNumber: 1, now: 3000 });
  },
  "importBatches.find": (store, scope, { batch }) => store.importBatches.find(scope, batch),
  "importBatches.list": (store, scope) => store.importBatches.list(scope),
  "importBatches.resume": (store, scope, { batch }) => store.importBatches.resume(scope, batch),
  "importBatches.writeChunk": async (store, scope, { batch, item }) => {
    const options = { keyNumber: 1, now: 3000, keepVersions: 20 };
    const nothing = { rowsDone: 1, categories: [], made: [], merged: [] };
    const merged = [{ ...change, id: item, updatedAt: 3000, versions: [], dropped: [] }];
    // The second one is of the caller's own import, and of the named item.
    const own = await beginImport(store, scope);
    return [
      await store.importBatches.writeChunk(scope, batch, nothing, options),
      typeof own === "string"
        ? own
        : await store.importBatches.writeChunk(scope, own, { ...nothing, merged }, options),
    ];
  },
  "importBatches.settleFiles": (store, scope, { batch, item }) =>
    store.importBatches.settleFiles(scope, batch, {
      itemId: item,
      updatedAt: 1,
      deletedAt: null,
      files: [1],
    }),
  "importBatches.end": (store, scope, { batch }) =>
    store.importBatches.end(
      scope,
      batch,
      { state: "cancelled", sealRev: 2, sealed: sealed("intruder") },
      { keyNumber: 1, now: 3000 },
    ),
  "importBatches.countRows": (store, scope, { batch }) => store.importBatches.countRows(scope, batch),
  "importBatches.rows": (store, scope, { batch }) =>
    store.importBatches.rows(scope, batch, { kind: "made", after: 0, limit: 10 }),
  "importBatches.undoChunk": (store, scope, { endedBatch, item, category }) =>
    store.importBatches.undoChunk(
      scope,
      endedBatch,
      {
        items: [{ id: item, expectedRevision: 2 }],
        categories: [{ id: category, expectedRevision: 1 }],
        restored: [],
        settled: [],
      },
      { keyNumber: 1, now: 3000, keepVersions: 20 },
    ),
  "importBatches.markUndone": (store, scope, { endedBatch }) =>
    store.importBatches.markUndone(scope, endedBatch, 3000),
} satisfies Record<`importBatches.${keyof Store["importBatches"]}`, ImportCall | null>;

export async function beginImport(
  store: Store,
  scope: VaultScope,
): Promise<ImportBatchId | Refusal | "key-replaced"> {
  const id = await store.importBatches.reserveIds(scope.vaultId, 1);
  const batch = { id, rowsAll: 1, sealed: sealed("import") };
  const begun = await store.importBatches.begin(scope, batch, { keyNumber: 1, now: 1500 });
  return begun === "begun" ? id : begun;
}
