import { describe, expect, it } from "vitest";
import { personalVaultOf, type UserId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Store } from "../store.ts";
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
  rewrite,
  sealed,
  startRenewal,
  textOf,
} from "./world.suite.ts";

export function describeRecords(open: OpenWorld): void {
  describe("the renewal of a vault key", () => {
    /** Two categories and two items, one of each in the trash, and a version. */
    async function furnish(store: Store, userId: UserId) {
      const categories = idsOf(await addCategories(store, userId, ["category 1", "category 2"]));
      const items = await addItems(store, userId, ["item 1", "item 2"]);
      await rewrite(store, userId, only(items.slice(0, 1)), "item 1, again");
      await store.categories.trash(ownScope(userId), categories.slice(1), { cascade: false, now: 1500 });
      await store.items.trash(ownScope(userId), idsOf(items.slice(1)), 1500);
      const [first] = items;
      if (first === undefined) throw new Error("unreachable");
      return {
        categories,
        items: idsOf(items),
        version: only(await store.items.versions(ownScope(userId), first.id)),
        first,
      };
    }

    it("finds every record under a key, wherever it stands", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { categories, items, version } = await furnish(store, userId);
      const found = await store.records.findSealedUnder(ownScope(userId), 1, 100);
      const places = found.map(({ table, rowId, recordId, sealRev, sealed }) => [
        table,
        rowId,
        recordId,
        sealRev,
        textOf(sealed),
      ]);
      expect(new Set(places)).toEqual(
        new Set([
          ["categories", categories[0], categories[0], 1, "category 1"],
          ["categories", categories[1], categories[1], 1, "category 2"],
          ["item_versions", version.id, items[0], 1, "item 1"],
          ["items", items[0], items[0], 2, "item 1, again"],
          ["items", items[1], items[1], 1, "item 2"],
        ]),
      );
      expect(await store.records.findSealedUnder(ownScope(userId), 1, 2)).toHaveLength(2);
      for (const keyNumber of [0, 2, 256, 65_536, 16_777_216, 4_294_967_295]) {
        expect(await store.records.findSealedUnder(ownScope(userId), keyNumber, 100)).toEqual([]);
      }
    });

    it("lets no record in under the previous key", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { first } = await furnish(store, userId);
      await startRenewal(store, userId);
      const before = await allOf(store, userId);
      const id = await store.items.reserveIds(personalVaultOf(userId), 1);
      const row = { id, categoryId: null, sealed: sealed("late") };
      expect(await store.items.insert(ownScope(userId), [row], { keyNumber: 1, now: 3000 })).toEqual({
        outcome: "key-replaced",
      });
      expect(await rewrite(store, userId, { ...first, revision: 2, sealRev: 2 }, "late")).toEqual({
        outcome: "key-replaced",
      });
      expect(
        await store.categories.insert(
          ownScope(userId),
          [{ id: await store.categories.reserveIds(personalVaultOf(userId), 1), sealed: sealed("late") }],
          { keyNumber: 1, now: 3000 },
        ),
      ).toBe("key-replaced");
      expect(await allOf(store, userId)).toEqual(before);
      expect(
        await store.items.insert(ownScope(userId), [{ ...row, sealed: sealed("new", 2) }], {
          keyNumber: 2,
          now: 3000,
        }),
      ).toMatchObject({ outcome: "replaced" });
    });

    it("seals records again in steps, and no reader sees a change", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { first, version } = await furnish(store, userId);
      await startRenewal(store, userId);
      const [before] = await store.items.findMany(ownScope(userId), [first.id], { trash: false });
      let resealed = 0;
      for (let step = await store.records.findSealedUnder(ownScope(userId), 1, 2); step.length > 0; ) {
        expect(await store.records.dropPreviousKey(ownScope(userId), 1)).toBe(false);
        const anew = step.map(({ table, rowId, sealRev, sealed: old }) => ({
          table,
          rowId,
          expectedSealRev: sealRev,
          sealRev: sealRev + 1,
          sealed: sealed(`${textOf(old)}, anew`, 2),
        }));
        resealed += allowed(await store.records.reseal(ownScope(userId), anew));
        step = await store.records.findSealedUnder(ownScope(userId), 1, 2);
      }
      expect(resealed).toBe(5);
      const [after] = await store.items.findMany(ownScope(userId), [first.id], { trash: false });
      expect(plain(after)).toEqual(
        plain({ ...before, sealRev: 3, sealed: sealed("item 1, again, anew", 2) }),
      );
      expect(plain(await store.items.versions(ownScope(userId), first.id))).toEqual(
        plain([{ ...version, sealRev: 2, sealed: sealed("item 1, anew", 2) }]),
      );
      // As one does that comes late: it finished the renewal before this one.
      expect(await store.records.dropPreviousKey(ownScope(userId), 7)).toBe(false);
      expect((await store.users.find(userId))?.previousVaultKey).not.toBeNull();
      expect(await store.records.dropPreviousKey(ownScope(userId), 1)).toBe(true);
      expect((await store.users.find(userId))?.previousVaultKey).toBeNull();
      expect(await store.records.dropPreviousKey(ownScope(userId), 1)).toBe(false);
    });

    it("puts no record back that was written in between", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [a, b] = await addItems(store, userId, ["a", "b"]);
      if (!(a && b)) throw new Error("unreachable");
      await rewrite(store, userId, a, "a, changed");
      const anew = [a, b].map(({ id, sealRev }) => ({
        table: "items" as const,
        rowId: id,
        expectedSealRev: sealRev,
        sealRev: sealRev + 1,
        sealed: sealed("anew"),
      }));
      expect(await store.records.reseal(ownScope(userId), anew)).toBe(1);
      const rows = await store.items.findMany(ownScope(userId), [a.id, b.id], { trash: false });
      expect(rows.map((row) => textOf(row.sealed))).toEqual(["a, changed", "anew"]);
    });

    it("puts no record under a key that is not in use", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const { id } = only(await addItems(store, userId, ["a"]));
      const before = await allOf(store, userId);
      const anew = {
        table: "items" as const,
        rowId: id,
        expectedSealRev: 1,
        sealRev: 2,
        sealed: sealed("anew", 2),
      };
      expect(await store.records.reseal(ownScope(userId), [anew])).toBe(0);
      expect(await allOf(store, userId)).toEqual(before);
    });
  });
}
