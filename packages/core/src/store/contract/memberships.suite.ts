import { describe, expect, it } from "vitest";
import { asUserId, asVaultId, asVaultScope, personalVaultOf } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { Refusal } from "../membership.ts";
import type { Membership } from "../rows.ts";
import type { Store } from "../store.ts";
import { furnish } from "./furnished.suite.ts";
import { CALLS, type MethodName } from "./ownership.suite.ts";
import { addItems, addUser, allOf, type OpenWorld } from "./world.suite.ts";

/** The least role for every method that writes into a vault. */
const WRITES: Partial<Record<MethodName, "editor" | "manager">> = {
  "categories.insert": "editor",
  "categories.replace": "editor",
  "categories.trash": "editor",
  "categories.restore": "editor",
  "categories.reorder": "editor",
  "items.insert": "editor",
  "items.replace": "editor",
  "items.merge": "editor",
  "items.unmerge": "editor",
  "items.move": "editor",
  "items.markUsed": "editor",
  "items.trash": "editor",
  "items.restore": "editor",
  "items.reorder": "editor",
  "items.forgetVersions": "manager",
  "trash.erase": "manager",
  "importBatches.begin": "editor",
  "importBatches.resume": "editor",
  "importBatches.writeChunk": "editor",
  "importBatches.settleFiles": "editor",
  "importBatches.end": "editor",
  "importBatches.undoChunk": "editor",
  "importBatches.markUndone": "editor",
  "attachments.insert": "editor",
  "attachments.appendChunk": "editor",
  "attachments.finish": "editor",
  "attachments.replace": "editor",
  "attachments.remove": "editor",
  "attachments.restore": "editor",
  "attachments.markErasing": "manager",
  "healthTrends.replace": "editor",
  "records.reseal": "editor",
  "records.dropPreviousKey": "editor",
};
const READS = /\.(countRows|find|list|page|places|ids|read|rows|versions|use$)/;

type Planted = Pick<Membership, "role" | "state">;

/** A vault that belongs to one account, and another account that is to be planted in it. */
async function furnishVault(store: Store) {
  const owner = await furnish(store, "owner");
  const other = await addUser(store, "other");
  await addItems(store, other.id, ["own"]);
  return { owner, otherId: other.id };
}

/** What someone who is `planted` in another's vault is answered there by a method. */
async function answerTo(
  store: Store,
  { owner, otherId }: Awaited<ReturnType<typeof furnishVault>>,
  { name, planted }: { name: string; planted: Planted | "removed" | null },
) {
  const vaultId = personalVaultOf(owner.userId);
  if (planted === "removed") {
    await store.vaults.setMembership(vaultId, otherId, { role: "manager", state: "member" });
    expect(await store.vaults.removeMembership(vaultId, otherId)).toBe(true);
  } else if (planted) expect(await store.vaults.setMembership(vaultId, otherId, planted)).toBe("set");
  const before = await allOf(store, owner.userId);
  const call = Object.entries(CALLS).find(([method]) => method === name)?.[1];
  const answer = await call?.(store, asVaultScope(vaultId, otherId), owner.names);
  return {
    answers: Array.isArray(answer) ? answer : [answer],
    isAsBefore: equal(before, await allOf(store, owner.userId)),
  };
}

const equal = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export function describeMemberships(open: OpenWorld): void {
  describe("a member of a vault", () => {
    it("is asked for by every method that writes into one", () => {
      const scoped = Object.keys(CALLS).filter((name) =>
        /^(categories|items|trash|attachments|importBatches|healthTrends|records|requests)\./.test(name),
      );
      const writes = scoped.filter(
        (name) =>
          !READS.test(name) && !/reserveIds|eraseBefore|eraseVersionsBefore|markOverdue|eraseSome/.test(name),
      );
      expect(writes.toSorted()).toEqual(Object.keys(WRITES).toSorted());
    });

    for (const [name, least] of Object.entries(WRITES)) {
      const refused: [string, Planted | "removed" | null, Refusal][] = [
        ["a stranger", null, "no-member"],
        ["an invited person", { role: "manager", state: "invited" }, "no-member"],
        ["a suspended member", { role: "manager", state: "suspended" }, "no-member"],
        ["a removed member", "removed", "no-member"],
        ["a reader", { role: "reader", state: "member" }, "role-insufficient"],
        ...(least === "manager"
          ? [
              ["an editor", { role: "editor", state: "member" }, "role-insufficient"] as [
                string,
                Planted,
                Refusal,
              ],
            ]
          : []),
      ];
      it(`is asked for by ${name}: nobody else, and no lower role than ${least}, changes anything`, async () => {
        await using world = await open();
        const furnished = await furnishVault(world.store);
        // A refused call changes nothing, so the next can be made in the same vault.
        for (const [who, planted, refusal] of refused) {
          const { answers, isAsBefore } = await answerTo(world.store, furnished, { name, planted });
          expect([who, ...answers, isAsBefore]).toEqual([who, ...answers.map(() => refusal), true]);
        }
        const planted: Planted = { role: least, state: "member" };
        const { answers } = await answerTo(world.store, furnished, { name, planted });
        for (const answer of answers) expect(["no-member", "role-insufficient"]).not.toContain(answer);
      });
    }

    it("is an account of its own vault, as its manager", async () => {
      await using world = await open();
      const { id } = await addUser(world.store, "ada");
      const { vaultId } = ownScope(id);
      expect(Number(vaultId)).toBe(id);
      expect(await world.store.vaults.findMembership(vaultId, id)).toEqual({
        kind: "personal",
        role: "manager",
        state: "member",
        keyNumber: 1,
        revision: 0,
      });
    });

    it("is nobody of a vault or an account that isn't there", async () => {
      await using world = await open();
      const { vaults } = world.store;
      const { id } = await addUser(world.store, "ada");
      const member = { role: "reader", state: "member" } as const;
      expect(await vaults.setMembership(asVaultId(99), id, member)).toBe("unknown");
      expect(await vaults.setMembership(personalVaultOf(id), asUserId(99), member)).toBe("unknown");
      expect(await vaults.findMembership(asVaultId(99), id)).toBeNull();
      expect(await vaults.removeMembership(personalVaultOf(id), asUserId(99))).toBe(false);
    });

    it("is nothing to a vault any more when the account is erased, nor is anyone to the vault", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      await store.vaults.setMembership(personalVaultOf(ada.id), bob.id, { role: "reader", state: "member" });
      await store.vaults.setMembership(personalVaultOf(bob.id), ada.id, { role: "reader", state: "member" });
      await store.users.markDeleted(ada.id, 2000);
      expect(await store.users.eraseDeletedBefore(3000, 100)).toBe(false);
      expect(await store.vaults.findMembership(personalVaultOf(ada.id), bob.id)).toBeNull();
      expect(await store.vaults.findMembership(personalVaultOf(bob.id), ada.id)).toBeNull();
      expect(await store.vaults.findMembership(personalVaultOf(bob.id), bob.id)).not.toBeNull();
    });
  });
}
