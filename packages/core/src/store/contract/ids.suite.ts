import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asVaultId, personalVaultOf, type UserId } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Store } from "../store.ts";
import {
  addCategories,
  addItems,
  addSession,
  addUser,
  idsOf,
  type OpenWorld,
  rewrite,
} from "./world.suite.ts";

/** What an account may do that takes an id. */
const action = fc.constantFrom(
  "item",
  "items",
  "category",
  "version",
  "event",
  "reservation",
  "trash" as const,
);
type Action = "item" | "items" | "category" | "version" | "event" | "reservation" | "trash";
const step = fc.record({ who: fc.constantFrom("ada", "bob", "cyd"), does: action });

export function describeIds(open: OpenWorld): void {
  describe("ids", () => {
    it("that an account sees don't depend on what others do", { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
          const alone = steps.filter(({ who }) => who === "bob");
          expect(await idsSeenByBob(open, steps)).toEqual(await idsSeenByBob(open, alone));
        }),
        { numRuns: 12 },
      );
    });

    it("are never those of another vault", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      for (const reserve of [
        store.items.reserveIds,
        store.categories.reserveIds,
        store.attachments.reserveIds,
        store.importBatches.reserveIds,
      ]) {
        const firsts = [];
        for (let round = 0; round < 3; round += 1)
          for (const { id } of [ada, bob]) firsts.push(await reserve(personalVaultOf(id), 50_000));
        const ranges = firsts.toSorted((a, b) => a - b);
        for (const [at, first] of ranges.entries())
          expect(first + 50_000).toBeLessThanOrEqual(ranges[at + 1] ?? Number.MAX_SAFE_INTEGER);
      }
    });

    it("continue in another block when one is used up, and none is used twice", async () => {
      await using world = await open();
      const { store } = world;
      const { id } = await addUser(store, "ada");
      await addUser(store, "bob");
      const reserve = (count: number) => store.items.reserveIds(personalVaultOf(id), count);
      const half = 2 ** 25 + 1;
      const first = await reserve(half);
      const second = await reserve(half);
      expect(second).toBeGreaterThanOrEqual(first + half);
      expect(await reserve(1)).toBe(second + half);
      const bobs = await store.items.reserveIds(asVaultId(2), 1);
      expect(bobs < first || (bobs >= first + half && bobs < second) || bobs > second + half).toBe(true);
    });
  });
}

/** Every id that Bob's account gets to see, after three accounts were made in the same order each time. */
async function idsSeenByBob(
  open: OpenWorld,
  steps: readonly { readonly who: string; readonly does: Action }[],
): Promise<unknown> {
  await using world = await open();
  const { store } = world;
  const accounts = new Map<string, UserId>();
  for (const name of ["ada", "bob", "cyd"]) accounts.set(name, (await addUser(store, name)).id);
  const idOf = (who: string) => {
    const id = accounts.get(who);
    if (id === undefined) throw new Error("unreachable");
    return id;
  };
  for (const { who, does } of steps) await act(store, idOf(who), does);
  const bob = idOf("bob");
  const scope = ownScope(bob);
  const ids = await store.items.ids(scope, { trash: false });
  const versions = await Promise.all(ids.map((id) => store.items.versions(scope, id)));
  return {
    bob,
    items: ids,
    trashed: await store.items.ids(scope, { trash: true }),
    categories: idsOf(await store.categories.list(scope, { trash: false })),
    versions: versions.flat().map(({ id }) => id),
    events: (await store.audit.list(bob, 100)).map(({ id }) => id),
  };
}

async function act(store: Store, userId: UserId, does: Action): Promise<void> {
  const scope = ownScope(userId);
  switch (does) {
    case "item":
      await addItems(store, userId, ["one"]);
      return;
    case "items":
      await addItems(store, userId, ["one", "two", "three"]);
      return;
    case "category":
      await addCategories(store, userId, ["a category"]);
      return;
    case "version": {
      const [item] = await addItems(store, userId, ["before"]);
      if (item) await rewrite(store, userId, item, "after");
      return;
    }
    case "event": {
      const user = await store.users.find(userId);
      if (user) await addSession(store, user);
      return;
    }
    case "reservation":
      await store.items.reserveIds(scope.vaultId, 7);
      return;
    case "trash":
      await store.items.trash(scope, idsOf(await addItems(store, userId, ["gone"])), 2000);
  }
}
