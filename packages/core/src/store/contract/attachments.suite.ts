import { describe, expect, it } from "vitest";
import { asAttachmentId, asItemId, type ItemId, personalVaultOf, type UserId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { AttachmentLimits, AttachmentRow } from "../attachment-store.ts";
import type { Store } from "../store.ts";
import {
  addItems,
  addUser,
  allowed,
  emptyWholeTrash,
  idsOf,
  type OpenWorld,
  only,
  plain,
  rowsOf,
  sealed,
  textOf,
} from "./world.suite.ts";

export const LIMITS: AttachmentLimits = { filesAnItem: 5, vaultBytes: 1_000_000, serverBytes: 2_000_000 };
const DIGEST = new Uint8Array(32).fill(7);
const MANY = 1000;

/** A file of chunks whose texts count up; with everything, unless it says otherwise. */
export async function addFile(
  store: Store,
  userId: UserId,
  itemId: ItemId,
  name: string,
  given: {
    bytes?: number;
    chunks?: number;
    isFinished?: boolean;
    now?: number;
    limits?: AttachmentLimits;
  } = {},
): Promise<AttachmentRow> {
  const { bytes = 4096, isFinished = true, chunks = isFinished ? 1 : 0, now = 1000, limits = LIMITS } = given;
  const scope = ownScope(userId);
  const id = await store.attachments.reserveIds(personalVaultOf(userId), 1);
  const options = { keyNumber: 1, now };
  const row = { id, itemId, bytes, sealed: sealed(name) };
  const inserted = allowed(await store.attachments.insert(scope, row, { ...options, limits }));
  if (inserted.outcome !== "inserted") throw new Error(inserted.outcome);
  for (let no = 0; no < chunks; no += 1)
    allowed(await store.attachments.appendChunk(scope, id, { no, sealed: sealed(`${name} ${no}`, 0), now }));
  if (!isFinished) return loaded(store, userId, id);
  const finished = allowed(
    await store.attachments.finish(
      scope,
      { id, expectedRevision: 1, sealRev: 2, sealed: sealed(name), received: chunks, digest: DIGEST },
      options,
    ),
  );
  if (finished.outcome !== "replaced") throw new Error(finished.outcome);
  return finished.row;
}

async function loaded(store: Store, userId: UserId, id: AttachmentRow["id"]): Promise<AttachmentRow> {
  const row = await store.attachments.find(ownScope(userId), id);
  if (!row) throw new Error("The file is gone.");
  return row;
}

async function withItem(open: OpenWorld) {
  const world = await open();
  const { store } = world;
  const { id: userId } = await addUser(store, "ada");
  const item = only(await addItems(store, userId, ["with files"]));
  return { world, store, userId, item, scope: ownScope(userId) };
}

const itemRow = async (store: Store, userId: UserId, id: ItemId) =>
  only(await store.items.findMany(ownScope(userId), [id], { trash: true }));

export function describeAttachments(open: OpenWorld): void {
  describe("files of items", () => {
    it("arrive chunk by chunk, and are ready when all have arrived", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const begun = await addFile(store, userId, item.id, "cv", { isFinished: false, bytes: 9000 });
      expect(plain(begun)).toEqual(
        plain({
          id: begun.id,
          itemId: item.id,
          state: "arriving",
          bytes: 9000,
          received: 0,
          digest: null,
          sealRev: 1,
          revision: 1,
          createdAt: 1000,
          updatedAt: 1000,
          deletedAt: null,
          sealed: sealed("cv"),
        }),
      );
      const append = (no: number) =>
        store.attachments.appendChunk(scope, begun.id, { no, sealed: sealed(`chunk ${no}`, 0), now: 2000 });
      expect(await append(1)).toEqual({ outcome: "overtaken", received: 0 });
      expect(await append(0)).toEqual({ outcome: "written", received: 1 });
      expect(await append(0)).toEqual({ outcome: "overtaken", received: 1 });
      expect(await append(1)).toEqual({ outcome: "written", received: 2 });
      const change = { id: begun.id, expectedRevision: 1, sealRev: 2, sealed: sealed("cv!"), digest: DIGEST };
      const finish = (received: number) =>
        store.attachments.finish(scope, { ...change, received }, { keyNumber: 1, now: 3000 });
      expect(await finish(1)).toEqual({ outcome: "conflict" });
      const finished = allowed(await finish(2));
      expect(finished).toMatchObject({
        outcome: "replaced",
        row: { state: "ready", received: 2, revision: 2, sealRev: 2, updatedAt: 3000 },
      });
      expect(plain((await loaded(store, userId, begun.id)).digest)).toEqual(plain(DIGEST));
      expect(await append(2)).toEqual({ outcome: "gone" });
      expect(await finish(2)).toEqual({ outcome: "conflict" });
      expect(textOf((await store.attachments.readChunk(scope, begun.id, 1)) ?? sealed(""))).toBe("chunk 1");
      expect(await store.attachments.readChunk(scope, begun.id, 2)).toBeNull();
      expect(await itemRow(store, userId, item.id)).toMatchObject({
        revision: 2,
        updatedAt: 3000,
        sealRev: 1,
      });
    });

    it("of two parts that arrive at once, one chunk of each number is written", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const other = await world.connect();
      const { id } = await addFile(store, userId, item.id, "cv", { isFinished: false });
      const outcomes = await Promise.all(
        [store, other, store, other].map(async (each, index) => {
          const chunk = { no: 0, sealed: sealed(`of ${index}`, 0), now: 2000 };
          return allowed(await each.attachments.appendChunk(scope, id, chunk)).outcome;
        }),
      );
      expect(outcomes.toSorted()).toEqual(["overtaken", "overtaken", "overtaken", "written"]);
      expect((await loaded(store, userId, id)).received).toBe(1);
    });

    it("are taken for a live item only, under the current key", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const trashed = only(await addItems(store, userId, ["trashed"]));
      await store.items.trash(scope, [trashed.id], 2000);
      const insert = async (itemId: ItemId, keyNumber = 1) => {
        const id = await store.attachments.reserveIds(scope.vaultId, 1);
        const row = { id, itemId, bytes: 1, sealed: sealed("x") };
        return store.attachments.insert(scope, row, { keyNumber, now: 3000, limits: LIMITS });
      };
      expect(await insert(trashed.id)).toEqual({ outcome: "unknown-item" });
      expect(await insert(asItemId(999_999))).toEqual({ outcome: "unknown-item" });
      expect(await insert(item.id, 2)).toEqual({ outcome: "key-replaced" });
      expect(await store.attachments.list(scope)).toEqual([]);
    });

    it("are limited by number and size, arriving, removed and trashed ones included", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const limits = { filesAnItem: 3, vaultBytes: 1000, serverBytes: 1500 };
      const add = (itemId: ItemId, bytes: number, isFinished = true) =>
        addFile(store, userId, itemId, "x", { bytes, limits, isFinished });
      const second = only(await addItems(store, userId, ["second"]));
      const removed = await add(item.id, 300);
      await store.attachments.remove(scope, [removed.id], 2000);
      await add(second.id, 300);
      await store.items.trash(scope, [second.id], 2000);
      await add(item.id, 300, false);
      const insert = async (itemId: ItemId, bytes: number) => {
        const id = await store.attachments.reserveIds(scope.vaultId, 1);
        const row = { id, itemId, bytes, sealed: sealed("x") };
        return store.attachments.insert(scope, row, { keyNumber: 1, now: 3000, limits });
      };
      expect(await insert(item.id, 101)).toEqual({ outcome: "quota-exceeded", left: 100 });
      expect(await insert(item.id, 100)).toMatchObject({ outcome: "inserted" });
      expect(await insert(item.id, 1)).toEqual({ outcome: "too-many-files" });
      const third = only(await addItems(store, userId, ["third"]));
      expect(await insert(third.id, 1)).toEqual({ outcome: "quota-exceeded", left: 0 });
      const bob = await addUser(store, "bob");
      const bobs = only(await addItems(store, bob.id, ["bob's"]));
      const ofBob = async (bytes: number) => {
        const id = await store.attachments.reserveIds(personalVaultOf(bob.id), 1);
        const row = { id, itemId: bobs.id, bytes, sealed: sealed("x") };
        return store.attachments.insert(ownScope(bob.id), row, { keyNumber: 1, now: 3000, limits });
      };
      expect(await ofBob(501)).toEqual({ outcome: "quota-exceeded", left: 500 });
      expect(await ofBob(500)).toMatchObject({ outcome: "inserted" });
      expect(await store.attachments.use(scope)).toEqual({
        vault: { files: 4, bytes: 1000 },
        server: { files: 5, bytes: 1500 },
      });
    });

    it("never exceed the quota together, however many begin at once", async () => {
      const { world, store, userId, scope } = await withItem(open);
      await using _ = world;
      const other = await world.connect();
      const limits = { filesAnItem: 50, vaultBytes: 10_000, serverBytes: 10_000 };
      const items = await addItems(store, userId, ["1", "2", "3"]);
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, async (_unused, index) => {
          const each = index % 2 === 0 ? store : other;
          const id = await each.attachments.reserveIds(scope.vaultId, 1);
          const row = { id, itemId: items[index % 3]?.id ?? asItemId(0), bytes: 999, sealed: sealed("x") };
          return allowed(await each.attachments.insert(scope, row, { keyNumber: 1, now: 3000, limits }))
            .outcome;
        }),
      );
      expect(outcomes.filter((outcome) => outcome === "inserted")).toHaveLength(10);
      expect((await store.attachments.use(scope)).vault).toEqual({ files: 10, bytes: 9990 });
    });

    it("are renamed by who saw their latest revision", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const file = await addFile(store, userId, item.id, "old");
      const rename = (expectedRevision: number, keyNumber = 1) =>
        store.attachments.replace(
          scope,
          { id: file.id, expectedRevision, sealRev: 3, sealed: sealed("new") },
          { keyNumber, now: 4000 },
        );
      expect(await rename(1)).toEqual({ outcome: "conflict" });
      expect(await rename(2, 9)).toEqual({ outcome: "key-replaced" });
      expect(await rename(2)).toMatchObject({ outcome: "replaced", row: { revision: 3, sealRev: 3 } });
      expect(await rename(3)).toEqual({ outcome: "conflict" });
      expect(textOf((await loaded(store, userId, file.id)).sealed)).toBe("new");
      expect((await itemRow(store, userId, item.id)).revision).toBe(3);
    });

    it("are removed and come back; one that arrives is given up for good", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const ready = await addFile(store, userId, item.id, "ready");
      const arriving = await addFile(store, userId, item.id, "arriving", { isFinished: false, chunks: 1 });
      const both = [ready.id, arriving.id];
      expect(await store.attachments.remove(scope, [...both, asAttachmentId(999_999)], 2000)).toEqual(both);
      expect(await store.attachments.remove(scope, both, 2000)).toEqual([]);
      expect(await loaded(store, userId, ready.id)).toMatchObject({ deletedAt: 2000, revision: 3 });
      expect(await store.attachments.find(scope, arriving.id)).toBeNull();
      expect(idsOf(await store.attachments.list(scope))).toEqual([ready.id]);
      expect(await store.attachments.restore(scope, both, 3000)).toEqual([ready.id]);
      expect(await store.attachments.restore(scope, both, 3000)).toEqual([]);
      expect(await loaded(store, userId, ready.id)).toMatchObject({ deletedAt: null, updatedAt: 3000 });
      expect(await store.attachments.eraseSome(MANY)).toBe(false);
      expect((await store.attachments.use(scope)).vault.files).toBe(1);
    });

    it("stay with an item in the trash, and go with it when it is erased", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const file = await addFile(store, userId, item.id, "cv");
      await store.items.trash(scope, [item.id], 2000);
      expect((await loaded(store, userId, file.id)).deletedAt).toBeNull();
      await store.items.restore(scope, [item.id], 3000);
      expect(await store.attachments.markErasing(scope, [item.id])).toBe(0);
      await store.items.trash(scope, [item.id], 4000);
      await emptyWholeTrash(store, userId);
      expect(await store.attachments.find(scope, file.id)).toBeNull();
      expect(await store.attachments.readChunk(scope, file.id, 0)).toBeNull();
      expect((await store.attachments.use(scope)).server).toEqual({ files: 0, bytes: 0 });
    });

    it("are erased step by step once they are marked, and don't come back in between", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const file = await addFile(store, userId, item.id, "long", { chunks: 5 });
      await store.items.trash(scope, [item.id], 2000);
      expect(await store.attachments.markErasing(scope, [item.id])).toBe(1);
      expect(await store.attachments.eraseSome(2)).toBe(true);
      await store.items.restore(scope, [item.id], 3000);
      expect(await store.attachments.find(scope, file.id)).toBeNull();
      expect(await store.attachments.list(scope)).toEqual([]);
      expect(await store.attachments.restore(scope, [file.id], 3000)).toEqual([]);
      expect((await store.attachments.use(scope)).vault.files).toBe(1);
      expect(await store.attachments.eraseSome(2)).toBe(true);
      expect(await store.attachments.eraseSome(2)).toBe(false);
      expect((await store.attachments.use(scope)).vault.files).toBe(0);
      expect(await rowsOf(store, userId, { trash: false, limit: 10 })).toHaveLength(1);
    });

    it("are given up when they arrive for too long, and erased a while after their removal", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const old = await addFile(store, userId, item.id, "old", { isFinished: false, now: 1000 });
      const young = await addFile(store, userId, item.id, "young", { isFinished: false, now: 5000 });
      const stays = await addFile(store, userId, item.id, "stays", { now: 1000 });
      const [gone, removedLater] = [
        await addFile(store, userId, item.id, "gone"),
        await addFile(store, userId, item.id, "removed later"),
      ];
      await store.attachments.remove(scope, [gone.id], 2000);
      await store.attachments.remove(scope, [removedLater.id], 3000);
      const cutoffs = { arrivingBefore: 5000, removedBefore: 3000 };
      expect(await store.attachments.markOverdue(cutoffs)).toBe(2);
      expect(await store.attachments.markOverdue(cutoffs)).toBe(0);
      expect(idsOf(await store.attachments.list(scope))).toEqual([young.id, stays.id, removedLater.id]);
      expect(old.id).toBeLessThan(young.id);
    });

    it("that were removed go with the item's history, the others stay", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const removed = await addFile(store, userId, item.id, "removed");
      const stays = await addFile(store, userId, item.id, "stays");
      await store.attachments.remove(scope, [removed.id], 2000);
      expect(await store.items.forgetVersions(scope, item.id, 3000)).toBe(0);
      expect(idsOf(await store.attachments.list(scope))).toEqual([stays.id]);
      expect((await store.audit.list(userId, 1))[0]).toMatchObject({ kind: "history-forgotten", at: 3000 });
    });

    it("go with their account, chunks first", async () => {
      const { world, store, userId, item } = await withItem(open);
      await using _ = world;
      await addFile(store, userId, item.id, "cv", { chunks: 3 });
      const bob = await addUser(store, "bob");
      const bobs = await addFile(store, bob.id, only(await addItems(store, bob.id, ["x"])).id, "bob's");
      await store.users.markDeleted(userId, 2000);
      while (await store.users.eraseDeletedBefore(3000, 2));
      expect((await store.attachments.use(ownScope(bob.id))).server.files).toBe(1);
      expect(await store.attachments.readChunk(ownScope(bob.id), bobs.id, 0)).not.toBeNull();
    });

    it("are sealed again with the rest when the vault gets another key", async () => {
      const { world, store, userId, item, scope } = await withItem(open);
      await using _ = world;
      const file = await addFile(store, userId, item.id, "cv");
      const found = await store.records.findSealedUnder(scope, 1, 100);
      expect(found.filter(({ table }) => table === "attachments")).toMatchObject([
        { rowId: file.id, recordId: file.id, sealRev: 2 },
      ]);
      const again = {
        table: "attachments" as const,
        rowId: file.id,
        expectedSealRev: 2,
        sealRev: 3,
        sealed: sealed("again"),
      };
      expect(await store.records.reseal(scope, [again])).toBe(1);
      expect(await store.records.reseal(scope, [again])).toBe(0);
      expect(await loaded(store, userId, file.id)).toMatchObject({ sealRev: 3, revision: 2 });
    });
  });
}
