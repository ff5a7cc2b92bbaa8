import { describe, expect, it } from "vitest";
import { ownScope } from "../../testing/own-scope.ts";
import type { Act } from "../administration-store.ts";
import type { Store } from "../store.ts";
import { idOf, newLink } from "./administered-changes.suite.ts";
import { addCategories, addItems, addSession, addUser, allOf, type OpenWorld, plain } from "./world.suite.ts";

const COMMAND_LINE: Act = { by: null, now: 5000 };

/** Ada, the first account and so an administrator, and Bob, who is none. */
async function furnish(store: Store) {
  const ada = await addUser(store, "ada");
  const bob = await addUser(store, "bob");
  return { ada, bob, byAda: { by: ada.id, now: 5000 }, byBob: { by: bob.id, now: 5000 } };
}

const isAdministrator = async (store: Store, username: string) =>
  (await store.users.find(await idOf(store, username)))?.administrator;

export function describeAdministration(open: OpenWorld): void {
  describe("administration", () => {
    it("is only the first account's, also when that one is deleted", async () => {
      await using world = await open();
      const { store } = world;
      const { ada } = await furnish(store);
      await store.users.markDeleted(ada.id, 2000);
      await addUser(store, "cyd");
      expect(await isAdministrator(store, "bob")).toBe(false);
      expect(await isAdministrator(store, "cyd")).toBe(false);
    });

    it("refuses each change to an account that isn't an administrator, or not any more", async () => {
      await using world = await open();
      const { store } = world;
      const { administration } = store;
      const { ada, bob, byAda, byBob } = await furnish(store);
      const cyd = await addUser(store, "cyd");
      await administration.addInvitation(newLink, byAda);
      const all = (act: Act) =>
        Promise.all([
          administration.setAdministrator(cyd.id, true, act),
          administration.addInvitation({ ...newLink, id: "b".repeat(32) }, act),
          administration.addPasswordLink(bob.id, newLink, act),
          administration.revokeLink(newLink.id, act),
          administration.endSessions(cyd.id, act),
          administration.deleteAccount(cyd.id, act),
          administration.restoreAccount(cyd.id, "cyd", act),
          administration.chooseRegistration("open", act),
          administration.noteBackup(act),
        ]);
      const refused = Array(9).fill("not-administrator");
      expect(await all(byBob)).toEqual(refused);
      await administration.setAdministrator(bob.id, true, byAda);
      await administration.setAdministrator(ada.id, false, byBob);
      const before = [await allOf(store, ada.id), await allOf(store, bob.id)];
      expect(await all({ ...byAda })).toEqual(refused);
      expect([await allOf(store, ada.id), await allOf(store, bob.id)]).toEqual(before);
    });

    it("keeps its last administrator, unless the command line says otherwise", async () => {
      await using world = await open();
      const { store } = world;
      const { administration } = store;
      const { ada, bob, byAda } = await furnish(store);
      expect(await administration.setAdministrator(ada.id, false, byAda)).toBe("last-administrator");
      expect(await administration.deleteAccount(ada.id, byAda)).toBe("last-administrator");
      await administration.setAdministrator(bob.id, true, byAda);
      expect(await administration.deleteAccount(ada.id, byAda)).toBe("done");
      expect(await administration.setAdministrator(bob.id, false, COMMAND_LINE)).toBe("done");
      expect(await isAdministrator(store, "bob")).toBe(false);
    });

    it("lets the only account go", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      expect(await store.administration.deleteAccount(ada.id, { by: ada.id, now: 2000 })).toBe("done");
      expect((await store.users.find(ada.id))?.administrator).toBe(true);
    });

    it("of two administrators who go at once, keeps one", async () => {
      await using world = await open();
      const { store } = world;
      const { ada, bob, byAda, byBob } = await furnish(store);
      await store.administration.setAdministrator(bob.id, true, byAda);
      await addUser(store, "cyd");
      const other = await world.connect();
      const gone = await Promise.all([
        store.administration.deleteAccount(ada.id, byAda),
        other.administration.deleteAccount(bob.id, byBob),
      ]);
      expect(gone.toSorted()).toEqual(["done", "last-administrator"]);
      await other.close();
    });

    it("takes the role from an account that an administrator deletes, and with it what it offered", async () => {
      await using world = await open();
      const { store } = world;
      const { ada, bob, byAda, byBob } = await furnish(store);
      await store.administration.setAdministrator(bob.id, true, byAda);
      await store.administration.addInvitation(newLink, byBob);
      await addSession(store, bob);
      expect(await store.administration.deleteAccount(bob.id, byAda)).toBe("done");
      expect(await store.administration.listLinks(5000)).toEqual([]);
      expect(await store.sessions.list(bob.id, 2000)).toEqual([]);
      expect(await store.administration.restoreAccount(bob.id, "ada", byAda)).toBe("username-taken");
      expect(await store.administration.restoreAccount(bob.id, "bob", byAda)).toBe("done");
      expect(await isAdministrator(store, "bob")).toBe(false);
      expect(ada.administrator).toBe(true);
    });

    it("measures what an account holds, and says when it last logged in", async () => {
      await using world = await open();
      const { store } = world;
      const { ada, bob } = await furnish(store);
      const none = await store.administration.measure(ada.id);
      await addCategories(store, ada.id, ["work"]);
      const [one, two] = await addItems(store, ada.id, ["one", "number two"]);
      const sealedBytes = 3 * 5 + "work".length + "one".length + "number two".length;
      expect(none).toEqual({ bytes: 0, items: 0 });
      expect(await store.administration.measure(ada.id)).toEqual({ bytes: sealedBytes, items: 2 });
      await store.items.trash(ownScope(ada.id), one && two ? [one.id, two.id] : [], 2000);
      expect(await store.administration.measure(ada.id)).toEqual({ bytes: sealedBytes, items: 0 });
      await addSession(store, ada, { createdAt: 3000 });
      await addSession(store, ada, { createdAt: 2000 });
      const at = await store.administration.lastLogIns();
      expect([at.get(ada.id), at.get(bob.id)]).toEqual([3000, undefined]);
    });

    it("keeps what was chosen for registration until the choice is taken back", async () => {
      await using world = await open();
      const { store } = world;
      const { byAda } = await furnish(store);
      expect(await store.administration.chosenRegistration()).toBeNull();
      for (const choice of ["open", "closed", "first"] as const) {
        await store.administration.chooseRegistration(choice, byAda);
        expect(await store.administration.chosenRegistration()).toBe(choice);
      }
      await store.administration.chooseRegistration(null, byAda);
      expect(await store.administration.chosenRegistration()).toBeNull();
    });
  });

  describe("a one-time link", () => {
    it("makes one account, even of two that use it at once", async () => {
      await using world = await open();
      const { store } = world;
      const { byAda } = await furnish(store);
      await store.administration.addInvitation(newLink, byAda);
      const other = await world.connect();
      const made = await Promise.allSettled([
        addUser(store, "cyd", 6000, newLink.hash),
        addUser(other, "dan", 6000, newLink.hash),
      ]);
      expect(made.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      expect(await store.users.count()).toBe(3);
      await other.close();
    });

    it("isn't used up by a name that is taken", async () => {
      await using world = await open();
      const { store } = world;
      const { byAda } = await furnish(store);
      await store.administration.addInvitation(newLink, byAda);
      await expect(addUser(store, "bob", 6000, newLink.hash)).rejects.toThrow("username-taken");
      await expect(addUser(store, "cyd", 6000, newLink.hash)).resolves.toBeDefined();
    });

    it("is of no use when it is past, of another kind, revoked or unknown", async () => {
      await using world = await open();
      const { store } = world;
      const { administration } = store;
      const { bob, byAda } = await furnish(store);
      const cyd = (at: number) => addUser(store, "cyd", at, newLink.hash);
      await expect(cyd(6000)).rejects.toThrow("link-unusable");
      await administration.addPasswordLink(bob.id, newLink, byAda);
      await expect(cyd(6000)).rejects.toThrow("link-unusable");
      expect(await administration.resetPassword(newLink.hash, "new", newLink.expiresAt)).toBe(false);
      expect(await administration.findLink(newLink.hash, newLink.expiresAt)).toBeNull();
      expect(await administration.revokeLink(newLink.id, byAda)).toBe("done");
      expect(await administration.resetPassword(newLink.hash, "new", 6000)).toBe(false);
      await administration.addInvitation(newLink, byAda);
      expect(await administration.resetPassword(newLink.hash, "new", 6000)).toBe(false);
      await expect(cyd(newLink.expiresAt)).rejects.toThrow("link-unusable");
      await administration.sweepLinks(newLink.expiresAt);
      expect(await administration.listLinks(0)).toEqual([]);
    });

    it("sets a password once, ends all sessions, and replaces the link before", async () => {
      await using world = await open();
      const { store } = world;
      const { administration } = store;
      const { ada, bob, byAda } = await furnish(store);
      await addSession(store, bob);
      const earlier = { ...newLink, id: "b".repeat(32), hash: new Uint8Array(32).fill(8) };
      await administration.addPasswordLink(bob.id, earlier, byAda);
      await administration.addPasswordLink(bob.id, newLink, byAda);
      expect(await administration.resetPassword(earlier.hash, "new hash", 6000)).toBe(false);
      const { hash: _, ...facts } = newLink;
      const link = { ...facts, purpose: "password", userId: bob.id, madeBy: ada.id, createdAt: 5000 };
      expect(await administration.listLinks(6000)).toEqual([link]);
      expect(await administration.findLink(newLink.hash, 6000)).toEqual(link);
      expect(await administration.resetPassword(newLink.hash, "new hash", 6000)).toBe(true);
      expect(await administration.resetPassword(newLink.hash, "newer hash", 6000)).toBe(false);
      expect(plain(await store.users.find(bob.id))).toEqual(
        plain({ ...bob, passwordHash: "new hash", updatedAt: 6000 }),
      );
      expect(await store.sessions.list(bob.id, 2000)).toEqual([]);
    });

    it("for a deleted account goes with it", async () => {
      await using world = await open();
      const { store } = world;
      const { bob, byAda } = await furnish(store);
      await store.administration.addPasswordLink(bob.id, newLink, byAda);
      await store.users.markDeleted(bob.id, 5500);
      expect(await store.administration.resetPassword(newLink.hash, "new hash", 6000)).toBe(false);
      expect(await store.administration.addPasswordLink(bob.id, newLink, byAda)).toBe("unknown");
    });
  });
}
