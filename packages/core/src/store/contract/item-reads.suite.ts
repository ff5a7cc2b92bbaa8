import { describe, expect, it } from "vitest";
import { asItemId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ItemRow } from "../rows.ts";
import {
  addCategories,
  addItems,
  addUser,
  idsOf,
  type OpenWorld,
  only,
  plain,
  rewrite,
} from "./world.suite.ts";

const MEBIBYTE = 1024 * 1024;

export function describeItemReads(open: OpenWorld): void {
  describe("reads of many items", () => {
    const short = "short";
    const long = "l".repeat(MEBIBYTE);
    const longest = "x".repeat(9 * MEBIBYTE);

    it("end a page at 8 MiB, and say whether others follow", { timeout: 60_000 }, async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const names = [short, ...Array.from({ length: 20 }, () => long), longest, short];
      const rows = await addItems(store, userId, names);
      // The last of them in an order of their own, so that a page goes over from those that share a sort id.
      await store.items.reorder(ownScope(userId), idsOf(rows.slice(5)), 2000);
      const seen: ItemRow[] = [];
      const pages: number[] = [];
      for (;;) {
        const after = seen.at(-1);
        const page = await store.items.page(ownScope(userId), {
          trash: false,
          limit: 1000,
          ...(after && { after }),
        });
        seen.push(...page.rows);
        pages.push(page.rows.length);
        if (!page.more) break;
      }
      expect(pages).toEqual([9, 8, 5, 1]);
      expect(idsOf(seen)).toEqual(idsOf(rows));
    });

    it("tell the ids of all items in their order, live or in the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      expect(await store.items.ids(ownScope(userId), { trash: false })).toEqual([]);
      const [a, b, c, d] = idsOf(await addItems(store, userId, ["a", "b", "c", "d"]));
      if (!(a && b && c && d)) throw new Error("unreachable");
      await addItems(store, (await addUser(store, "bob")).id, ["bob's"]);
      await store.items.reorder(ownScope(userId), [d, b], 2000);
      await store.items.trash(ownScope(userId), [b, c], 2000);
      expect(await store.items.ids(ownScope(userId), { trash: false })).toEqual([a, d]);
      expect(await store.items.ids(ownScope(userId), { trash: true })).toEqual([c, b]);
    });

    it("tell where all items are, in their order, those of a category in the trash in none", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const scope = ownScope(userId);
      const [work, gone] = idsOf(await addCategories(store, userId, ["work", "gone"]));
      if (!(work && gone)) throw new Error("unreachable");
      const [a, b] = await addItems(store, userId, ["a", "b"], { categoryId: work });
      const [c, d] = await addItems(store, userId, ["c", "d"], { categoryId: gone });
      await store.items.reorder(scope, idsOf([c, a].flatMap((row) => row ?? [])), 2000);
      await store.items.trash(scope, idsOf([b, d].flatMap((row) => row ?? [])), 2000);
      await store.categories.trash(scope, [gone], { cascade: false, now: 3000 });
      for (const trash of [false, true]) {
        const { rows } = await store.items.page(scope, { trash, limit: 10 });
        expect(rows).toHaveLength(2);
        expect(await store.items.places(scope, { trash })).toEqual(
          rows.map(({ id, categoryId }) => ({ id, categoryId })),
        );
      }
      expect(await store.items.places(scope, { trash: false })).toEqual([
        { id: c?.id, categoryId: null },
        { id: a?.id, categoryId: work },
      ]);
    });

    it("answer the rows of the first ids, up to 8 MiB, and how many ids that took", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addItems(store, userId, [short, longest, short, short]);
      const [first, second, third, fourth] = idsOf(rows);
      if (!(first && second && third && fourth)) throw new Error("unreachable");
      await store.items.trash(ownScope(userId), [third], 2000);
      const live = { trash: false };
      const read = await store.items.readMany(
        ownScope(userId),
        [fourth, third, asItemId(999_999), second, first],
        live,
      );
      expect([idsOf(read.rows), read.looked]).toEqual([[fourth, second], 4]);
      expect(plain((await store.items.readMany(ownScope(userId), [first], live)).rows)).toEqual(
        plain(rows.slice(0, 1)),
      );
      expect(await store.items.readMany(ownScope(userId), [], live)).toEqual({ rows: [], looked: 0 });
      const trashed = await store.items.readMany(ownScope(userId), [first, third], { trash: true });
      expect([idsOf(trashed.rows), trashed.looked]).toEqual([[third], 2]);
    });

    it("answer rows as they are at the read, without a category that is in the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id: categoryId } = only(await addCategories(store, userId, ["work"]));
      const row = only(await addItems(store, userId, ["a"], { categoryId }));
      await rewrite(store, userId, row, "again");
      await store.categories.trash(ownScope(userId), [categoryId], { cascade: false, now: 2000 });
      const { rows } = await store.items.readMany(ownScope(userId), [row.id], { trash: false });
      expect(rows).toMatchObject([{ revision: 2, categoryId: null }]);
    });
  });
}
