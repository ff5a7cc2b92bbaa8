import { describe, expect, it } from "vitest";
import { asSessionId, asVaultScope, personalVaultOf } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ChangeNote } from "../change-store.ts";
import { addItems, addSession, addUser, idsOf, type OpenWorld, sealed } from "./world.suite.ts";

export function describeChanges(open: OpenWorld): void {
  describe("changes", () => {
    it("raise their vault's revision by one for each call that changes anything, and no other vault's", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const revision = async (user: typeof ada) =>
        (await store.changes.read(user.id)).vaults.map((vault) => vault.revision);
      const vaultId = personalVaultOf(ada.id);
      expect(await store.changes.read(ada.id)).toEqual({ account: 0, vaults: [{ vaultId, revision: 0 }] });
      const ids = idsOf(await addItems(store, ada.id, ["one", "two"]));
      expect(await revision(ada)).toEqual([1]);
      await store.items.trash(ownScope(ada.id), ids, 2000);
      expect(await revision(ada)).toEqual([2]);
      // Neither what is in the trash already, nor a reader's note of use.
      await store.items.trash(ownScope(ada.id), ids, 3000);
      await store.items.restore(ownScope(ada.id), ids, 3000);
      await store.items.markUsed(ownScope(ada.id), ids, 4000);
      expect(await revision(ada)).toEqual([3]);
      expect(await revision(bob)).toEqual([0]);
    });

    it("raise the account's number when it opens in another way, and for no login", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      await addSession(store, ada);
      expect((await store.changes.read(ada.id)).account).toBe(0);
      await store.users.replaceRecoverySeal(ada.id, {
        expected: ada.recoverySeal,
        keyNumber: 1,
        recoverySeal: sealed("another recovery"),
        now: 2000,
      });
      expect((await store.changes.read(ada.id)).account).toBeGreaterThan(0);
    });

    it("reach listeners once they are committed, with the session that made them, until the last one stops", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const session = await addSession(store, ada);
      const notes: ChangeNote[] = [];
      const stop = store.changes.watch((note) => notes.push(note));
      const vaultId = personalVaultOf(ada.id);
      const by = asSessionId("ab".repeat(16));
      const ids = idsOf(await addItems(store, ada.id, ["one"]));
      await store.items.trash(asVaultScope(vaultId, ada.id, by), ids, 2000);
      await store.sessions.end(ada.id, session.id, { event: "logged-out", now: 2000 });
      expect(notes).toEqual([
        { kind: "vault", vaultId, revision: 1, by: null },
        { kind: "vault", vaultId, revision: 2, by },
        { kind: "account", userId: ada.id },
      ]);
      stop();
      await addItems(store, ada.id, ["two"]);
      expect(notes).toHaveLength(3);
    });

    it("of another connection are noticed within two seconds", async () => {
      await using world = await open();
      const ada = await addUser(world.store, "ada");
      const other = await world.connect();
      const notes: ChangeNote[] = [];
      const stop = world.store.changes.watch((note) => notes.push(note));
      await addItems(other, ada.id, ["one"]);
      await expect.poll(() => notes.length, { timeout: 10_000 }).toBe(1);
      const vault = { kind: "vault", vaultId: personalVaultOf(ada.id), revision: 1, by: null };
      // A database that tells nothing of what was changed is as good.
      expect([vault, { kind: "unknown" }]).toContainEqual(notes[0]);
      expect((await world.store.changes.read(ada.id)).vaults).toMatchObject([{ revision: 1 }]);
      stop();
    });
  });
}
