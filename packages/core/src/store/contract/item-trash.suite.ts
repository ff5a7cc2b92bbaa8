import { describe, expect, it } from "vitest";
import { asItemId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import {
  addCategories,
  addItems,
  addUser,
  allOf,
  emptyWholeTrash,
  everyItem,
  idsOf,
  type OpenWorld,
  only,
  plain,
  rewrite,
  rowsOf,
} from "./world.suite.ts";

export function describeItemTrash(open: OpenWorld): void {
  describe("items in the trash", () => {
    const unknown = asItemId(999_999);

    it("go there and come back as they were", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id: categoryId } = only(await addCategories(store, userId, ["work"]));
      const [a, b] = await addItems(store, userId, ["a", "b"], { categoryId });
      if (!(a && b)) throw new Error("unreachable");
      expect(await store.items.trash(ownScope(userId), [a.id, unknown], 2000)).toEqual([a.id]);
      const trashed = { ...a, revision: 2, updatedAt: 2000, deletedAt: 2000 };
      expect(plain(await rowsOf(store, userId, { trash: true, ...everyItem }))).toEqual(plain([trashed]));
      expect(plain(await rowsOf(store, userId, { trash: false, ...everyItem }))).toEqual(plain([b]));
      expect(await store.items.trash(ownScope(userId), [a.id], 2500)).toEqual([]);
      expect(await store.items.restore(ownScope(userId), [b.id, a.id, unknown], 3000)).toEqual([a.id]);
      const restored = { ...a, revision: 3, updatedAt: 3000 };
      expect(plain(await rowsOf(store, userId, { trash: false, ...everyItem }))).toEqual(
        plain([restored, b]),
      );
    });

    it("come back without a category that is in the trash, until it comes back too", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id: categoryId } = only(await addCategories(store, userId, ["work"]));
      const [a, b] = idsOf(await addItems(store, userId, ["a", "b"], { categoryId }));
      if (!(a && b)) throw new Error("unreachable");
      await store.items.trash(ownScope(userId), [a], 2000);
      await store.categories.trash(ownScope(userId), [categoryId], { cascade: true, now: 2500 });
      expect(await store.items.restore(ownScope(userId), [a, b], 3000)).toEqual([a, b]);
      const rows = await store.items.findMany(ownScope(userId), [a, b], { trash: false });
      expect(rows.map((row) => row.categoryId)).toEqual([null, null]);
      await store.categories.restore(ownScope(userId), [categoryId], 4000);
      const later = await store.items.findMany(ownScope(userId), [a, b], { trash: false });
      expect(later.map((row) => row.categoryId)).toEqual([categoryId, categoryId]);
    });

    it("are erased when named, and only from the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [a, b, live] = await addItems(store, userId, ["a", "b", "live"]);
      if (!(a && b && live)) throw new Error("unreachable");
      await rewrite(store, userId, a, "a, again");
      await store.items.trash(ownScope(userId), [a.id, b.id], 2000);
      expect(
        await store.trash.erase(
          ownScope(userId),
          { items: [a.id, live.id, unknown], categories: [] },
          { event: "trash-emptied", now: 3000 },
        ),
      ).toEqual({
        items: 1,
        categories: 0,
      });
      expect(
        idsOf(await store.items.findMany(ownScope(userId), [a.id, b.id, live.id], { trash: true })),
      ).toEqual([b.id, live.id]);
      expect(await store.items.versions(ownScope(userId), a.id)).toEqual([]);
      expect(
        await store.trash.erase(
          ownScope(userId),
          { items: [], categories: [] },
          { event: "trash-emptied", now: 3000 },
        ),
      ).toEqual({
        items: 0,
        categories: 0,
      });
      expect(await rowsOf(store, userId, { trash: true, ...everyItem })).toHaveLength(1);
    });

    it("are all erased, categories too, and nothing else", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [gone, stays] = idsOf(await addCategories(store, userId, ["gone", "stays"]));
      if (!(gone && stays)) throw new Error("unreachable");
      await addItems(store, userId, ["goes along"], { categoryId: gone });
      const trashedAlone = await addItems(store, userId, ["goes alone"], { categoryId: stays });
      const live = await addItems(store, userId, ["stays"], { categoryId: stays });
      await store.items.trash(ownScope(userId), idsOf(trashedAlone), 2000);
      await store.categories.trash(ownScope(userId), [gone], { cascade: true, now: 2500 });
      expect(await emptyWholeTrash(store, userId)).toEqual({ items: 2, categories: 1 });
      expect(await rowsOf(store, userId, { trash: true, ...everyItem })).toEqual([]);
      expect(await store.categories.list(ownScope(userId), { trash: true })).toEqual([]);
      expect(plain(await rowsOf(store, userId, { trash: false, ...everyItem }))).toEqual(plain(live));
      expect(idsOf(await store.categories.list(ownScope(userId), { trash: false }))).toEqual([stays]);
      const before = await allOf(store, userId);
      expect(await emptyWholeTrash(store, userId)).toEqual({ items: 0, categories: 0 });
      expect(await allOf(store, userId)).toEqual(before);
    });
  });
}
