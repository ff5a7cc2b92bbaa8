import { describe, expect, it } from "vitest";
import { asCategoryId } from "../../ids.ts";
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
  rowsOf,
  sealed,
  textOf,
} from "./world.suite.ts";

export function describeCategoryTrash(open: OpenWorld): void {
  describe("categories in the trash", () => {
    async function furnished(store: Awaited<ReturnType<OpenWorld>>["store"]) {
      const { id: userId } = await addUser(store, "ada");
      const category = only(await addCategories(store, userId, ["work"]));
      const other = only(await addCategories(store, userId, ["home"]));
      const inside = await addItems(store, userId, ["in 1", "in 2", "in 3"], { categoryId: category.id });
      await addItems(store, userId, ["elsewhere"], { categoryId: other.id });
      await addItems(store, userId, ["nowhere"]);
      const live = async () =>
        (await rowsOf(store, userId, { trash: false, ...everyItem })).map((row) => [
          textOf(row.sealed),
          row.categoryId,
        ]);
      return { userId, category, other, inside, live };
    }

    it("take their items along when asked to, at the same instant", async () => {
      await using world = await open();
      const { store } = world;
      const { userId, category, other, inside, live } = await furnished(store);
      expect(
        await store.categories.trash(ownScope(userId), [category.id], { cascade: true, now: 2000 }),
      ).toEqual({
        categories: 1,
        items: 3,
      });
      expect(idsOf(await store.categories.list(ownScope(userId), { trash: false }))).toEqual([other.id]);
      const [trashed] = await store.categories.list(ownScope(userId), { trash: true });
      expect(trashed).toMatchObject({ id: category.id, revision: 2, updatedAt: 2000, deletedAt: 2000 });
      expect(await live()).toEqual([
        ["elsewhere", other.id],
        ["nowhere", null],
      ]);
      const gone = await rowsOf(store, userId, { trash: true, ...everyItem });
      expect(idsOf(gone)).toEqual(idsOf(inside));
      for (const row of gone) {
        expect(row).toMatchObject({
          categoryId: category.id,
          revision: 2,
          sealRev: 1,
          updatedAt: 2000,
          deletedAt: 2000,
        });
      }
    });

    it("leave their items behind otherwise, read as without a category until it comes back", async () => {
      await using world = await open();
      const { store } = world;
      const { userId, category, other, inside, live } = await furnished(store);
      expect(
        await store.categories.trash(ownScope(userId), [category.id], { cascade: false, now: 2000 }),
      ).toEqual({
        categories: 1,
        items: 0,
      });
      expect(await live()).toEqual([
        ["in 1", null],
        ["in 2", null],
        ["in 3", null],
        ["elsewhere", other.id],
        ["nowhere", null],
      ]);
      const ids = idsOf(inside);
      expect(
        (await store.items.findMany(ownScope(userId), ids, { trash: false })).map((row) => row.categoryId),
      ).toEqual([null, null, null]);
      const untouched = { revision: 1, sealRev: 1, updatedAt: 1000 };
      for (const row of await rowsOf(store, userId, { trash: false, ...everyItem }))
        expect(row).toMatchObject(untouched);
      expect(await store.categories.restore(ownScope(userId), [category.id], 3000)).toEqual({
        categories: 1,
        items: 0,
      });
      expect((await live()).filter(([, id]) => id === category.id)).toEqual([
        ["in 1", category.id],
        ["in 2", category.id],
        ["in 3", category.id],
      ]);
    });

    it("have no items for a reader, who finds them among those without one", async () => {
      await using world = await open();
      const { store } = world;
      const { userId, category, other } = await furnished(store);
      await store.categories.trash(ownScope(userId), [category.id], { cascade: false, now: 2000 });
      const textsIn = async (categoryId: typeof category.id | null, limit: number) => {
        const texts: string[] = [];
        let after: { sortId: number; id: number } | undefined;
        for (;;) {
          const filter = { trash: false, categoryId, limit, ...(after && { after }) };
          const rows = await rowsOf(store, userId, filter);
          texts.push(...rows.map((row) => textOf(row.sealed)));
          after = rows.at(-1);
          if (after === undefined) return texts;
        }
      };
      for (const limit of [1, 2, 100]) {
        expect(await textsIn(category.id, limit)).toEqual([]);
        expect(await textsIn(null, limit)).toEqual(["in 1", "in 2", "in 3", "nowhere"]);
        expect(await textsIn(other.id, limit)).toEqual(["elsewhere"]);
      }
    });

    it("keep the items that were written in between, but for those that moved elsewhere", async () => {
      await using world = await open();
      const { store } = world;
      const { userId, category, other, inside, live } = await furnished(store);
      const [moved, rewritten, unmoved] = inside;
      if (!(moved && rewritten && unmoved)) throw new Error("unreachable");
      await store.categories.trash(ownScope(userId), [category.id], { cascade: false, now: 2000 });
      await store.items.move(ownScope(userId), [moved.id], { categoryId: other.id, now: 2500 });
      const { id, sealRev } = rewritten;
      // As a form does that gives everything back, the category as it was read included.
      const change = {
        id,
        expectedRevision: 1,
        sealRev: sealRev + 1,
        sealed: sealed("in 2"),
        categoryId: null,
      };
      const written = await store.items.replace(ownScope(userId), [change], {
        keyNumber: 1,
        now: 2500,
        keepVersions: 20,
      });
      expect(written).toMatchObject({ outcome: "replaced", rows: [{ categoryId: null, revision: 2 }] });
      await store.items.move(ownScope(userId), [unmoved.id], { categoryId: null, now: 2500 });
      const [still] = await store.items.findMany(ownScope(userId), [unmoved.id], { trash: false });
      expect(still).toMatchObject({ categoryId: null, revision: 1 });
      await store.categories.restore(ownScope(userId), [category.id], 3000);
      expect((await live()).slice(0, 3)).toEqual([
        ["in 1", other.id],
        ["in 2", category.id],
        ["in 3", category.id],
      ]);
    });

    it("let their items go when they are erased", async () => {
      await using world = await open();
      const { store } = world;
      const { userId, category, other, live } = await furnished(store);
      await store.categories.trash(ownScope(userId), [category.id], { cascade: false, now: 2000 });
      const before = await live();
      expect(await emptyWholeTrash(store, userId)).toEqual({ items: 0, categories: 1 });
      expect(await live()).toEqual(before);
      expect(before.map(([, id]) => id)).toEqual([null, null, null, other.id, null]);
      for (const row of await rowsOf(store, userId, { trash: false, ...everyItem }))
        expect(row).toMatchObject({ revision: 1 });
    });

    it("come back with the items that went along, and with no others", async () => {
      await using world = await open();
      const { store } = world;
      const { userId, category, inside, live } = await furnished(store);
      const [before, during, returned] = idsOf(inside);
      if (!(before && during && returned)) throw new Error("unreachable");
      await store.items.trash(ownScope(userId), [before], 1500);
      await store.categories.trash(ownScope(userId), [category.id], { cascade: true, now: 2000 });
      await store.items.restore(ownScope(userId), [returned], 2500);
      expect(await live()).toContainEqual(["in 3", null]);
      expect(await store.categories.restore(ownScope(userId), [category.id], 3000)).toEqual({
        categories: 1,
        items: 1,
      });
      const [row] = await store.items.findMany(ownScope(userId), [during], { trash: false });
      expect(row).toMatchObject({ categoryId: category.id, deletedAt: null, updatedAt: 3000, revision: 3 });
      expect(idsOf(await rowsOf(store, userId, { trash: true, ...everyItem }))).toEqual([before]);
      expect(await live()).toContainEqual(["in 3", category.id]);
    });

    it("are passed over when they are in the wanted state already, unknown, or none", async () => {
      await using world = await open();
      const { store } = world;
      const { userId, category, other } = await furnished(store);
      await store.categories.trash(ownScope(userId), [category.id], { cascade: true, now: 2000 });
      const before = await allOf(store, userId);
      const nothing = { categories: 0, items: 0 };
      expect(
        await store.categories.trash(ownScope(userId), [category.id, asCategoryId(999_999)], {
          cascade: true,
          now: 3000,
        }),
      ).toEqual(nothing);
      expect(await store.categories.trash(ownScope(userId), [], { cascade: true, now: 3000 })).toEqual(
        nothing,
      );
      expect(
        await store.categories.restore(ownScope(userId), [other.id, asCategoryId(999_999)], 3000),
      ).toEqual(nothing);
      expect(await allOf(store, userId)).toEqual(before);
    });
  });
}
