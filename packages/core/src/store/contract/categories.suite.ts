import { describe, expect, it } from "vitest";
import { asCategoryId, personalVaultOf } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { CategoryRow } from "../rows.ts";
import {
  addCategories,
  addUser,
  allOf,
  allowed,
  idsOf,
  type OpenWorld,
  plain,
  sealed,
  textOf,
} from "./world.suite.ts";

export function describeCategories(open: OpenWorld): void {
  describe("categories", () => {
    const unknown = asCategoryId(999_999);

    it("answers new categories as they are then listed", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addCategories(store, userId, ["a", "b"], 2000);
      const fresh = { sortId: 0, sealRev: 1, revision: 1, createdAt: 2000, updatedAt: 2000, deletedAt: null };
      const [a, b] = idsOf(rows);
      expect(plain(rows)).toEqual(
        plain([
          { id: a, sealed: sealed("a"), ...fresh },
          { id: b, sealed: sealed("b"), ...fresh },
        ]),
      );
      expect(plain(await store.categories.list(ownScope(userId), { trash: false }))).toEqual(plain(rows));
      expect(await store.categories.list(ownScope(userId), { trash: true })).toEqual([]);
    });

    it("puts new categories last", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const first = await addCategories(store, userId, ["a", "b"]);
      await store.categories.reorder(ownScope(userId), idsOf(first).toReversed(), 2000);
      await addCategories(store, userId, ["c", "d"]);
      const listed = await store.categories.list(ownScope(userId), { trash: false });
      expect(listed.map((row) => textOf(row.sealed))).toEqual(["b", "a", "c", "d"]);
      expect(listed.map((row) => row.sortId)).toEqual([1, 2, 2, 2]);
    });

    it("refuses records under another vault key than the account's", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const id = await store.categories.reserveIds(personalVaultOf(userId), 1);
      expect(
        await store.categories.insert(ownScope(userId), [{ id, sealed: sealed("a", 2) }], {
          keyNumber: 2,
          now: 2000,
        }),
      ).toBe("key-replaced");
      expect(await store.categories.list(ownScope(userId), { trash: false })).toEqual([]);
    });

    it("finds categories in the order of their ids, without those in the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addCategories(store, userId, ["a", "b", "c"]);
      const [a, b, c] = rows;
      await store.categories.trash(ownScope(userId), idsOf(rows.slice(1, 2)), { cascade: false, now: 2000 });
      const wanted = [unknown, ...idsOf(rows).toReversed()];
      expect(plain(await store.categories.findMany(ownScope(userId), wanted))).toEqual(plain([c, a]));
      expect(b && (await store.categories.findMany(ownScope(userId), [b.id]))).toEqual([]);
      expect(await store.categories.findMany(ownScope(userId), [])).toEqual([]);
    });

    it("reads all of an owner's at one look, those in the trash too, and no other's", async () => {
      await using world = await open();
      const { store } = world;
      const [{ id: userId }, { id: other }] = [await addUser(store, "ada"), await addUser(store, "bob")];
      expect(await store.categories.readAll(ownScope(userId))).toEqual({
        rows: [],
        seen: { count: 0, lastId: 0, revisions: 0 },
      });
      const rows = await addCategories(store, userId, ["a", "b"]);
      await addCategories(store, other, ["bob's"]);
      await store.categories.trash(ownScope(userId), idsOf(rows.slice(0, 1)), { cascade: false, now: 2000 });
      const all = await store.categories.readAll(ownScope(userId));
      expect(all.rows.map((row) => [textOf(row.sealed), row.deletedAt])).toEqual([
        ["a", 2000],
        ["b", null],
      ]);
      expect(all.seen).toEqual({ count: 2, lastId: rows[1]?.id, revisions: 3 });
    });

    it("writes what was judged by others only while those are as they were seen", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id: neighbour } = await addUser(store, "bob");
      const meanwhile = {
        added: () => addCategories(store, userId, ["c"]),
        renamed: async ([a]: readonly CategoryRow[]) =>
          a && store.categories.replace(ownScope(userId), [change(a, "a2")], { keyNumber: 1, now: 2000 }),
        trashed: async ([a]: readonly CategoryRow[]) =>
          a && store.categories.trash(ownScope(userId), [a.id], { cascade: false, now: 2000 }),
        erased: async ([a]: readonly CategoryRow[]) => {
          await store.categories.trash(ownScope(userId), a ? [a.id] : [], { cascade: false, now: 2000 });
          await store.trash.erase(
            ownScope(userId),
            { items: [], categories: a ? [a.id] : [] },
            { event: "trash-emptied", now: 3000 },
          );
        },
        reordered: async (rows: readonly CategoryRow[]) =>
          store.categories.reorder(ownScope(userId), idsOf(rows).toReversed(), 2000),
      };
      for (const others of Object.values(meanwhile)) {
        const rows = await addCategories(store, userId, ["a", "b"]);
        const { seen } = await store.categories.readAll(ownScope(userId));
        const [, b] = rows;
        if (!b) throw new Error("unreachable");
        await others(rows);
        const before = await allOf(store, userId);
        const [row = b] = await store.categories.findMany(ownScope(userId), [b.id]);
        const tree = { seen, order: [b.id] };
        expect(
          await store.categories.replace(ownScope(userId), [change(row, "b2")], {
            keyNumber: 1,
            now: 3000,
            tree,
          }),
        ).toEqual({
          outcome: "overtaken",
        });
        const id = await store.categories.reserveIds(personalVaultOf(userId), 1);
        expect(
          await store.categories.insert(ownScope(userId), [{ id, sealed: sealed("d") }], {
            keyNumber: 1,
            now: 3000,
            seen,
          }),
        ).toBe("overtaken");
        expect(await allOf(store, userId)).toEqual(before);
      }
      const { seen, rows } = await store.categories.readAll(ownScope(userId));
      const last = rows.findLast(({ deletedAt }) => deletedAt === null);
      if (!last) throw new Error("unreachable");
      await addCategories(store, neighbour, ["bob's"]);
      const order = [
        last.id,
        ...rows.flatMap(({ id, deletedAt }) => (id === last.id || deletedAt ? [] : id)),
      ];
      const written = allowed(
        await store.categories.replace(ownScope(userId), [change(last, "first")], {
          keyNumber: 1,
          now: 4000,
          tree: {
            seen,
            order,
          },
        }),
      );
      expect(written.outcome).toBe("replaced");
      const [first] = await store.categories.list(ownScope(userId), { trash: false });
      expect(first && textOf(first.sealed)).toBe("first");
    });

    const change = (row: { id: typeof unknown; revision: number; sealRev: number }, text: string) => ({
      id: row.id,
      expectedRevision: row.revision,
      sealRev: row.sealRev + 1,
      sealed: sealed(text),
    });

    it("replaces records, and raises their revisions", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addCategories(store, userId, ["a", "b", "c"]);
      const changed = rows.slice(0, 2).toReversed();
      const outcome = await store.categories.replace(
        ownScope(userId),
        changed.map((row) => change(row, "new")),
        { keyNumber: 1, now: 2000 },
      );
      const after = changed.map((row) => ({
        ...row,
        sealed: sealed("new"),
        sealRev: 2,
        revision: 2,
        updatedAt: 2000,
      }));
      expect(plain(outcome)).toEqual(plain({ outcome: "replaced", rows: after }));
      expect(plain(await store.categories.list(ownScope(userId), { trash: false }))).toEqual(
        plain([...after.toReversed(), ...rows.slice(2)]),
      );
    });

    it("replaces nothing when one of the rows has changed, gone, or is named twice", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addCategories(store, userId, ["a", "b", "c"]);
      const [a, b, c] = rows;
      if (!(a && b && c)) throw new Error("unreachable");
      await store.categories.replace(ownScope(userId), [change(b, "b, changed")], {
        keyNumber: 1,
        now: 2000,
      });
      await store.categories.trash(ownScope(userId), [c.id], { cascade: false, now: 2000 });
      const before = await allOf(store, userId);
      const late = [
        change(a, "new"),
        change(b, "new"),
        change(c, "new"),
        change({ ...a, id: unknown }, "new"),
      ];
      const conflict = await store.categories.replace(ownScope(userId), late, { keyNumber: 1, now: 3000 });
      expect(conflict).toEqual({ outcome: "conflict", ids: [b.id, c.id, unknown] });
      const twice = await store.categories.replace(ownScope(userId), [change(a, "one"), change(a, "two")], {
        keyNumber: 1,
        now: 3000,
      });
      expect(twice).toEqual({ outcome: "conflict", ids: [a.id] });
      const keyed = await store.categories.replace(ownScope(userId), [change(a, "new")], {
        keyNumber: 2,
        now: 3000,
      });
      expect(keyed).toEqual({ outcome: "key-replaced" });
      expect(await allOf(store, userId)).toEqual(before);
    });

    it("reorders from 1 on, and leaves alone what stands in its place", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addCategories(store, userId, ["a", "b", "c"]);
      expect(await store.categories.reorder(ownScope(userId), idsOf(rows), 2000)).toEqual({ unknown: [] });
      const placed = await store.categories.list(ownScope(userId), { trash: false });
      expect(plain(placed)).toEqual(
        plain(rows.map((row, i) => ({ ...row, sortId: i + 1, revision: 2, updatedAt: 2000 }))),
      );
      const [a, b, c] = placed;
      if (!(a && b && c)) throw new Error("unreachable");
      expect(await store.categories.reorder(ownScope(userId), [b.id, a.id, c.id], 3000)).toEqual({
        unknown: [],
      });
      const moved = { revision: 3, updatedAt: 3000 };
      expect(plain(await store.categories.list(ownScope(userId), { trash: false }))).toEqual(
        plain([{ ...b, sortId: 1, ...moved }, { ...a, sortId: 2, ...moved }, c]),
      );
    });

    it("reorders nothing when one is unknown or in the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const rows = await addCategories(store, userId, ["a", "b", "c"]);
      const trashed = idsOf(rows.slice(2));
      await store.categories.trash(ownScope(userId), trashed, { cascade: false, now: 2000 });
      const before = await allOf(store, userId);
      const outcome = await store.categories.reorder(
        ownScope(userId),
        [unknown, ...idsOf(rows).toReversed()],
        3000,
      );
      expect(outcome).toEqual({ unknown: [unknown, ...trashed] });
      expect(await allOf(store, userId)).toEqual(before);
    });
  });
}
