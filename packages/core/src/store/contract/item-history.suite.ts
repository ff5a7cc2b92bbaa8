import { describe, expect, it } from "vitest";
import type { UserId } from "../../ids.ts";
import { asVersionId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ItemRow } from "../rows.ts";
import type { Store } from "../store.ts";
import {
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

export function describeItemHistory(open: OpenWorld): void {
  describe("the history of an item", () => {
    async function rewriteOften(store: Store, row: ItemRow, userId: UserId, times: number, keep: number) {
      let current = row;
      for (let i = 1; i <= times; i++) {
        const outcome = await rewrite(store, userId, current, `text ${i}`, 1000 + i, keep);
        if (outcome.outcome !== "replaced") throw new Error(outcome.outcome);
        current = only(outcome.rows);
      }
    }
    const textsOf = async (store: Store, row: ItemRow, userId: UserId) =>
      (await store.items.versions(ownScope(userId), row.id)).map((version) => textOf(version.sealed));

    it("keeps nothing of a change that nobody would go back from, and the time of writing stays", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const row = only(await addItems(store, userId, ["text 0"], { now: 1000 }));
      const minor = {
        id: row.id,
        expectedRevision: 1,
        sealRev: 2,
        sealed: sealed("minor"),
        keepVersion: false,
      };
      const outcome = allowed(
        await store.items.replace(ownScope(userId), [minor], {
          keyNumber: 1,
          now: 2000,
          keepVersions: 20,
        }),
      );
      if (outcome.outcome !== "replaced") throw new Error(outcome.outcome);
      const after = only(outcome.rows);
      expect(plain(after)).toEqual(
        plain({ ...row, sealed: sealed("minor"), sealRev: 2, revision: 2, updatedAt: 2000 }),
      );
      expect(await store.items.versions(ownScope(userId), row.id)).toEqual([]);
      await rewrite(store, userId, after, "text 1", 3000);
      expect(await store.items.versions(ownScope(userId), row.id)).toMatchObject([
        { sealRev: 2, createdAt: 1000, replacedAt: 3000 },
      ]);
    });

    it("keeps what a replacement replaced, as it was, the latest first", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const row = only(await addItems(store, userId, ["text 0"], { now: 1000 }));
      await rewriteOften(store, row, userId, 2, 20);
      const [latest, first] = await store.items.versions(ownScope(userId), row.id);
      expect(plain([latest, first])).toEqual(
        plain([
          {
            id: latest?.id,
            itemId: row.id,
            sealed: sealed("text 1"),
            sealRev: 2,
            createdAt: 1001,
            replacedAt: 1002,
          },
          {
            id: first?.id,
            itemId: row.id,
            sealed: sealed("text 0"),
            sealRev: 1,
            createdAt: 1000,
            replacedAt: 1001,
          },
        ]),
      );
      expect(first && plain(await store.items.findVersion(ownScope(userId), row.id, first.id))).toEqual(
        plain(first),
      );
      expect(await store.items.findVersion(ownScope(userId), row.id, asVersionId(999_999))).toBeNull();
    });

    it("dates a version by its writing, not by moves and the trash", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const row = only(await addItems(store, userId, ["a"], { now: 1000 }));
      await store.items.trash(ownScope(userId), [row.id], 2000);
      await store.items.restore(ownScope(userId), [row.id], 3000);
      await rewrite(store, userId, { ...row, revision: 3 }, "b", 4000);
      expect(await store.items.versions(ownScope(userId), row.id)).toMatchObject([
        { createdAt: 1000, replacedAt: 4000 },
      ]);
    });

    it("drops the oldest beyond the number to keep", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [row, other, none] = await addItems(store, userId, ["text 0", "other", "none"]);
      if (!(row && other && none)) throw new Error("unreachable");
      await rewriteOften(store, other, userId, 1, 3);
      await rewriteOften(store, row, userId, 5, 3);
      expect(await textsOf(store, row, userId)).toEqual(["text 4", "text 3", "text 2"]);
      expect(await textsOf(store, other, userId)).toEqual(["other"]);
      await rewriteOften(store, none, userId, 2, 0);
      expect(await textsOf(store, none, userId)).toEqual([]);
    });

    it("finds no version by another item's id", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [a, b] = await addItems(store, userId, ["a", "b"]);
      if (!(a && b)) throw new Error("unreachable");
      await rewrite(store, userId, a, "a, again");
      const { id } = only(await store.items.versions(ownScope(userId), a.id));
      expect(await store.items.findVersion(ownScope(userId), b.id, id)).toBeNull();
      expect(await store.items.versions(ownScope(userId), b.id)).toEqual([]);
    });

    it("is forgotten on demand, of that item only", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [a, b] = await addItems(store, userId, ["a", "b"]);
      if (!(a && b)) throw new Error("unreachable");
      await rewriteOften(store, a, userId, 3, 20);
      await rewriteOften(store, b, userId, 1, 20);
      expect(await store.items.forgetVersions(ownScope(userId), a.id, 3000)).toBe(3);
      expect(await store.items.forgetVersions(ownScope(userId), a.id, 3000)).toBe(0);
      expect(await textsOf(store, b, userId)).toEqual(["b"]);
    });

    it("is erased by age, of every owner", async () => {
      await using world = await open();
      const { store } = world;
      const left = [];
      for (const username of ["ada", "bob"]) {
        const { id: userId } = await addUser(store, username);
        const row = only(await addItems(store, userId, ["text 0"]));
        await rewriteOften(store, row, userId, 3, 20);
        left.push(() => textsOf(store, row, userId));
      }
      const atOnce = 3;
      expect(await store.items.eraseVersionsBefore(1003, atOnce)).toBe(3);
      expect(await store.items.eraseVersionsBefore(1003, atOnce)).toBe(1);
      expect(await store.items.eraseVersionsBefore(1003, atOnce)).toBe(0);
      for (const texts of left) expect(await texts()).toEqual(["text 2"]);
    });

    it("never gives a version's id again", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const row = only(await addItems(store, userId, ["a"]));
      await rewriteOften(store, row, userId, 2, 20);
      const before = idsOf(await store.items.versions(ownScope(userId), row.id));
      await store.items.forgetVersions(ownScope(userId), row.id, 3000);
      await rewrite(store, userId, { ...row, revision: 3, sealRev: 3 }, "again");
      const { id } = only(await store.items.versions(ownScope(userId), row.id));
      expect(id).toBeGreaterThan(Math.max(...before));
    });
  });
}
