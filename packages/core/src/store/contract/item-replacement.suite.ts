import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ItemRow } from "../rows.ts";
import {
  addCategories,
  addItems,
  addUser,
  allOf,
  allowed,
  idsOf,
  type OpenWorld,
  only,
  plain,
  sealed,
} from "./world.suite.ts";

export function describeItemReplacement(open: OpenWorld): void {
  describe("the replacement of items", () => {
    const options = { now: 3000, keepVersions: 20 };
    const change = (row: ItemRow, text: string) => ({
      id: row.id,
      expectedRevision: row.revision,
      sealRev: row.sealRev + 1,
      sealed: sealed(text),
    });

    it("writes record and category, and raises the revisions", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id: categoryId } = only(await addCategories(store, userId, ["work"]));
      const row = only(await addItems(store, userId, ["a"]));
      const outcome = await store.items.replace(ownScope(userId), [{ ...change(row, "b"), categoryId }], {
        keyNumber: 1,
        ...options,
      });
      const after = { ...row, categoryId, sealed: sealed("b"), sealRev: 2, revision: 2, updatedAt: 3000 };
      expect(plain(outcome)).toEqual(plain({ outcome: "replaced", rows: [after] }));
      const outcomeOfNull = await store.items.replace(
        ownScope(userId),
        [{ ...change(after, "c"), categoryId: null }],
        {
          keyNumber: 1,
          ...options,
        },
      );
      expect(outcomeOfNull).toMatchObject({ rows: [{ categoryId: null, sealRev: 3, revision: 3 }] });
    });

    it("leaves the category when none is named, and the record when none is given", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [work, home] = idsOf(await addCategories(store, userId, ["work", "home"]));
      if (!(work && home)) throw new Error("unreachable");
      const row = only(await addItems(store, userId, ["a"], { categoryId: work }));
      const outcome = await store.items.replace(ownScope(userId), [change(row, "b")], {
        keyNumber: 1,
        ...options,
      });
      expect(outcome).toMatchObject({ rows: [{ categoryId: work }] });
      const moveOnly = { id: row.id, expectedRevision: 2, sealRev: 2, categoryId: home };
      const moved = {
        ...row,
        categoryId: home,
        sealed: sealed("b"),
        sealRev: 2,
        revision: 3,
        updatedAt: 4000,
      };
      expect(
        plain(
          await store.items.replace(ownScope(userId), [moveOnly], { keyNumber: 1, ...options, now: 4000 }),
        ),
      ).toEqual(plain({ outcome: "replaced", rows: [moved] }));
      expect(await store.items.versions(ownScope(userId), row.id)).toHaveLength(1);
    });

    it("answers many rows in the order given", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = (await addItems(store, userId, ["a", "b", "c"])).toReversed();
      const outcome = allowed(
        await store.items.replace(
          ownScope(userId),
          rows.map((row) => change(row, "new")),
          { keyNumber: 1, ...options },
        ),
      );
      expect(outcome.outcome === "replaced" && idsOf(outcome.rows)).toEqual(idsOf(rows));
    });

    it("changes nothing when one row has changed, was sealed again, has gone, or is named twice", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [a, b, c, d] = await addItems(store, userId, ["a", "b", "c", "d"]);
      if (!(a && b && c && d)) throw new Error("unreachable");
      await store.items.replace(ownScope(userId), [change(b, "b, changed")], { keyNumber: 1, ...options });
      await store.items.trash(ownScope(userId), [c.id], 3000);
      await store.records.reseal(ownScope(userId), [
        { table: "items", rowId: d.id, expectedSealRev: 1, sealRev: 2, sealed: sealed("d, resealed") },
      ]);
      const unknown = { ...a, id: asItemId(999_999) };
      const before = await allOf(store, userId);
      const late = [a, b, c, d, unknown].map((row) => change(row, "new"));
      expect(await store.items.replace(ownScope(userId), late, { keyNumber: 1, ...options })).toEqual({
        outcome: "conflict",
        ids: [b.id, c.id, d.id, unknown.id],
      });
      const twice = await store.items.replace(ownScope(userId), [change(a, "one"), change(a, "two")], {
        keyNumber: 1,
        ...options,
      });
      expect(twice).toEqual({ outcome: "conflict", ids: [a.id] });
      expect(
        await store.items.replace(ownScope(userId), [change(a, "new")], { keyNumber: 2, ...options }),
      ).toEqual({
        outcome: "key-replaced",
      });
      expect(await allOf(store, userId)).toEqual(before);
    });

    it("changes nothing when one category is unknown or in the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const trashed = only(await addCategories(store, userId, ["trashed"])).id;
      await store.categories.trash(ownScope(userId), [trashed], { cascade: false, now: 2000 });
      const [a, b] = await addItems(store, userId, ["a", "b"]);
      if (!(a && b)) throw new Error("unreachable");
      const before = await allOf(store, userId);
      for (const categoryId of [trashed, asCategoryId(999_999)]) {
        const outcome = await store.items.replace(
          ownScope(userId),
          [change(a, "new"), { ...change(b, "new"), categoryId }],
          { keyNumber: 1, ...options },
        );
        expect(outcome).toEqual({ outcome: "unknown-category", ids: [categoryId] });
      }
      expect(await allOf(store, userId)).toEqual(before);
    });

    it("lets one of many that saw the same revision win", async () => {
      await using world = await open();
      const { store } = world;
      const other = await world.connect();
      const { id: userId } = await addUser(store, "ada");
      const row = only(await addItems(store, userId, ["a"]));
      const outcomes = await Promise.all(
        [store, other, store, other].map((by, i) =>
          by.items.replace(ownScope(userId), [change(row, `try ${i}`)], { keyNumber: 1, ...options }),
        ),
      );
      expect(outcomes.map((answer) => allowed(answer).outcome).toSorted()).toEqual([
        "conflict",
        "conflict",
        "conflict",
        "replaced",
      ]);
    });
  });
}
