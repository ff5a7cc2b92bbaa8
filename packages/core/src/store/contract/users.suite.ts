import { describe, expect, it } from "vitest";
import { asUserId } from "../../ids.ts";
import { addSession, addUser, idsOf, type OpenWorld, plain, sealed, wrap } from "./world.suite.ts";

export function describeUsers(open: OpenWorld): void {
  describe("users", () => {
    const newUser = (id: number, username: string) => ({
      id: asUserId(id),
      username,
      passwordHash: "hash",
      wrap: wrap(1),
      recoverySeal: sealed("recovery"),
      createdAt: 1000,
    });

    it("answers an account as it was written", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      expect(plain(await world.store.users.find(ada.id))).toEqual(plain(ada));
      expect(plain(await world.store.users.findByUsername("ada"))).toEqual(plain(ada));
      expect(await world.store.users.find(asUserId(ada.id + 1))).toBeNull();
    });

    it("finds a username in each way of writing it, and no other name", async () => {
      await using world = await open();
      const { id } = await addUser(world.store, "Ada");
      for (const same of ["Ada", "ada", "ADA", "Ada ", "a\u200bda"])
        expect((await world.store.users.findByUsername(same))?.id).toBe(id);
      for (const other of ["Ad", "Ad%", "", "\u0430da"])
        expect(await world.store.users.findByUsername(other)).toBeNull();
    });

    it("gives a username to one account only, in whatever way it is written", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const taken = "\uff21DA ";
      expect(await store.users.insert(newUser(77, taken), { onlyFirst: false })).toBe("username-taken");
      expect(await store.users.rename(bob.id, taken, 2000)).toBe("username-taken");
      const change = { expected: bob.passwordHash, username: taken, keep: null, now: 2000 };
      expect(await store.users.replaceLogin(bob.id, change)).toBe("username-taken");
      await store.users.markDeleted(bob.id, 2000);
      expect(await store.users.undelete(bob.id, taken, 3000)).toBe("username-taken");
      expect(await store.users.rename(ada.id, "ADA", 2000)).toBe("renamed");
      expect(await store.users.listColliding()).toEqual([]);
      expect(idsOf(await store.users.findDeleted("BOB", 10))).toEqual([bob.id]);
    });

    it("gives a username to one account only", async () => {
      await using world = await open();
      await addUser(world.store, "ada");
      expect(await world.store.users.insert(newUser(77, "ada"), { onlyFirst: false })).toBe("username-taken");
      expect(await world.store.users.count()).toBe(1);
      expect(await world.store.users.find(asUserId(77))).toBeNull();
    });

    it("lets only the first account in when asked to", async () => {
      await using world = await open();
      expect(await world.store.users.insert(newUser(1, "ada"), { onlyFirst: true })).toBe("inserted");
      expect(await world.store.users.insert(newUser(2, "bob"), { onlyFirst: true })).toBe("not-first");
      await world.store.users.markDeleted(asUserId(1), 2000);
      expect(await world.store.users.insert(newUser(3, "cyd"), { onlyFirst: true })).toBe("not-first");
      expect(await world.store.users.count()).toBe(1);
    });

    it("lets one of many first accounts in", async () => {
      await using world = await open();
      const outcomes = await Promise.all(
        [1, 2, 3, 4, 5].map((id) => world.store.users.insert(newUser(id, `user ${id}`), { onlyFirst: true })),
      );
      expect(outcomes.toSorted()).toEqual(["inserted", "not-first", "not-first", "not-first", "not-first"]);
    });

    it("renames, unless another account has the name", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      await addUser(world.store, "bob");
      expect(await world.store.users.rename(ada.id, "bob", 2000)).toBe("username-taken");
      expect((await world.store.users.find(ada.id))?.username).toBe("ada");
      expect(await world.store.users.rename(ada.id, "ada", 2000)).toBe("renamed");
      expect(await world.store.users.rename(ada.id, "eve", 3000)).toBe("renamed");
      expect(plain(await world.store.users.findByUsername("eve"))).toEqual(
        plain({ ...ada, username: "eve", updatedAt: 3000 }),
      );
      expect(await world.store.users.findByUsername("ada")).toBeNull();
      expect(await world.store.users.rename(asUserId(99), "nobody", 2000)).toBe("unknown");
    });

    it("ends all other sessions with a new password", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      const bob = await addUser(world.store, "bob");
      const kept = await addSession(world.store, ada);
      await addSession(world.store, ada);
      const bobs = await addSession(world.store, bob);
      expect(
        await world.store.users.replacePassword(ada.id, {
          expected: "another hash",
          passwordHash: "new hash",
          keep: kept.id,
          now: 2000,
        }),
      ).toBe(false);
      expect(await world.store.sessions.list(ada.id, 2000)).toHaveLength(2);
      expect(
        await world.store.users.replacePassword(ada.id, {
          expected: ada.passwordHash,
          passwordHash: "new hash",
          keep: kept.id,
          now: 2000,
        }),
      ).toBe(true);
      expect(plain(await world.store.users.find(ada.id))).toEqual(
        plain({ ...ada, passwordHash: "new hash", updatedAt: 2000 }),
      );
      expect(plain(await world.store.sessions.list(ada.id, 2000))).toEqual([plain(kept)]);
      expect(idsOf(await world.store.sessions.list(bob.id, 2000))).toEqual([bobs.id]);
      expect(
        await world.store.users.replacePassword(asUserId(99), {
          expected: "new hash",
          passwordHash: "newer hash",
          keep: kept.id,
          now: 2000,
        }),
      ).toBe(false);
    });

    it("ends every session with a new password where none is kept", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      await addSession(world.store, ada);
      expect(
        await world.store.users.replacePassword(ada.id, {
          expected: ada.passwordHash,
          passwordHash: "new hash",
          keep: null,
          now: 2000,
        }),
      ).toBe(true);
      expect(await world.store.sessions.list(ada.id, 2000)).toEqual([]);
    });

    it("replaces name and password together or not at all, and ends the sessions", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      await addUser(store, "bob");
      const kept = await addSession(store, ada);
      await addSession(store, ada);
      const change = { expected: ada.passwordHash, passwordHash: "new hash", keep: kept.id, now: 2000 };
      expect(await store.users.replaceLogin(ada.id, { ...change, username: "bob" })).toBe("username-taken");
      expect(await store.users.replaceLogin(ada.id, { ...change, username: "eve", expected: "old" })).toBe(
        "overtaken",
      );
      expect(plain(await store.users.find(ada.id))).toEqual(plain(ada));
      expect(await store.sessions.list(ada.id, 2000)).toHaveLength(2);
      expect(await store.users.replaceLogin(ada.id, { ...change, username: "eve" })).toBe("replaced");
      expect(plain(await store.users.find(ada.id))).toEqual(
        plain({ ...ada, username: "eve", passwordHash: "new hash", updatedAt: 2000 }),
      );
      expect(plain(await store.sessions.list(ada.id, 2000))).toEqual([plain(kept)]);
      const events = await store.audit.list(ada.id, 2);
      expect(events.map(({ kind }) => kind)).toEqual(["password-changed", "renamed"]);
    });

    it("lists accounts by their ids, deleted ones included", async () => {
      await using world = await open();
      expect(await world.store.users.list()).toEqual([]);
      const zoe = await addUser(world.store, "zoe");
      const ada = await addUser(world.store, "ada");
      await world.store.users.markDeleted(zoe.id, 2000);
      const listed = await world.store.users.list();
      expect(plain(listed)).toEqual(
        plain([{ ...zoe, username: null, formerUsername: "zoe", deletedAt: 2000, updatedAt: 2000 }, ada]),
      );
    });

    it("upgrades a password hash only while it is the one expected, and ends no session", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      await addSession(world.store, ada);
      expect(await world.store.users.upgradePasswordHash(ada.id, "another hash", "dearer hash")).toBe(false);
      expect(plain(await world.store.users.find(ada.id))).toEqual(plain(ada));
      expect(await world.store.users.upgradePasswordHash(ada.id, ada.passwordHash, "dearer hash")).toBe(true);
      expect((await world.store.users.find(ada.id))?.passwordHash).toBe("dearer hash");
      expect(await world.store.sessions.list(ada.id, 2000)).toHaveLength(1);
    });

    it("replaces a wrap, ends the other sessions and drops the seal of the one kept", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      const kept = await addSession(world.store, ada);
      await addSession(world.store, ada);
      const change = {
        expectedWrapNumber: 1,
        event: "passphrase-changed" as const,
        wrap: wrap(2),
        keep: kept.id,
        now: 2000,
      };
      expect(await world.store.users.replaceWrap(ada.id, change)).toBe(true);
      expect(plain(await world.store.users.find(ada.id))).toEqual(
        plain({ ...ada, wrap: wrap(2), updatedAt: 2000 }),
      );
      const unsealed = { ...kept, seal: null, sealMadeAt: null, sealUsedAt: null };
      expect(plain(await world.store.sessions.list(ada.id, 2000))).toEqual([plain(unsealed)]);
    });

    it("replaces wrap, recovery seal and vault key at once, and ends every session when none is kept", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      await addSession(world.store, ada);
      const recoverySeal = sealed("new recovery", 2);
      const previousVaultKey = sealed("old vault key", 2);
      const change = {
        expectedWrapNumber: 1,
        event: "passphrase-changed" as const,
        wrap: wrap(2, 2),
        recoverySeal,
        previousVaultKey,
        keep: null,
        now: 2000,
      };
      expect(await world.store.users.replaceWrap(ada.id, change)).toBe(true);
      const after = { ...ada, wrap: wrap(2, 2), recoverySeal, previousVaultKey, updatedAt: 2000 };
      expect(plain(await world.store.users.find(ada.id))).toEqual(plain(after));
      expect(await world.store.sessions.list(ada.id, 2000)).toEqual([]);
    });

    it("replaces no wrap that was replaced in between", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      await addSession(world.store, ada);
      for (const expectedWrapNumber of [0, 2]) {
        const change = {
          expectedWrapNumber,
          event: "passphrase-changed" as const,
          wrap: wrap(3),
          recoverySeal: sealed("new"),
          keep: null,
          now: 2000,
        };
        expect(await world.store.users.replaceWrap(ada.id, change)).toBe(false);
        expect(await world.store.users.upgradeWrap(ada.id, expectedWrapNumber, wrap(3))).toBe(false);
      }
      expect(plain(await world.store.users.find(ada.id))).toEqual(plain(ada));
      expect(await world.store.sessions.list(ada.id, 2000)).toHaveLength(1);
    });

    it("lets one of many wraps win", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      const change = {
        expectedWrapNumber: 1,
        event: "passphrase-changed" as const,
        wrap: wrap(2),
        keep: null,
        now: 2000,
      };
      const outcomes = await Promise.all([1, 2, 3].map(() => world.store.users.replaceWrap(ada.id, change)));
      expect(outcomes.filter((won) => won)).toHaveLength(1);
    });

    it("upgrades a wrap, ends no session and drops their seals", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      const session = await addSession(world.store, ada);
      expect(await world.store.users.upgradeWrap(ada.id, 1, wrap(2, 9))).toBe(false);
      expect(await world.store.users.upgradeWrap(ada.id, 1, wrap(2))).toBe(true);
      expect(plain((await world.store.users.find(ada.id))?.wrap)).toEqual(plain(wrap(2)));
      const unsealed = { ...session, seal: null, sealMadeAt: null, sealUsedAt: null };
      expect(plain(await world.store.sessions.list(ada.id, 2000))).toEqual([plain(unsealed)]);
    });

    it("replaces a recovery seal only under the vault key in use, and only the one expected", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      const change = {
        expected: ada.recoverySeal,
        keyNumber: 1,
        recoverySeal: sealed("new"),
        now: 2000,
      };
      for (const late of [{ keyNumber: 2 }, { expected: sealed("another") }])
        expect(await world.store.users.replaceRecoverySeal(ada.id, { ...change, ...late })).toBe(false);
      expect(plain(await world.store.users.find(ada.id))).toEqual(plain(ada));
      const outcomes = await Promise.all(
        [1, 2, 3].map(() => world.store.users.replaceRecoverySeal(ada.id, change)),
      );
      expect(outcomes).toEqual([true, false, false]);
      expect(plain(await world.store.users.find(ada.id))).toEqual(
        plain({ ...ada, recoverySeal: sealed("new"), updatedAt: 2000 }),
      );
    });
  });
}
