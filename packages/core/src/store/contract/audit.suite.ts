import { describe, expect, it } from "vitest";
import type { UserId } from "../../ids.ts";
import { addSession, addUser, idsOf, type OpenWorld, sealed, textOf } from "./world.suite.ts";

export function describeAudit(open: OpenWorld): void {
  describe("audit events", () => {
    it("are listed with the latest first, each owner's for itself", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      await addSession(store, bob, { createdAt: 1500 });
      const { id: session } = await addSession(store, ada, { createdAt: 2000 });
      await store.sessions.end(ada.id, session, { event: "logged-out", now: 2000 });
      const listed = await store.audit.list(ada.id, 10);
      expect(listed.map(({ kind, at }) => [kind, at])).toEqual([
        ["logged-out", 2000],
        ["logged-in", 2000],
        ["registered", 1000],
      ]);
      expect(idsOf(await store.audit.list(ada.id, 2))).toEqual(idsOf(listed.slice(0, 2)));
    });

    it("keep the device that is noted for their instant, the first one, each owner's for itself", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      await store.users.rename(ada.id, "ada", 2000);
      await store.users.rename(bob.id, "bob", 2000);
      await store.audit.noteDevice(ada.id, 2000, sealed("phone"));
      await store.audit.noteDevice(ada.id, 2000, sealed("later"));
      const devices = async (userId: UserId) =>
        (await store.audit.list(userId, 10)).map(({ sealedDevice }) => sealedDevice && textOf(sealedDevice));
      expect(await devices(ada.id)).toEqual(["phone", null]);
      expect(await devices(bob.id)).toEqual([null, null]);
    });

    it("are listed page by page, also before an event of someone else", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      for (let i = 0; i < 5; i++) {
        await store.users.rename(ada.id, "ada", 1000 + i);
        await store.users.rename(bob.id, "bob", 1000 + i);
      }
      const all = await store.audit.list(ada.id, 10);
      const first = await store.audit.list(ada.id, 2);
      expect(await store.audit.list(ada.id, 10, first.at(-1)?.id)).toEqual(all.slice(2));
      expect(await store.audit.list(ada.id, 10, all.at(-1)?.id)).toEqual([]);
      const [foreign] = await store.audit.list(bob.id, 1);
      expect(await store.audit.list(ada.id, 10, foreign?.id)).toEqual(all);
    });

    it("are kept to the newest thousand of each owner", { timeout: 60_000 }, async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      for (let i = 0; i < 1002; i++) await store.users.rename(ada.id, "ada", 1000 + i);
      const listed = await store.audit.list(ada.id, 10_000);
      expect(listed).toHaveLength(1000);
      expect([listed.at(0)?.at, listed.at(-1)?.at]).toEqual([2001, 1002]);
      expect(await store.audit.list(bob.id, 10)).toHaveLength(1);
    });

    it("that are failures push out only failures", { timeout: 60_000 }, async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      await store.audit.appendFailure(bob.id, "log-in-failed", 1000);
      for (let i = 0; i < 150; i++) {
        await store.audit.appendFailure(ada.id, "log-in-failed", 2000 + i);
        await store.audit.appendFailure(ada.id, "unlock-failed", 2000 + i);
      }
      await addSession(store, ada, { createdAt: 3000 });
      const listed = await store.audit.list(ada.id, 10_000);
      expect(listed).toHaveLength(202);
      expect([listed.at(0)?.kind, listed.at(-1)?.kind]).toEqual(["logged-in", "registered"]);
      expect(listed.at(-2)).toMatchObject({ kind: "log-in-failed", at: 2050 });
      expect(await store.audit.list(bob.id, 10)).toHaveLength(2);
    });

    it("are unreported from the one after the last that was reported, of the kinds asked for", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      for (const at of [2000, 3000, 4000]) await store.users.rename(ada.id, "ada", at);
      await addSession(store, ada, { createdAt: 5000 });
      const unreported = async (limit = 10) =>
        (await store.audit.listUnreported(ada.id, ["renamed"], limit)).map(({ at }) => at);
      expect(await unreported()).toEqual([4000, 3000, 2000]);
      expect(await unreported(1)).toEqual([4000]);
      const [, second] = await store.audit.listUnreported(ada.id, ["renamed"], 10);
      if (!second) throw new Error("unreachable");
      await store.audit.markReported(bob.id, second.id);
      expect(await unreported()).toEqual([4000, 3000, 2000]);
      for (const eventId of [second.id, second.id - 1]) await store.audit.markReported(ada.id, eventId);
      expect(await unreported()).toEqual([4000]);
    });

    it("are erased by age", async () => {
      await using world = await open();
      const { store } = world;
      const { id } = await addUser(store, "ada");
      for (const at of [2000, 3000]) await store.users.rename(id, "ada", at);
      expect(await store.audit.eraseBefore(2000)).toBe(1);
      expect((await store.audit.list(id, 10)).map(({ at }) => at)).toEqual([3000, 2000]);
    });
  });
}
