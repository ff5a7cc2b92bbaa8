import { describe, expect, it } from "vitest";
import { asSessionId, type SessionId } from "../../ids.ts";
import { addSession, addUser, idsOf, type OpenWorld, plain, sealed, wrap } from "./world.suite.ts";

export function describeSessions(open: OpenWorld): void {
  describe("sessions", () => {
    const newSession = {
      id: asSessionId("f".repeat(32)),
      secretHash: new Uint8Array(32).fill(7),
      seal: null,
      sealedOrigin: sealed("origin"),
      createdAt: 1000,
      expiresAt: 9000,
      slideMs: null,
      endsAt: null,
    };

    const noFactor = { factorRev: 1, proof: null };

    it("finds a session together with its owner", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const withSeal = await addSession(store, ada);
      const withoutSeal = await addSession(store, ada, { seal: null });
      expect(plain(await store.sessions.find(ada.id, withSeal.id, 2000))).toEqual(
        plain({ session: withSeal, user: ada }),
      );
      expect(plain(await store.sessions.find(ada.id, withoutSeal.id, 2000))).toEqual(
        plain({ session: withoutSeal, user: ada }),
      );
    });

    it("finds no session that is over, unknown, someone else's, or of a deleted account", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const session = await addSession(store, ada, { expiresAt: 5000 });
      expect(await store.sessions.find(ada.id, session.id, 4999)).not.toBeNull();
      expect(await store.sessions.find(ada.id, session.id, 5000)).toBeNull();
      expect(await store.sessions.find(bob.id, session.id, 2000)).toBeNull();
      expect(await store.sessions.find(ada.id, asSessionId("e".repeat(32)), 2000)).toBeNull();
      await store.users.markDeleted(ada.id, 2000);
      expect(await store.sessions.find(ada.id, session.id, 2000)).toBeNull();
    });

    it("lets no login in that was checked against a password or a wrap of before", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const row = { ...newSession, userId: ada.id };
      await store.users.upgradePasswordHash(ada.id, ada.passwordHash, "new hash");
      expect(
        await store.sessions.insert(row, { passwordHash: ada.passwordHash, wrapNumber: 1, ...noFactor }),
      ).toBe(false);
      await store.users.upgradeWrap(ada.id, 1, wrap(2));
      expect(await store.sessions.insert(row, { passwordHash: "new hash", wrapNumber: 1, ...noFactor })).toBe(
        false,
      );
      expect(await store.sessions.list(ada.id, 1000)).toEqual([]);
      expect(await store.sessions.insert(row, { passwordHash: "new hash", wrapNumber: 2, ...noFactor })).toBe(
        true,
      );
      expect(idsOf(await store.sessions.list(ada.id, 1000))).toEqual([row.id]);
    });

    it("ends the least recently used of more than a hundred, and none of another owner", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const bobs = await addSession(store, bob);
      // Over by then: it takes nobody's place.
      await addSession(store, ada, { expiresAt: 1000 });
      const first = await addSession(store, ada);
      const second = await addSession(store, ada, { createdAt: 1001 });
      for (let i = 2; i < 100; i++) await addSession(store, ada, { createdAt: 1000 + i });
      await store.sessions.touch(ada.id, first.id, { seal: false, now: 1400 });
      expect(await store.sessions.list(ada.id, 1500)).toHaveLength(100);
      const latest = await addSession(store, ada, { createdAt: 1500 });
      const left = idsOf(await store.sessions.list(ada.id, 1500));
      expect(left).toHaveLength(100);
      expect(left.slice(0, 2)).toEqual([latest.id, first.id]);
      expect(left).not.toContain(second.id);
      expect(idsOf(await store.sessions.list(bob.id, 1500))).toEqual([bobs.id]);
    });

    it("lists live sessions, the latest used first", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const first = await addSession(store, ada, { createdAt: 1000 });
      const second = await addSession(store, ada, { createdAt: 2000 });
      await addSession(store, ada, { expiresAt: 3000 });
      await addSession(store, bob);
      expect(idsOf(await store.sessions.list(ada.id, 3000))).toEqual([second.id, first.id]);
      await store.sessions.touch(ada.id, first.id, { seal: false, now: 3000 });
      expect(idsOf(await store.sessions.list(ada.id, 3000))).toEqual([first.id, second.id]);
    });

    it("counts the live sessions of all accounts", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      expect(await store.sessions.countLive(1000)).toBe(0);
      const { id } = await addSession(store, ada, { createdAt: 1000, expiresAt: 2000 });
      await addSession(store, ada, { createdAt: 1000, expiresAt: 9000 });
      await addSession(store, bob, { createdAt: 1000, expiresAt: 9000 });
      expect(await store.sessions.countLive(1500)).toBe(3);
      expect(await store.sessions.countLive(2000)).toBe(2);
      await store.sessions.end(ada.id, id, { event: "logged-out", now: 1500 });
      expect(await store.sessions.countLive(1500)).toBe(2);
    });

    it("notes the use of a session, and of its seal if it has one", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada);
      const bare = await addSession(store, ada, { seal: null });
      await store.sessions.touch(ada.id, session.id, { seal: false, now: 2000 });
      const used = { ...session, lastUsedAt: 2000 };
      expect(plain((await store.sessions.find(ada.id, session.id, 2000))?.session)).toEqual(plain(used));
      await store.sessions.touch(ada.id, session.id, { seal: true, now: 3000 });
      const sealUsed = { ...session, lastUsedAt: 3000, sealUsedAt: 3000 };
      expect(plain((await store.sessions.find(ada.id, session.id, 2000))?.session)).toEqual(plain(sealUsed));
      await store.sessions.touch(ada.id, bare.id, { seal: true, now: 3000 });
      expect(plain((await store.sessions.find(ada.id, bare.id, 2000))?.session)).toEqual(
        plain({ ...bare, lastUsedAt: 3000 }),
      );
    });

    it("lets what is from the future begin now, as after the clock was set back", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const future = await addSession(store, ada, { createdAt: 50_000, expiresAt: 60_000 });
      await store.sessions.touch(ada.id, future.id, { seal: true, now: 51_000 });
      const past = await addSession(store, ada, { createdAt: 1000, expiresAt: 30_000 });
      await store.sessions.sweep(20_000, 0, 0);
      expect(plain((await store.sessions.find(ada.id, future.id, 20_000))?.session)).toEqual(
        plain({
          ...future,
          createdAt: 20_000,
          expiresAt: 30_000,
          lastUsedAt: 20_000,
          sealMadeAt: 20_000,
          sealUsedAt: 20_000,
        }),
      );
      expect(plain((await store.sessions.find(ada.id, past.id, 20_000))?.session)).toEqual(plain(past));
    });

    it("moves the end of a session that slides with each use, to its last end at most, and brings none back", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada, { expiresAt: 6000, slideMs: 5000, endsAt: 9000 });
      const fixed = await addSession(store, ada, { expiresAt: 6000 });
      const endOf = async ({ id }: { readonly id: SessionId }, now: number) =>
        (await store.sessions.find(ada.id, id, now))?.session.expiresAt;
      for (const seal of [false, true]) {
        const now = seal ? 3000 : 2000;
        await store.sessions.touch(ada.id, session.id, { seal, now });
        await store.sessions.touch(ada.id, fixed.id, { seal, now });
        expect(await endOf(session, now)).toBe(now + 5000);
        expect(await endOf(fixed, now)).toBe(6000);
      }
      await store.sessions.touch(ada.id, session.id, { seal: false, now: 7999 });
      expect(await endOf(session, 8999)).toBe(9000);
      await store.sessions.touch(ada.id, session.id, { seal: false, now: 9000 });
      expect(await endOf(session, 9000)).toBeUndefined();
    });

    it("gives a session that slides no more than it slides by, after the clock was set back", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const past = await addSession(store, ada, { expiresAt: 6000, slideMs: 5000, endsAt: 90_000 });
      await store.sessions.touch(ada.id, past.id, { seal: false, now: 5000 });
      const future = await addSession(store, ada, {
        createdAt: 50_000,
        expiresAt: 55_000,
        slideMs: 5000,
        endsAt: 150_000,
      });
      await store.sessions.sweep(2000, 0, 0);
      const used = { lastUsedAt: 2000, sealMadeAt: 2000, sealUsedAt: 2000 };
      expect(plain((await store.sessions.find(ada.id, past.id, 2000))?.session)).toEqual(
        plain({ ...past, ...used, sealMadeAt: 1000, sealUsedAt: 1000, expiresAt: 7000 }),
      );
      expect(plain((await store.sessions.find(ada.id, future.id, 2000))?.session)).toEqual(
        plain({ ...future, ...used, createdAt: 2000, expiresAt: 7000, endsAt: 102_000 }),
      );
    });

    it("ends a session", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada);
      expect(await store.sessions.end(ada.id, session.id, { event: "logged-out", now: 2000 })).toBe(true);
      expect(await store.sessions.end(ada.id, session.id, { event: "logged-out", now: 2000 })).toBe(false);
      expect(await store.sessions.find(ada.id, session.id, 2000)).toBeNull();
    });

    it("ends all sessions of an owner but one", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const kept = await addSession(store, ada);
      await addSession(store, ada);
      await addSession(store, ada);
      const bobs = await addSession(store, bob);
      expect(await store.sessions.endOthers(ada.id, kept.id, 2000)).toBe(2);
      expect(idsOf(await store.sessions.list(ada.id, 2000))).toEqual([kept.id]);
      expect(idsOf(await store.sessions.list(bob.id, 2000))).toEqual([bobs.id]);
    });

    describe("wrong passphrases", () => {
      const rule = { limit: 3, forgiveEveryMs: 100 };

      it("count, and end the session at the limit", async () => {
        await using world = await open();
        const { store } = world;
        const ada = await addUser(store, "ada");
        const { id } = await addSession(store, ada);
        const other = await addSession(store, ada);
        expect(await store.sessions.countFailure(ada.id, id, { now: 2000, ...rule })).toEqual({
          failures: 1,
          ended: false,
        });
        expect(await store.sessions.countFailure(ada.id, id, { now: 2000, ...rule })).toEqual({
          failures: 2,
          ended: false,
        });
        expect((await store.sessions.find(ada.id, id, 2000))?.session.failures).toBe(2);
        expect(await store.sessions.countFailure(ada.id, id, { now: 2000, ...rule })).toEqual({
          failures: 3,
          ended: true,
        });
        expect(idsOf(await store.sessions.list(ada.id, 2000))).toEqual([other.id]);
        expect(await store.sessions.countFailure(ada.id, id, { now: 2000, ...rule })).toEqual({
          failures: 0,
          ended: true,
        });
      });

      it("are forgiven one by one, since the last was counted", async () => {
        await using world = await open();
        const { store } = world;
        const ada = await addUser(store, "ada");
        const { id } = await addSession(store, ada);
        const wide = { limit: 10, forgiveEveryMs: 100 };
        const countAt = async (now: number) =>
          (await store.sessions.countFailure(ada.id, id, { now, ...wide })).failures;
        expect([await countAt(1000), await countAt(1000), await countAt(1000)]).toEqual([1, 2, 3]);
        expect(await countAt(1099)).toBe(4);
        expect(await countAt(1199)).toBe(4);
        expect(await countAt(1399)).toBe(3);
        expect(await countAt(99_999)).toBe(1);
      });

      it("are not forgiven by a clock that goes back", async () => {
        await using world = await open();
        const { store } = world;
        const ada = await addUser(store, "ada");
        const { id } = await addSession(store, ada);
        await store.sessions.countFailure(ada.id, id, { now: 5000, ...rule });
        expect(await store.sessions.countFailure(ada.id, id, { now: 1000, ...rule })).toEqual({
          failures: 2,
          ended: false,
        });
      });

      it("that come together all count", async () => {
        await using world = await open();
        const { store } = world;
        const ada = await addUser(store, "ada");
        const { id } = await addSession(store, ada);
        const outcomes = await Promise.all(
          [1, 2, 3, 4].map(() => store.sessions.countFailure(ada.id, id, { now: 2000, ...rule })),
        );
        expect(outcomes.filter(({ ended }) => ended)).toHaveLength(2);
      });

      it("are not reset by a use of the session", async () => {
        await using world = await open();
        const { store } = world;
        const ada = await addUser(store, "ada");
        const { id } = await addSession(store, ada);
        await store.sessions.countFailure(ada.id, id, { now: 2000, ...rule });
        await store.sessions.touch(ada.id, id, { seal: true, now: 2000 });
        await store.sessions.storeSeal(ada.id, id, { seal: sealed("seal"), wrapNumber: 1, now: 2000 });
        expect((await store.sessions.find(ada.id, id, 2000))?.session.failures).toBe(1);
      });
    });
  });
}
