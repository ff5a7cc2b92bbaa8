import { describe, expect, it } from "vitest";
import { asCategoryId, asImportBatchId, type ImportBatchId, type VaultScope } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ImportChunk, MadeItem, NewVersion } from "../import-batch-store.ts";
import type { Store } from "../store.ts";
import {
  addCategories,
  addItems,
  addUser,
  allOf,
  allowed,
  everyItem,
  idsOf,
  type OpenWorld,
  only,
  rewrite,
  rowsOf,
  sealed,
  textOf,
} from "./world.suite.ts";

const options = { keyNumber: 1, now: 5000, keepVersions: 20 };
const NOTHING: ImportChunk = { rowsDone: 0, categories: [], made: [], merged: [] };

async function begin(store: Store, scope: VaultScope, rowsAll = 10, now = 1000): Promise<ImportBatchId> {
  const id = await store.importBatches.reserveIds(scope.vaultId, 1);
  const batch = { id, rowsAll, sealed: sealed("import") };
  expect(await store.importBatches.begin(scope, batch, { keyNumber: 1, now })).toBe("begun");
  return id;
}

const version = (text: string, replacedAt: number): NewVersion => ({
  sealed: sealed(text),
  sealRev: 1,
  createdAt: replacedAt - 1,
  replacedAt,
});

async function made(store: Store, scope: VaultScope, given: Partial<MadeItem> = {}): Promise<MadeItem> {
  return {
    id: await store.items.reserveIds(scope.vaultId, 1),
    categoryId: null,
    sealed: sealed("made"),
    sealRev: 3,
    createdAt: 10,
    updatedAt: 20,
    usedAt: null,
    deletedAt: null,
    isWithTrash: false,
    versions: [],
    ...given,
  };
}

