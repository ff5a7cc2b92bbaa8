import { describe, expect, it } from "vitest";
import type { ItemId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ItemRow } from "../rows.ts";
import { addFile } from "./attachments.suite.ts";
import {
  addCategories,
  addItems,
  addUser,
  allowed,
  idsOf,
  type OpenWorld,
  only,
  plain,
  rewrite,
  sealed,
  textOf,
} from "./world.suite.ts";

const OPTIONS = { keyNumber: 1, now: 3000, keepVersions: 20, filesAnItem: 3 };

async function withItems(open: OpenWorld) {
  const world = await open();
  const { store } = world;
  const { id: userId } = await addUser(store, "ada");
  const [a, b, c] = await addItems(store, userId, ["a", "b", "c"]);
  if (!(a && b && c)) throw new Error("unreachable");
  const scope = ownScope(userId);
  const find = async (ids: readonly ItemId[], trash = false) => store.items.findMany(scope, ids, { trash });
  return { world, store, userId, scope, find, items: [a, b, c] as const };
}

const seen = ({ id, revision }: ItemRow) => ({ id, expectedRevision: revision });
const merged = (item: ItemRow, others: readonly ItemRow[]) => ({
  kept: {
    ...seen(item),
    sealRev: 3,
    sealed: sealed("merged"),
    versions: [{ sealed: sealed("b, before"), sealRev: 2, createdAt: 500, replacedAt: 900 }],
    dropped: [],
  },
  others: others.map(seen),
});

export function describeItemMerge(open: OpenWorld): void {
  describe("items that become one", () => {
    it("leave one item with the versions of all, its earlier record among them, and go to the trash", async () => {
      const { world, store, scope, find, items } = await withItems(open);
      await using _ = world;
      const [a, b, c] = items;
      const answer = allowed(await store.items.merge(scope, merged(a, [b, c]), OPTIONS));
      if (answer.outcome !== "merged") throw new Error(answer.outcome);
      expect(answer.revision).toBe(2);
      const [kept] = await find([a.id]);
      expect(kept).toMatchObject({ revision: 2, sealRev: 3, updatedAt: 3000 });
      expect(textOf(kept?.sealed ?? new Uint8Array(5))).toBe("merged");
      const versions = await store.items.versions(scope, a.id);
      expect(versions.map((version) => textOf(version.sealed))).toEqual(["a", "b, before"]);
      expect(answer.versionId).toBe(versions[0]?.id);
      const gone = await find([b.id, c.id], true);
      expect(gone.map(({ deletedAt, revision }) => [deletedAt, revision])).toEqual([
        [3000, 2],
        [3000, 2],
      ]);
    });

    it("bring their files along, removed ones too, and take them back when the merge is undone", async () => {
      const { world, store, userId, scope, find, items } = await withItems(open);
      await using _ = world;
      const [a, b] = items;
      const file = await addFile(store, userId, b.id, "one");
      const removed = await addFile(store, userId, b.id, "two");
      await store.attachments.remove(scope, [removed.id], 2000);
      const [now] = await find([b.id]);
      if (!now) throw new Error("unreachable");
      const answer = allowed(await store.items.merge(scope, merged(a, [now]), OPTIONS));
      if (answer.outcome !== "merged") throw new Error(answer.outcome);
      expect(idsOf(answer.files).toSorted((one, other) => one - other)).toEqual([file.id, removed.id]);
      expect(idsOf(await store.attachments.list(scope, { itemId: a.id }))).toEqual([file.id, removed.id]);
      const undo = {
        kept: {
          id: a.id,
          expectedRevision: 2,
          sealRev: 4,
          sealed: sealed("a again"),
          leavesCategory: false,
        },
        others: [{ id: b.id, expectedRevision: now.revision + 1, files: idsOf(answer.files) }],
      };
      expect(await store.items.unmerge(scope, undo, { ...OPTIONS, now: 4000 })).toEqual({
        outcome: "unmerged",
      });
      expect(idsOf(await store.attachments.list(scope, { itemId: b.id }))).toEqual([file.id, removed.id]);
      const [kept, back] = await find([a.id, b.id]);
      expect(textOf(kept?.sealed ?? new Uint8Array(5))).toBe("a again");
      expect(back).toMatchObject({ deletedAt: null });
      const versions = await store.items.versions(scope, a.id);
      expect(versions.map((version) => textOf(version.sealed))).toEqual(["merged", "a", "b, before"]);
    });

    it("stay unchanged if one was changed since, is gone, or is another vault's", async () => {
      const { world, store, userId, scope, find, items } = await withItems(open);
      await using _ = world;
      const [a, b] = items;
      await rewrite(store, userId, b, "changed");
      const bob = await addUser(store, "bob");
      const foreign = only(await addItems(store, bob.id, ["bob's"]));
      const before = plain(await find(idsOf(items)));
      for (const other of [b, foreign])
        expect(await store.items.merge(scope, merged(a, [other]), OPTIONS)).toEqual({
          outcome: "conflict",
          ids: [other.id],
        });
      expect(plain(await find(idsOf(items)))).toEqual(before);
      expect(await store.items.merge(scope, merged(a, [a]), OPTIONS)).toMatchObject({ outcome: "conflict" });
    });

    it("are refused with more files than an item may have, or under a key that is gone", async () => {
      const { world, store, userId, scope, find, items } = await withItems(open);
      await using _ = world;
      const [a, b, c] = items;
      for (const [at, item] of [a, a, b, c].entries()) await addFile(store, userId, item.id, `file ${at}`);
      const now = await find(idsOf(items));
      const [first, ...others] = now;
      if (!first) throw new Error("unreachable");
      expect(await store.items.merge(scope, merged(first, others), OPTIONS)).toEqual({
        outcome: "too-many-files",
      });
      expect(await store.items.merge(scope, merged(first, others), { ...OPTIONS, keyNumber: 2 })).toEqual({
        outcome: "key-replaced",
      });
      expect(plain(await find(idsOf(items)))).toEqual(plain(now));
    });

    it("give their category to an item that has none, which it leaves again when the merge is undone", async () => {
      const { world, store, userId, scope, find, items } = await withItems(open);
      await using _ = world;
      const [a, b] = items;
      const { id: categoryId } = only(await addCategories(store, userId, ["work"]));
      const given = merged(a, [b]);
      const inCategory = { ...given, kept: { ...given.kept, categoryId } };
      expect(await store.items.merge(scope, inCategory, OPTIONS)).toMatchObject({ outcome: "merged" });
      expect((await find([a.id]))[0]?.categoryId).toBe(categoryId);
      const kept = { id: a.id, expectedRevision: 2, sealRev: 4, sealed: sealed("a"), leavesCategory: true };
      const undo = { kept, others: [{ id: b.id, expectedRevision: 2, files: [] }] };
      const late = { ...undo, others: [{ id: b.id, expectedRevision: 1, files: [] }] };
      expect(await store.items.unmerge(scope, late, OPTIONS)).toEqual({ outcome: "conflict", ids: [b.id] });
      expect(await store.items.unmerge(scope, undo, OPTIONS)).toEqual({ outcome: "unmerged" });
      expect((await find([a.id]))[0]?.categoryId).toBeNull();
    });
  });
}
