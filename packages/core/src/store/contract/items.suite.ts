import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId, personalVaultOf } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ItemRow } from "../rows.ts";
import {
  addCategories,
  addItems,
  addUser,
  allOf,
  everyItem,
  idsOf,
  type OpenWorld,
  only,
  plain,
  rowsOf,
  sealed,
} from "./world.suite.ts";

export function describeItems(open: OpenWorld): void {
  describe("items", () => {
    const unknown = asItemId(999_999);
    const unknownCategory = asCategoryId(999_999);

    it("answers new items as they are then found", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id: categoryId } = only(await addCategories(store, userId, ["work"]));
      const first = await store.items.reserveIds(personalVaultOf(userId), 2);
      const rows = [
        { id: first, categoryId, sealed: sealed("a") },
        { id: asItemId(first + 1), categoryId: null, sealed: sealed("b".repeat(100_000)) },
      ];
      const fresh = {
        sortId: 0,
        sealRev: 1,
        revision: 1,
        createdAt: 2000,
        updatedAt: 2000,
        deletedAt: null,
        usedAt: null,
      };
      const written = plain(rows.map((row) => ({ ...row, ...fresh })));
      expect(plain(await store.items.insert(ownScope(userId), rows, { keyNumber: 1, now: 2000 }))).toEqual({
        outcome: "replaced",
        rows: written,
      });
      expect(plain(await rowsOf(store, userId, { trash: false, ...everyItem }))).toEqual(written);
      expect(plain(await store.items.findMany(ownScope(userId), idsOf(rows), { trash: false }))).toEqual(
        written,
      );
    });

    it("inserts none when a category is unknown or in the trash, or the vault key was replaced", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [live, trashed] = idsOf(await addCategories(store, userId, ["live", "trashed"]));
      if (!(live && trashed)) throw new Error("unreachable");
      await store.categories.trash(ownScope(userId), [trashed], { cascade: false, now: 2000 });
      const first = await store.items.reserveIds(personalVaultOf(userId), 4);
      const rows = [live, trashed, unknownCategory, trashed].map((categoryId, i) => ({
        id: asItemId(first + i),
        categoryId,
        sealed: sealed("x"),
      }));
      expect(await store.items.insert(ownScope(userId), rows, { keyNumber: 1, now: 3000 })).toEqual({
        outcome: "unknown-category",
        ids: [trashed, unknownCategory],
      });
      expect(await store.items.insert(ownScope(userId), rows, { keyNumber: 2, now: 3000 })).toEqual({
        outcome: "key-replaced",
      });
      expect(await rowsOf(store, userId, { trash: false, ...everyItem })).toEqual([]);
    });

    it("puts new items last, behind those in the trash too", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [a, b] = idsOf(await addItems(store, userId, ["a", "b"]));
      if (!(a && b)) throw new Error("unreachable");
      await store.items.reorder(ownScope(userId), [b, a], 2000);
      await store.items.trash(ownScope(userId), [a], 2000);
      const { id: c } = only(await addItems(store, userId, ["c"]));
      await store.items.restore(ownScope(userId), [a], 2000);
      expect(idsOf(await rowsOf(store, userId, { trash: false, ...everyItem }))).toEqual([b, a, c]);
    });

    it("gives every item to a reader who walks through the pages, once and in order", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [work, home] = idsOf(await addCategories(store, userId, ["work", "home"]));
      if (!(work && home)) throw new Error("unreachable");
      const names = Array.from({ length: 7 }, (_, i) => `item ${i}`);
      const rows = [
        ...(await addItems(store, userId, names, { categoryId: work })),
        ...(await addItems(store, userId, names, { categoryId: home })),
        ...(await addItems(store, userId, names)),
      ];
      // Some in order, the rest with one sort id for all.
      await store.items.reorder(
        ownScope(userId),
        idsOf(rows.filter((_, i) => i % 4 === 1)).toReversed(),
        2000,
      );
      await store.items.trash(ownScope(userId), idsOf(rows.filter((_, i) => i % 5 === 2)), 2000);
      const inOrder = (a: ItemRow, b: ItemRow) => a.sortId - b.sortId || a.id - b.id;
      const all = (await store.items.findMany(ownScope(userId), idsOf(rows), { trash: true })).toSorted(
        inOrder,
      );

      for (const trash of [false, true]) {
        for (const category of [{}, { categoryId: work }, { categoryId: home }, { categoryId: null }]) {
          const wanted = all.filter(
            (row) =>
              (row.deletedAt !== null) === trash &&
              (category.categoryId === undefined || row.categoryId === category.categoryId),
          );
          for (const limit of [1, 2, 3, 100]) {
            const seen: ItemRow[] = [];
            for (;;) {
              const after = seen.at(-1);
              const filter = { trash, ...category, limit, ...(after && { after }) };
              const { rows: page, more } = await store.items.page(ownScope(userId), filter);
              expect(page.length).toBeLessThanOrEqual(limit);
              seen.push(...page);
              expect(more).toBe(seen.length < wanted.length);
              if (!more) break;
            }
            expect(idsOf(seen)).toEqual(idsOf(wanted));
          }
        }
      }
    });

    it("continues behind an item that has gone in between", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addItems(store, userId, ["a", "b", "c"]);
      const [after] = await rowsOf(store, userId, { trash: false, limit: 1 });
      await store.items.trash(ownScope(userId), idsOf(rows.slice(0, 1)), 2000);
      const rest = await rowsOf(store, userId, { trash: false, limit: 5, ...(after && { after }) });
      expect(idsOf(rest)).toEqual(idsOf(rows.slice(1)));
    });

    it("finds items in the order of their ids, those in the trash only when asked to", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const ids = idsOf(await addItems(store, userId, ["a", "b", "c"]));
      const trashed = ids.slice(1, 2);
      await store.items.trash(ownScope(userId), trashed, 2000);
      const wanted = [unknown, ...ids.toReversed()];
      expect(idsOf(await store.items.findMany(ownScope(userId), wanted, { trash: true }))).toEqual(
        ids.toReversed(),
      );
      expect(idsOf(await store.items.findMany(ownScope(userId), wanted, { trash: false }))).toEqual(
        ids.toReversed().filter((id) => !trashed.includes(id)),
      );
      expect(await store.items.findMany(ownScope(userId), [], { trash: true })).toEqual([]);
    });

    it("moves items, and leaves alone what is there already", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id: categoryId } = only(await addCategories(store, userId, ["work"]));
      const there = only(await addItems(store, userId, ["there"], { categoryId }));
      const elsewhere = only(await addItems(store, userId, ["elsewhere"]));
      const ids = [there.id, elsewhere.id];
      expect(await store.items.move(ownScope(userId), ids, { categoryId, now: 2000 })).toEqual({
        unknown: [],
        unknownCategory: false,
      });
      const moved = { ...elsewhere, categoryId, revision: 2, updatedAt: 2000 };
      expect(plain(await store.items.findMany(ownScope(userId), ids, { trash: false }))).toEqual(
        plain([there, moved]),
      );
      await store.items.move(ownScope(userId), ids, { categoryId: null, now: 3000 });
      const out = await store.items.findMany(ownScope(userId), ids, { trash: false });
      expect(out.map(({ categoryId, revision }) => [categoryId, revision])).toEqual([
        [null, 2],
        [null, 3],
      ]);
    });

    it("moves nothing when an item or the category is unknown or in the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [live, gone] = idsOf(await addCategories(store, userId, ["live", "gone"]));
      const ids = idsOf(await addItems(store, userId, ["a", "b"]));
      if (!(live && gone)) throw new Error("unreachable");
      await store.categories.trash(ownScope(userId), [gone], { cascade: false, now: 2000 });
      const trashed = ids.slice(1);
      await store.items.trash(ownScope(userId), trashed, 2000);
      const before = await allOf(store, userId);
      expect(
        await store.items.move(ownScope(userId), [...ids, unknown], { categoryId: live, now: 3000 }),
      ).toEqual({
        unknown: [...trashed, unknown],
        unknownCategory: false,
      });
      for (const categoryId of [gone, unknownCategory]) {
        const outcome = await store.items.move(ownScope(userId), ids.slice(0, 1), { categoryId, now: 3000 });
        expect(outcome).toEqual({ unknown: [], unknownCategory: true });
      }
      expect(await allOf(store, userId)).toEqual(before);
    });

    it("notes when live items were used, which changes nothing else of them", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [a, b, trashed] = await addItems(store, userId, ["a", "b", "trashed"]);
      if (!(a && b && trashed)) throw new Error("unreachable");
      await store.items.trash(ownScope(userId), [trashed.id], 2000);
      const before = await store.items.findMany(ownScope(userId), [a.id, b.id, trashed.id], { trash: true });
      const asked = [b.id, unknown, trashed.id];
      expect(await store.items.markUsed(ownScope(userId), asked, 3000)).toEqual([b.id]);
      const used = before.map((row) => (row.id === b.id ? { ...row, usedAt: 3000 } : row));
      expect(await store.items.findMany(ownScope(userId), [a.id, b.id, trashed.id], { trash: true })).toEqual(
        used,
      );
      expect(await store.items.markUsed(ownScope(userId), [b.id], 4000)).toEqual([b.id]);
      expect(await store.items.findMany(ownScope(userId), [b.id], { trash: false })).toMatchObject([
        { usedAt: 4000 },
      ]);
      expect(await store.items.markUsed(ownScope(userId), [], 5000)).toEqual([]);
    });

    it("reorders from 1 on, or nothing when one is unknown or in the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addItems(store, userId, ["a", "b", "c"]);
      const ids = idsOf(rows);
      expect(await store.items.reorder(ownScope(userId), ids.toReversed(), 2000)).toEqual({ unknown: [] });
      const listed = await rowsOf(store, userId, { trash: false, ...everyItem });
      expect(plain(listed)).toEqual(
        plain(rows.toReversed().map((row, i) => ({ ...row, sortId: i + 1, revision: 2, updatedAt: 2000 }))),
      );
      await store.items.trash(ownScope(userId), ids.slice(0, 1), 2000);
      const before = await allOf(store, userId);
      expect(await store.items.reorder(ownScope(userId), [...ids, unknown], 3000)).toEqual({
        unknown: [...ids.slice(0, 1), unknown],
      });
      expect(await allOf(store, userId)).toEqual(before);
    });

    it("keeps a hundred thousand items apart in one call", { timeout: 60_000 }, async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const names = Array.from({ length: 100_000 }, (_, i) => `item ${i}`);
      const ids = idsOf(await addItems(store, userId, names));
      expect(idsOf(await store.items.findMany(ownScope(userId), ids.toReversed(), { trash: false }))).toEqual(
        ids.toReversed(),
      );
      expect(await store.items.trash(ownScope(userId), ids, 2000)).toEqual(ids);
      expect(
        await store.trash.erase(
          ownScope(userId),
          { items: ids, categories: [] },
          { event: "trash-emptied", now: 3000 },
        ),
      ).toEqual({
        items: 100_000,
        categories: 0,
      });
    });
  });
}
