import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId, asVaultScope, personalVaultOf, type VaultScope } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { NamedRequest } from "../request-store.ts";
import type { Store } from "../store.ts";
import {
  addUser,
  allOf,
  emptyWholeTrash,
  everyItem,
  idsOf,
  type OpenWorld,
  plain,
  rowsOf,
  sealed,
  startRenewal,
} from "./world.suite.ts";

/** A request that no other is taken for. */
export const request = (byte: number): NamedRequest => ({
  name: new Uint8Array(32).fill(byte),
  digest: new Uint8Array(32).fill(byte + 100),
});

interface Asked {
  readonly by: NamedRequest;
  readonly count?: number;
  readonly now?: number;
  readonly keyNumber?: number;
}

async function insertItems(
  store: Store,
  scope: VaultScope,
  { by, count = 1, now = 2000, keyNumber = 1 }: Asked,
) {
  const first = await store.items.reserveIds(scope.vaultId, count);
  const rows = Array.from({ length: count }, (_, i) => ({
    id: asItemId(first + i),
    categoryId: null,
    sealed: sealed(`${i}`, keyNumber),
  }));
  const answer = await store.items.insert(scope, rows, { keyNumber, now, request: by });
  return { first, answer: typeof answer === "string" ? answer : answer.outcome };
}

async function insertCategories(store: Store, scope: VaultScope, { by, count = 1, now = 2000 }: Asked) {
  const first = await store.categories.reserveIds(scope.vaultId, count);
  const rows = Array.from({ length: count }, (_, i) => ({
    id: asCategoryId(first + i),
    sealed: sealed(`${i}`),
  }));
  const answer = await store.categories.insert(scope, rows, { keyNumber: 1, now, request: by });
  return { first, answer: typeof answer === "string" ? answer : "inserted" };
}

