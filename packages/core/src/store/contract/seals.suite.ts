import { describe, expect, it } from "vitest";
import { asSessionId } from "../../ids.ts";
import { addSession, addUser, idsOf, type OpenWorld, plain, sealed, wrap } from "./world.suite.ts";

export function describeSeals(open: OpenWorld): void {
  describe("session seals", () => {
    const seal = sealed("a later seal");

    it("are stored with the instant they were made", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada, { seal: null });
      expect(await store.sessions.storeSeal(ada.id, session.id, { seal, wrapNumber: 1, now: 2000 })).toBe(
        true,
      );
      const stored = { ...session, seal, sealMadeAt: 2000, sealUsedAt: 2000 };
      expect(plain((await store.sessions.find(ada.id, session.id, 2000))?.session)).toEqual(plain(stored));
    });

    it("are refused after the wrap they were made under", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada, { seal: null });
      await store.users.replaceWrap(ada.id, {
        expectedWrapNumber: 1,
        event: "passphrase-changed",
        wrap: wrap(2),
        keep: session.id,
        now: 2000,
      });
      expect(await store.sessions.storeSeal(ada.id, session.id, { seal, wrapNumber: 1, now: 2000 })).toBe(
        false,
      );
      expect((await store.sessions.find(ada.id, session.id, 2000))?.session.seal).toBeNull();
      expect(await store.sessions.storeSeal(ada.id, session.id, { seal, wrapNumber: 2, now: 2000 })).toBe(
        true,
      );
    });

    it("are refused when the session is over, ended, unknown or someone else's", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const session = await addSession(store, ada, { expiresAt: 5000 });
      expect(await store.sessions.storeSeal(ada.id, session.id, { seal, wrapNumber: 1, now: 5000 })).toBe(
        false,
      );
      expect(await store.sessions.storeSeal(bob.id, session.id, { seal, wrapNumber: 1, now: 2000 })).toBe(
        false,
      );
      expect(
        await store.sessions.storeSeal(ada.id, asSessionId("e".repeat(32)), {
          seal,
          wrapNumber: 1,
          now: 2000,
        }),
      ).toBe(false);
      expect(plain((await store.sessions.find(ada.id, session.id, 2000))?.session)).toEqual(plain(session));
      await store.sessions.end(ada.id, session.id, { event: "logged-out", now: 2000 });
      expect(await store.sessions.storeSeal(ada.id, session.id, { seal, wrapNumber: 1, now: 2000 })).toBe(
        false,
      );
    });

    it("under a ticket are stored, used and dropped like the others", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada);
      const ticketOf = async () => {
        const found = await store.sessions.find(ada.id, session.id, 0);
        const { ticketSeal = null, ticketMadeAt = null, ticketUsedAt = null } = found?.session ?? {};
        return plain([ticketSeal, ticketMadeAt, ticketUsedAt]);
      };
      const storeIt = (wrapNumber: number, now = 2000) =>
        store.sessions.storeTicket(ada.id, session.id, { seal: sealed("ticket"), wrapNumber, now });
      expect(await storeIt(2)).toBe(false);
      expect(await ticketOf()).toEqual([null, null, null]);
      await store.sessions.touch(ada.id, session.id, { seal: false, ticket: true, now: 2000 });
      expect(await ticketOf()).toEqual([null, null, null]);
      expect(await storeIt(1)).toBe(true);
      await store.sessions.touch(ada.id, session.id, { seal: false, ticket: true, now: 3000 });
      expect(await ticketOf()).toEqual([plain(sealed("ticket")), 2000, 3000]);
      expect(await store.sessions.sweep(3000, 500, 3000)).toBe(1);
      expect(await ticketOf()).toEqual([plain(sealed("ticket")), 2000, 3000]);
      expect(await store.sessions.sweep(3000, 500, 3001)).toBe(1);
      expect(await ticketOf()).toEqual([null, null, null]);
      await storeIt(1, 4000);
      expect(await store.sessions.sweep(4000, 4001, 0)).toBe(1);
      await storeIt(1, 4000);
      await store.users.upgradeWrap(ada.id, 1, wrap(2));
      expect(await ticketOf()).toEqual([null, null, null]);
    });

    it("go when they are old or unused, and sessions when they are over", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const old = await addSession(store, ada, { createdAt: 1000 });
      await store.sessions.touch(ada.id, old.id, { seal: true, now: 4000 });
      const unused = await addSession(store, bob, { createdAt: 2000 });
      const fresh = await addSession(store, ada, { createdAt: 3000 });
      await addSession(store, bob, { createdAt: 3000, expiresAt: 4000 });
      const bare = await addSession(store, bob, { createdAt: 1000, seal: null });
      expect(await store.sessions.sweep(4000, 1500, 2500)).toBe(3);
      const sealOf = async (user: typeof ada, { id }: typeof old) =>
        (await store.sessions.find(user.id, id, 0))?.session.seal;
      expect(await sealOf(ada, old)).toBeNull();
      expect(await sealOf(bob, unused)).toBeNull();
      expect(plain(await sealOf(ada, fresh))).toEqual(plain(fresh.seal));
      expect(idsOf(await store.sessions.list(bob.id, 0))).toEqual([unused.id, bare.id]);
      expect(await store.sessions.sweep(4000, 1500, 2500)).toBe(0);
    });
  });
}
