import { describe, expect, it } from "vitest";
import { asUserId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import {
  addCategories,
  addItems,
  addSession,
  addUser,
  allOf,
  everyItem,
  idsOf,
  type OpenWorld,
  only,
  plain,
  rewrite,
  rowsOf,
  wrap,
} from "./world.suite.ts";

export function describeUserDeletion(open: OpenWorld): void {
  describe("the deletion of a user", () => {
    it("frees the name, ends the sessions and keeps what the account owns", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada);
      await addItems(store, ada.id, ["a secret"]);
      expect(await store.users.markDeleted(ada.id, 2000)).toBe(true);
      const deleted = { ...ada, username: null, formerUsername: "ada", updatedAt: 2000, deletedAt: 2000 };
      expect(plain(await store.users.find(ada.id))).toEqual(plain(deleted));
      expect(await store.users.findByUsername("ada")).toBeNull();
      expect(await store.sessions.find(ada.id, session.id, 2000)).toBeNull();
      expect(await rowsOf(store, ada.id, { trash: false, limit: 10 })).toHaveLength(1);
      expect(await store.users.count()).toBe(1);
      expect(await store.users.markDeleted(ada.id, 3000)).toBe(false);
      expect(await store.users.markDeleted(asUserId(99), 3000)).toBe(false);
      await addUser(store, "ada");
    });

    it("leaves the account alone until it is restored", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      await store.users.markDeleted(ada.id, 2000);
      const before = await allOf(store, ada.id);
      expect(await store.users.rename(ada.id, "eve", 3000)).toBe("unknown");
      expect(await store.users.upgradePasswordHash(ada.id, ada.passwordHash, "new")).toBe(false);
      expect(await store.users.upgradeWrap(ada.id, 1, wrap(2))).toBe(false);
      expect(
        await store.users.replaceWrap(ada.id, {
          expectedWrapNumber: 1,
          event: "passphrase-changed",
          wrap: wrap(2),
          keep: null,
          now: 3000,
        }),
      ).toBe(false);
      const { recoverySeal } = ada;
      const renewal = { expected: recoverySeal, keyNumber: 1, recoverySeal, now: 3000 };
      expect(await store.users.replaceRecoverySeal(ada.id, renewal)).toBe(false);
      await expect(addSession(store, ada)).rejects.toThrow("not let in");
      expect(await allOf(store, ada.id)).toEqual(before);
    });

    it("finds the deleted accounts that had a name, the latest first", async () => {
      await using world = await open();
      const { store } = world;
      const deleted = [];
      for (const deletedAt of [2000, 4000, 3000]) {
        const user = await addUser(store, "ada");
        await store.users.markDeleted(user.id, deletedAt);
        deleted.push({ id: user.id, deletedAt });
      }
      await addUser(store, "ada");
      const latestFirst = idsOf(deleted.toSorted((a, b) => b.deletedAt - a.deletedAt));
      expect(idsOf(await store.users.findDeleted("ada", 10))).toEqual(latestFirst);
      expect(idsOf(await store.users.findDeleted("ada", 2))).toEqual(latestFirst.slice(0, 2));
      expect(await store.users.findDeleted("bob", 10)).toEqual([]);
    });

    it("is undone under the name given, unless it is taken", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      await store.users.markDeleted(ada.id, 2000);
      await addUser(store, "ada");
      expect(await store.users.undelete(ada.id, "ada", 3000)).toBe("username-taken");
      expect(await store.users.undelete(ada.id, "eve", 3000)).toBe("restored");
      expect(plain(await store.users.findByUsername("eve"))).toEqual(
        plain({ ...ada, username: "eve", updatedAt: 3000 }),
      );
      expect(await store.users.findDeleted("ada", 10)).toEqual([]);
      expect(await store.users.undelete(ada.id, "eve", 3000)).toBe("unknown");
      expect(await store.users.undelete(asUserId(99), "nobody", 3000)).toBe("unknown");
    });

    it("erases, after the grace, the account with all that it owns and nothing else", async () => {
      await using world = await open();
      const { store } = world;
      const gone = await addUser(store, "gone");
      const late = await addUser(store, "late");
      const live = await addUser(store, "live");
      for (const { id } of [gone, late, live]) {
        const { id: categoryId } = only(await addCategories(store, id, ["category"]));
        const items = await addItems(store, id, ["one", "two"], { categoryId });
        await rewrite(store, id, only(items.slice(0, 1)), "one, again");
        await store.items.trash(ownScope(id), idsOf(items.slice(1)), 2000);
      }
      await store.users.markDeleted(gone.id, 2000);
      await store.users.markDeleted(late.id, 3000);
      const before = [await allOf(store, late.id), await allOf(store, live.id)];
      expect(await store.users.eraseDeletedBefore(2000, 100)).toBe(false);
      expect(await allOf(store, gone.id)).not.toMatchObject({ items: [] });
      expect(await store.users.eraseDeletedBefore(3000, 100)).toBe(false);
      expect([await allOf(store, late.id), await allOf(store, live.id)]).toEqual(before);
      const nothing = {
        files: [],
        imports: [],
        passkeys: [],
        categories: [],
        trashedCategories: [],
        items: [],
        trashedItems: [],
        versions: [],
      };
      const factors = { totp: null, pending: null, passkeys: 0, spareCodesLeft: 0 };
      expect(await allOf(store, gone.id)).toEqual({
        user: null,
        sessions: [],
        audit: [],
        trend: null,
        factors,
        ...nothing,
      });
      expect(await store.users.count()).toBe(2);
    });

    it("erases in steps, and from the first one on nothing brings the account back", async () => {
      await using world = await open();
      const { store } = world;
      const gone = await addUser(store, "gone");
      const live = await addUser(store, "live");
      for (const { id } of [gone, live]) {
        const items = await addItems(store, id, ["one", "two", "three"]);
        await rewrite(store, id, only(items.slice(0, 1)), "one, again");
        await rewrite(store, id, only(items.slice(1, 2)), "two, again");
      }
      await store.users.markDeleted(gone.id, 2000);
      const before = await allOf(store, live.id);
      const left = async () => {
        const items = await rowsOf(store, gone.id, { trash: false, ...everyItem });
        const versions = await Promise.all(
          items.map(({ id }) => store.items.versions(ownScope(gone.id), id)),
        );
        return [items.length, versions.flat().length];
      };
      const steps = [];
      while (await store.users.eraseDeletedBefore(3000, 2)) {
        steps.push(await left());
        expect(await store.users.findDeleted("gone", 10)).toEqual([]);
        expect(await store.users.undelete(gone.id, "gone", 4000)).toBe("unknown");
      }
      expect(steps).toEqual([
        [3, 0],
        [1, 0],
      ]);
      expect(await left()).toEqual([0, 0]);
      expect(await store.users.count()).toBe(1);
      expect(await allOf(store, live.id)).toEqual(before);
    });
  });
}