export function describeRequests(open: OpenWorld): void {
  describe("requests", () => {
    it("are found with what they made, by the member who sent them", async () => {
      await using world = await open();
      const { store } = world;
      const scope = ownScope((await addUser(store, "ada")).id);
      expect(await store.requests.find(scope, request(1).name)).toBeNull();
      const items = await insertItems(store, scope, { by: request(1), count: 3 });
      const categories = await insertCategories(store, scope, { by: request(2), count: 2 });
      expect([items.answer, categories.answer]).toEqual(["replaced", "inserted"]);
      expect(plain(await store.requests.find(scope, request(1).name))).toEqual(
        plain({ table: "items", firstId: items.first, count: 3, digest: request(1).digest }),
      );
      expect(plain(await store.requests.find(scope, request(2).name))).toEqual(
        plain({ table: "categories", firstId: categories.first, count: 2, digest: request(2).digest }),
      );
    });

    it("that are sent again write nothing, whatever they would make now", async () => {
      await using world = await open();
      const { store } = world;
      const { id } = await addUser(store, "ada");
      const scope = ownScope(id);
      await insertItems(store, scope, { by: request(1) });
      await insertCategories(store, scope, { by: request(2) });
      const before = await allOf(store, id);
      const revisions = await store.changes.read(id);
      for (const by of [request(1), request(2)]) {
        expect((await insertItems(store, scope, { by, keyNumber: 7 })).answer).toBe("made-before");
        expect((await insertCategories(store, scope, { by })).answer).toBe("made-before");
      }
      expect(await allOf(store, id)).toEqual(before);
      expect(await store.changes.read(id)).toEqual(revisions);
    });

    it("that were refused made nothing, and may be sent again", async () => {
      await using world = await open();
      const { store } = world;
      const { id } = await addUser(store, "ada");
      const scope = ownScope(id);
      expect((await insertItems(store, scope, { by: request(1), keyNumber: 2 })).answer).toBe("key-replaced");
      const row = { id: await store.items.reserveIds(scope.vaultId, 1), sealed: sealed("x") };
      const unknown = await store.items.insert(scope, [{ ...row, categoryId: asCategoryId(999_999) }], {
        keyNumber: 1,
        now: 2000,
        request: request(1),
      });
      expect(unknown).toMatchObject({ outcome: "unknown-category" });
      const category = { id: await store.categories.reserveIds(scope.vaultId, 1), sealed: sealed("x") };
      const overtaken = await store.categories.insert(scope, [category], {
        keyNumber: 1,
        now: 2000,
        request: request(1),
        seen: { count: 9, lastId: 9, revisions: 9 },
      });
      expect(overtaken).toBe("overtaken");
      expect(await store.requests.find(scope, request(1).name)).toBeNull();
      expect((await insertItems(store, scope, { by: request(1) })).answer).toBe("replaced");
    });

    it("whose records can't be written leave no trace", async () => {
      await using world = await open();
      const { store } = world;
      const { id } = await addUser(store, "ada");
      const scope = ownScope(id);
      const first = await store.items.reserveIds(scope.vaultId, 2);
      const gap = [first, first + 2].map((each) => ({
        id: asItemId(each),
        categoryId: null,
        sealed: sealed("x"),
      }));
      const options = { keyNumber: 1, now: 2000, request: request(1) };
      await expect(store.items.insert(scope, gap, options)).rejects.toThrow("in a row");
      expect(await rowsOf(store, id, { trash: false, ...everyItem })).toEqual([]);
      expect(await store.requests.find(scope, request(1).name)).toBeNull();
    });

    it("make their records once when they are sent many times at once, by several connections", async () => {
      await using world = await open();
      const { store } = world;
      const other = await world.connect();
      const { id } = await addUser(store, "ada");
      const scope = ownScope(id);
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          insertItems(i % 2 === 0 ? store : other, scope, { by: request(1), count: 2 }),
        ),
      );
      const made = answers.filter(({ answer }) => answer === "replaced");
      expect(made).toHaveLength(1);
      expect(answers.filter(({ answer }) => answer === "made-before")).toHaveLength(19);
      const first = made[0]?.first ?? 0;
      expect(idsOf(await rowsOf(store, id, { trash: false, ...everyItem }))).toEqual([first, first + 1]);
      expect(await other.requests.find(scope, request(1).name)).toMatchObject({ firstId: first, count: 2 });
    });

    it("of another member or in another vault are other requests", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const vaultId = personalVaultOf(ada.id);
      await store.vaults.setMembership(vaultId, bob.id, { role: "editor", state: "member" });
      const scopes = [ownScope(ada.id), asVaultScope(vaultId, bob.id), ownScope(bob.id)];
      const firsts = [];
      for (const scope of scopes) {
        expect(await store.requests.find(scope, request(1).name)).toBeNull();
        const { answer, first } = await insertItems(store, scope, { by: request(1) });
        expect(answer).toBe("replaced");
        firsts.push(first);
      }
      for (const [i, scope] of scopes.entries())
        expect(await store.requests.find(scope, request(1).name)).toMatchObject({ firstId: firsts[i] });
    });

    it("are known while what they made is changed, in the trash or erased, and under the vault's next key", async () => {
      await using world = await open();
      const { store } = world;
      const { id } = await addUser(store, "ada");
      const scope = ownScope(id);
      const { first } = await insertItems(store, scope, { by: request(1) });
      await store.items.trash(scope, [asItemId(first)], 3000);
      expect((await insertItems(store, scope, { by: request(1) })).answer).toBe("made-before");
      await emptyWholeTrash(store, id);
      await startRenewal(store, id);
      expect((await insertItems(store, scope, { by: request(1), keyNumber: 2 })).answer).toBe("made-before");
      expect(await store.requests.find(scope, request(1).name)).toMatchObject({ firstId: first });
    });

    it("are forgotten in steps when their time is over, and then make records again", async () => {
      await using world = await open();
      const { store } = world;
      const scope = ownScope((await addUser(store, "ada")).id);
      for (const [byte, now] of [1000, 1000, 2000, 3000].entries())
        await insertItems(store, scope, { by: request(byte + 1), now });
      expect(await store.requests.eraseBefore(1000, 10)).toBe(0);
      expect(await store.requests.eraseBefore(3000, 2)).toBe(2);
      expect(await store.requests.eraseBefore(3000, 2)).toBe(1);
      expect(await store.requests.eraseBefore(3000, 2)).toBe(0);
      expect(await store.requests.find(scope, request(4).name)).not.toBeNull();
      expect((await insertItems(store, scope, { by: request(1) })).answer).toBe("replaced");
    });

    it("go with the account that sent them, and with the vault", async () => {
      await using world = await open();
      const { store } = world;
      const ada = await addUser(store, "ada");
      const bob = await addUser(store, "bob");
      const vaultId = personalVaultOf(ada.id);
      await store.vaults.setMembership(vaultId, bob.id, { role: "editor", state: "member" });
      const ofBob = asVaultScope(vaultId, bob.id);
      await insertItems(store, ownScope(bob.id), { by: request(1) });
      await insertItems(store, ofBob, { by: request(2) });
      await insertItems(store, ownScope(ada.id), { by: request(3) });
      await store.users.markDeleted(ada.id, 3000);
      expect(await store.users.eraseDeletedBefore(4000, 100)).toBe(false);
      expect(await store.requests.find(ofBob, request(2).name)).toBeNull();
      expect(await store.requests.find(ownScope(ada.id), request(3).name)).toBeNull();
      expect(await store.requests.find(ownScope(bob.id), request(1).name)).not.toBeNull();
      await store.users.markDeleted(bob.id, 3000);
      expect(await store.users.eraseDeletedBefore(4000, 100)).toBe(false);
      expect(await store.requests.find(ownScope(bob.id), request(1).name)).toBeNull();
    });
  });
}
