import { describe, expect, it } from "vitest";
import { asItemId, personalVaultOf } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Store } from "../store.ts";
import {
  addItems,
  addUser,
  allOf,
  allowed,
  emptyWholeTrash,
  everyItem,
  idsOf,
  type OpenWorld,
  rewrite,
  rowsOf,
  sealed,
} from "./world.suite.ts";

export function describeConcurrency(open: OpenWorld): void {
  describe("the database", () => {
    it("gives no id twice, to whoever asks and whatever was erased", async () => {
      await using world = await open();
      const { store } = world;
      const other = await world.connect();
      const { id: userId } = await addUser(store, "ada");
      const stores = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? store : other));
      const reservations: ((by: Store) => Promise<number>)[] = [
        (by) => by.items.reserveIds(personalVaultOf(userId), 3),
        (by) => by.categories.reserveIds(personalVaultOf(userId), 3),
      ];
      for (const reserve of reservations) {
        const firsts = await Promise.all(stores.map(reserve));
        const ids = firsts.flatMap((first) => [first, first + 1, first + 2]);
        expect(new Set(ids).size).toBe(60);
        expect(Math.min(...ids)).toBeGreaterThan(0);
      }
      const users = await Promise.all(stores.map((by) => by.users.reserveId()));
      expect(new Set([userId, ...users]).size).toBe(21);

      const ids = idsOf(await addItems(store, userId, ["a", "b"]));
      await store.items.trash(ownScope(userId), ids, 2000);
      await emptyWholeTrash(store, userId);
      await store.users.markDeleted(userId, 3000);
      await store.users.eraseDeletedBefore(4000, 100);
      const again = await world.connect();
      expect(await again.items.reserveIds(personalVaultOf(userId), 1)).toBeGreaterThan(Math.max(...ids));
      expect(await again.users.reserveId()).toBeGreaterThan(Math.max(...users));
    });

    it("keeps what many writers write at once", async () => {
      await using world = await open();
      const { store } = world;
      const other = await world.connect();
      const { id: userId } = await addUser(store, "ada");
      const written = await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          addItems(i % 2 === 0 ? store : other, userId, [`${i} a`, `${i} b`]),
        ),
      );
      const ids = idsOf(written.flat()).toSorted((a, b) => a - b);
      expect(idsOf(await rowsOf(store, userId, { trash: false, ...everyItem }))).toEqual(ids);
    });

    it("lets no write through twice when many replace the same rows", async () => {
      await using world = await open();
      const { store } = world;
      const other = await world.connect();
      const { id: userId } = await addUser(store, "ada");
      const rows = await addItems(store, userId, ["a", "b", "c"]);
      const contenders = Array.from({ length: 12 }, async (_, i) => {
        const by = i % 2 === 0 ? store : other;
        const replacements = rows.map((row) => ({
          id: row.id,
          expectedRevision: 1,
          sealRev: 2,
          sealed: sealed(`from ${i}`),
        }));
        return allowed(
          await by.items.replace(ownScope(userId), replacements, {
            keyNumber: 1,
            now: 2000,
            keepVersions: 20,
          }),
        ).outcome;
      });
      expect((await Promise.all(contenders)).filter((outcome) => outcome === "replaced")).toHaveLength(1);
      for (const { id } of rows) expect(await store.items.versions(ownScope(userId), id)).toHaveLength(1);
    });

    it("changes nothing when a fault comes in the middle of a write", async () => {
      await using world = await open();
      const { store } = world;
      const { id: userId } = await addUser(store, "ada");
      const [taken] = await addItems(store, userId, ["taken"]);
      if (taken === undefined) throw new Error("unreachable");
      const before = await allOf(store, userId);
      const first = await store.items.reserveIds(personalVaultOf(userId), 2);
      const rows = [first, asItemId(first + 1), taken.id].map((id) => ({
        id,
        categoryId: null,
        sealed: sealed("x"),
      }));
      await expect(store.items.insert(ownScope(userId), rows, { keyNumber: 1, now: 2000 })).rejects.toThrow();
      expect(await allOf(store, userId)).toEqual(before);
      expect((await rewrite(store, userId, taken, "still writable")).outcome).toBe("replaced");
    });

    it("shows to every other connection, and to the next, what was written", async () => {
      await using world = await open();
      const { store } = world;
      const other = await world.connect();
      const { id: userId } = await addUser(store, "ada");
      await addItems(store, userId, ["a", "b"]);
      const written = await allOf(store, userId);
      expect(await allOf(other, userId)).toEqual(written);
      await store.close();
      await other.close();
      const next = await world.connect();
      expect(await allOf(next, userId)).toEqual(written);
    });

    it("answers a ping until it is closed", async () => {
      await using world = await open();
      await world.store.ping();
      await world.store.maintain();
      await world.store.close();
      await world.store.close();
      await expect(world.store.ping()).rejects.toThrow();
    });
  });
}