/** An account with an import that runs. */
async function openImport(open: OpenWorld) {
  const world = await open();
  const { store } = world;
  const { id: userId } = await addUser(store, "ada");
  const scope = ownScope(userId);
  const batch = await begin(store, scope);
  const write = async (chunk: Partial<ImportChunk>, given: Partial<typeof options> = {}) =>
    allowed(
      await store.importBatches.writeChunk(scope, batch, { ...NOTHING, ...chunk }, { ...options, ...given }),
    );
  const end = (state: "done" | "cancelled", sealRev = 2) =>
    store.importBatches.end(
      scope,
      batch,
      { state, sealRev, sealed: sealed("report") },
      { keyNumber: 1, now: 6000 },
    );
  return {
    store,
    userId,
    scope,
    batch,
    write,
    end,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

export function describeImportBatches(open: OpenWorld): void {
  describe("an import into a vault", () => {
    it("writes categories, items with their instants and versions, and its progress", async () => {
      await using world = await openImport(open);
      const { store, scope, batch, userId } = world;
      const category = asCategoryId(await store.categories.reserveIds(scope.vaultId, 1));
      const item = await made(store, scope, {
        categoryId: category,
        versions: [version("oldest", 100), version("older", 200)],
      });
      const trashed = await made(store, scope, { deletedAt: 30 });
      const categories = [
        { id: category, sealed: sealed("category"), createdAt: 1, updatedAt: 2, deletedAt: null },
      ];
      expect(await world.write({ rowsDone: 2, categories, made: [item, trashed] })).toEqual({
        outcome: "written",
      });
      expect(await store.categories.list(scope, { trash: false })).toMatchObject([
        { id: category, createdAt: 1, updatedAt: 2 },
      ]);
      expect(await rowsOf(store, userId, { trash: false, ...everyItem })).toMatchObject([
        { id: item.id, categoryId: category, createdAt: 10, updatedAt: 20, sealRev: 3, revision: 1 },
      ]);
      expect(await rowsOf(store, userId, { trash: true, ...everyItem })).toMatchObject([
        { id: trashed.id, deletedAt: 30 },
      ]);
      const versions = await store.items.versions(scope, item.id);
      expect(versions.map((row) => [textOf(row.sealed), row.createdAt, row.replacedAt])).toEqual([
        ["older", 199, 200],
        ["oldest", 99, 100],
      ]);
      expect(await store.importBatches.find(scope, batch)).toMatchObject({ state: "running", rowsDone: 2 });
      expect(await store.importBatches.countRows(scope, batch)).toEqual({
        category: 1,
        made: 2,
        merged: 0,
        file: 0,
      });
    });

    it("puts into a category of the trash only what is or will be in the trash, too", async () => {
      await using world = await openImport(open);
      const { store, scope, userId } = world;
      const category = asCategoryId(await store.categories.reserveIds(scope.vaultId, 1));
      const gone = { id: category, sealed: sealed("gone"), createdAt: 1, updatedAt: 2, deletedAt: 3 };
      expect(await world.write({ categories: [gone] })).toEqual({ outcome: "written" });
      const live = await made(store, scope, { categoryId: category });
      expect(await world.write({ made: [live] })).toEqual({ outcome: "unknown-category", ids: [category] });
      const trashed = await made(store, scope, {
        categoryId: category,
        isWithTrash: true,
        deletedAt: 3,
        usedAt: 2,
      });
      expect(await world.write({ made: [trashed] })).toEqual({ outcome: "written" });
      expect(await rowsOf(store, userId, { trash: true, ...everyItem })).toMatchObject([
        { id: trashed.id, categoryId: category, deletedAt: 3, usedAt: 2 },
      ]);
      expect(await store.categories.list(scope, { trash: true })).toMatchObject([
        { id: category, deletedAt: 3 },
      ]);
    });

    it("merges into an item, whose record becomes a version, and drops what is one too many", async () => {
      await using world = await openImport(open);
      const { store, scope, batch, userId } = world;
      const item = only(await addItems(store, userId, ["first"]));
      await rewrite(store, userId, item, "second", 2000);
      const dropped = idsOf(await store.items.versions(scope, item.id));
      const merged = {
        id: item.id,
        expectedRevision: 2,
        sealed: sealed("merged"),
        sealRev: 4,
        updatedAt: 4000,
        versions: [version("between", 1500)],
        dropped,
      };
      expect(await world.write({ rowsDone: 1, merged: [merged] })).toEqual({ outcome: "written" });
      const row = only(await store.items.findMany(scope, [item.id], { trash: false }));
      expect([textOf(row.sealed), row.revision, row.updatedAt]).toEqual(["merged", 3, 4000]);
      const versions = await store.items.versions(scope, item.id);
      expect(versions.map((each) => [textOf(each.sealed), each.replacedAt])).toEqual([
        ["second", 5000],
        ["between", 1500],
      ]);
      const page = { kind: "merged", after: 0, limit: 10 } as const;
      expect(await store.importBatches.rows(scope, batch, page)).toEqual([
        { kind: "merged", rowId: Number(item.id), revision: 3, versionId: versions[0]?.id },
      ]);
    });

    it("writes nothing of a chunk in which one row was overtaken, or has no category", async () => {
      await using world = await openImport(open);
      const { store, scope, userId } = world;
      const [item] = await addItems(store, userId, ["first"]);
      if (!item) throw new Error("unreachable");
      const before = await allOf(store, userId);
      const fine = await made(store, scope);
      const merged = {
        id: item.id,
        sealed: sealed("m"),
        sealRev: 2,
        updatedAt: 1,
        versions: [],
        dropped: [],
      };
      const late = { rowsDone: 5, made: [fine], merged: [{ ...merged, expectedRevision: 7 }] };
      expect(await world.write(late)).toEqual({ outcome: "conflict", ids: [item.id] });
      const lost = await made(store, scope, { categoryId: asCategoryId(4711) });
      expect(await world.write({ made: [fine, lost] })).toEqual({ outcome: "unknown-category", ids: [4711] });
      const seen = { count: 7, lastId: 7, revisions: 7 };
      expect(await world.write({ made: [fine], seen })).toEqual({ outcome: "overtaken" });
      expect(await world.write({ made: [fine] }, { keyNumber: 1 })).toEqual({ outcome: "written" });
      expect(await allOf(store, userId)).not.toEqual(before);
    });

    it("keeps the versions that came with it from the day they came", async () => {
      await using world = await openImport(open);
      const { store, scope, userId } = world;
      const item = await made(store, scope, { versions: [version("imported", 200)] });
      await world.write({ made: [item] });
      const own = only(await addItems(store, userId, ["own"]));
      await rewrite(store, userId, own, "own again", 3000);
      expect(await store.items.eraseVersionsBefore(4000, 10)).toBe(1);
      expect(await store.items.versions(scope, own.id)).toEqual([]);
      expect(await store.items.versions(scope, item.id)).toHaveLength(1);
      expect(await store.items.eraseVersionsBefore(5001, 10)).toBe(1);
      expect(await store.items.versions(scope, item.id)).toEqual([]);
    });

    it("keeps the newest versions, whichever came first", async () => {
      await using world = await openImport(open);
      const { store, scope, userId } = world;
      const item = only(await addItems(store, userId, ["first"]));
      await rewrite(store, userId, item, "second", 2000);
      const merged = {
        id: item.id,
        expectedRevision: 2,
        sealed: sealed("third"),
        sealRev: 5,
        updatedAt: 1,
        versions: [version("imported", 100)],
        dropped: [],
      };
      await world.write({ merged: [merged] }, { keepVersions: 2 });
      const versions = await store.items.versions(scope, item.id);
      expect(versions.map((row) => textOf(row.sealed))).toEqual(["second", "first"]);
    });

    it("writes while it runs, and ends once, with an event", async () => {
      await using world = await openImport(open);
      const { store, scope, batch, userId } = world;
      expect(await world.end("done")).toBe("ended");
      expect(await world.end("cancelled", 3)).toBe("not-running");
      expect(await world.write({ made: [await made(store, scope)] })).toEqual({ outcome: "ended" });
      expect(await store.importBatches.find(scope, batch)).toMatchObject({ state: "done", finishedAt: 6000 });
      expect(await store.importBatches.resume(scope, batch)).toBe(false);
      expect((await store.audit.list(userId, 10)).map(({ kind }) => kind)).toEqual([
        "imported",
        "import-begun",
        "registered",
      ]);
    });

    it("continues after it was cancelled, which is an event only if it brought something", async () => {
      await using world = await openImport(open);
      const { store, scope, batch, userId } = world;
      await world.end("cancelled");
      expect((await store.audit.list(userId, 10)).map(({ kind }) => kind)).toEqual([
        "import-begun",
        "registered",
      ]);
      expect(await store.importBatches.resume(scope, batch)).toBe(true);
      expect(await world.write({ rowsDone: 3 })).toEqual({ outcome: "written" });
      await world.end("cancelled", 3);
      expect((await store.audit.list(userId, 10)).map(({ kind }) => kind)).toEqual([
        "imported",
        "import-begun",
        "registered",
      ]);
    });

    it("doesn't count as changed by the files that it added", async () => {
      await using world = await openImport(open);
      const { store, scope, batch } = world;
      const item = await made(store, scope);
      await world.write({ made: [item] });
      await store.items.move(scope, [item.id], { categoryId: null, now: 7000 });
      await store.items.trash(scope, [item.id], 7000);
      await store.items.restore(scope, [item.id], 7000);
      const settled = { itemId: item.id, updatedAt: 20, deletedAt: null, files: [77] };
      expect(await store.importBatches.settleFiles(scope, batch, settled)).toBe(true);
      const row = only(await store.items.findMany(scope, [item.id], { trash: false }));
      expect(row).toMatchObject({ updatedAt: 20, revision: 3 });
      const rowsOfKind = (kind: "made" | "file") =>
        store.importBatches.rows(scope, batch, { kind, after: 0, limit: 10 });
      expect(await rowsOfKind("made")).toMatchObject([{ revision: 3 }]);
      expect(await rowsOfKind("file")).toMatchObject([{ rowId: 77 }]);
    });

    it("is undone in chunks: wholly, or not at all where a row was overtaken", async () => {
      await using world = await openImport(open);
      const { store, scope, batch, userId } = world;
      const [full, empty] = idsOf(await addCategories(store, userId, ["full", "empty"]));
      const [before] = await addItems(store, userId, ["before"]);
      if (!(full && empty && before)) throw new Error("unreachable");
      const item = await made(store, scope, { categoryId: full });
      const kept = await made(store, scope, { categoryId: full });
      await world.write({ made: [item, kept] });
      const undo = async (expectedRevision: number) =>
        allowed(
          await store.importBatches.undoChunk(
            scope,
            batch,
            {
              items: [{ id: item.id, expectedRevision }],
              restored: [{ id: before.id, expectedRevision: 1, sealed: sealed("restored"), sealRev: 2 }],
              categories: [
                { id: full, expectedRevision: 1 },
                { id: empty, expectedRevision: 1 },
              ],
              settled: [{ kind: "made", rowId: item.id }],
            },
            { ...options, now: 8000 },
          ),
        );
      expect(await undo(1)).toEqual({ outcome: "conflict" });
      await world.end("done");
      expect(await undo(2)).toEqual({ outcome: "conflict" });
      expect(await undo(1)).toEqual({ outcome: "undone" });
      expect(await rowsOf(store, userId, { trash: true, ...everyItem })).toMatchObject([
        { id: item.id, deletedAt: 8000, revision: 2 },
      ]);
      const live = await rowsOf(store, userId, { trash: false, ...everyItem });
      expect(live.map((row) => [row.id, textOf(row.sealed)])).toEqual([
        [before.id, "restored"],
        [kept.id, "made"],
      ]);
      expect(idsOf(await store.categories.list(scope, { trash: false }))).toEqual([full]);
      expect(await store.importBatches.countRows(scope, batch)).toMatchObject({ made: 1 });
      expect(await store.importBatches.markUndone(scope, batch, 8000)).toBe(true);
      expect(await store.importBatches.find(scope, batch)).toMatchObject({
        state: "undone",
        finishedAt: 6000,
      });
    });

    it("is listed, the latest first, and forgotten after its time", async () => {
      await using world = await openImport(open);
      const { store, scope, batch } = world;
      const item = await made(store, scope);
      await world.write({ made: [item] });
      await world.end("done");
      const later = await begin(store, scope, 1, 7000);
      expect(idsOf(await store.importBatches.list(scope))).toEqual([later, batch]);
      expect(await store.importBatches.eraseBefore(6000, 10)).toBe(0);
      expect(await store.importBatches.eraseBefore(6001, 10)).toBe(1);
      expect(idsOf(await store.importBatches.list(scope))).toEqual([later]);
      expect(await store.items.findMany(scope, [item.id], { trash: false })).toHaveLength(1);
      expect(await store.importBatches.find(scope, asImportBatchId(4711))).toBeNull();
    });
  });
}
