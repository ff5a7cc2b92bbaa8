import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId, personalVaultOf } from "../../ids.ts";
import { ownScope } from "../../testing/own-scope.ts";
import type { ImportedVault } from "../rows.ts";
import type { Store } from "../store.ts";
import {
  addCategories,
  addItems,
  addUser,
  everyItem,
  type OpenWorld,
  rowsOf,
  sealed,
  wrap,
} from "./world.suite.ts";

export async function vaultOf(
  store: Store,
  username: string,
  source = `vault of ${username}`,
): Promise<ImportedVault> {
  const id = await store.users.reserveId();
  const user = {
    id,
    username,
    passwordHash: "$2b$12$of another program",
    wrap: wrap(1),
    recoverySeal: sealed("recovery"),
    createdAt: 10,
  };
  const category = await store.categories.reserveIds(personalVaultOf(id), 1);
  const item = await store.items.reserveIds(personalVaultOf(id), 2);
  return {
    source,
    importedAt: 5000,
    passphraseKept: true,
    user,
    categories: [
      { id: asCategoryId(category), sealed: sealed("work"), sortId: 7, createdAt: 20, updatedAt: 30 },
    ],
    items: [
      {
        id: asItemId(item),
        categoryId: asCategoryId(category),
        sealed: sealed("late"),
        sortId: 9,
        createdAt: 40,
        updatedAt: 50,
      },
      {
        id: asItemId(item + 1),
        categoryId: null,
        sealed: sealed("early"),
        sortId: 0,
        createdAt: 60,
        updatedAt: 70,
      },
    ],
  };
}

export function describeImports(open: OpenWorld): void {
  describe("vaults from another program", () => {
    it("come with their order and times", async () => {
      await using world = await open();
      const { store } = world;
      const vault = await vaultOf(store, "ada");
      expect(await store.imports.insert(vault)).toBe("imported");
      const { id } = vault.user;
      expect(await store.users.findByUsername("ada")).toMatchObject({
        id,
        passwordHash: "$2b$12$of another program",
        createdAt: 10,
        updatedAt: 5000,
        deletedAt: null,
      });
      const first = { sealRev: 1, revision: 1, deletedAt: null };
      expect(await store.categories.list(ownScope(id), { trash: false })).toMatchObject([
        { ...first, id: vault.categories[0]?.id, sortId: 7, createdAt: 20, updatedAt: 30 },
      ]);
      expect(await rowsOf(store, id, { trash: false, ...everyItem })).toMatchObject([
        { ...first, id: vault.items[1]?.id, categoryId: null, sortId: 0, createdAt: 60, updatedAt: 70 },
        { ...first, id: vault.items[0]?.id, categoryId: vault.categories[0]?.id, sortId: 9, createdAt: 40 },
      ]);
    });

    it("are followed by what is new", async () => {
      await using world = await open();
      const { store } = world;
      const vault = await vaultOf(store, "ada");
      await store.imports.insert(vault);
      expect(await addCategories(store, vault.user.id, ["next"])).toMatchObject([{ sortId: 7 }]);
      expect(await addItems(store, vault.user.id, ["next"])).toMatchObject([{ sortId: 9 }]);
    });

    it("are not taken twice, whatever the account is called by then", async () => {
      await using world = await open();
      const { store } = world;
      const vault = await vaultOf(store, "ada");
      await store.imports.insert(vault);
      await store.users.rename(vault.user.id, "ada l", 6000);
      expect(await store.imports.insert(await vaultOf(store, "ada"))).toBe("already-imported");
      expect(await store.imports.find("vault of ada")).toEqual({
        userId: vault.user.id,
        username: "ada l",
        importedAt: 5000,
      });
      expect(await store.imports.find("vault of bob")).toBeNull();
      expect(await store.users.count()).toBe(1);
    });

    it("are known until their account is erased", async () => {
      await using world = await open();
      const { store } = world;
      const vault = await vaultOf(store, "ada");
      await store.imports.insert(vault);
      await store.users.markDeleted(vault.user.id, 6000);
      expect(await store.imports.find("vault of ada")).toMatchObject({ username: null });
      expect(await store.imports.insert(await vaultOf(store, "ada"))).toBe("already-imported");
      await store.users.eraseDeletedBefore(7000, 100);
      expect(await store.imports.find("vault of ada")).toBeNull();
      expect(await store.imports.insert(await vaultOf(store, "ada"))).toBe("imported");
    });

    it("leave nothing when their username is taken", async () => {
      await using world = await open();
      const { store } = world;
      await addUser(store, "ada");
      const vault = await vaultOf(store, "ada");
      expect(await store.imports.insert(vault)).toBe("username-taken");
      expect(await store.imports.find("vault of ada")).toBeNull();
      expect(await store.users.find(vault.user.id)).toBeNull();
      expect(await store.categories.list(ownScope(vault.user.id), { trash: false })).toEqual([]);
    });

    it("leave nothing when one of their rows can't be", async () => {
      await using world = await open();
      const { store } = world;
      const vault = await vaultOf(store, "ada");
      const stranger = await addUser(store, "bob");
      const [foreign] = await addCategories(store, stranger.id, ["bob's"]);
      const [first, ...others] = vault.items;
      if (!first || !foreign) throw new Error("The test lacks rows.");
      const broken = { ...vault, items: [...others, { ...first, categoryId: foreign.id }] };
      await expect(store.imports.insert(broken)).rejects.toThrow();
      expect(await store.users.findByUsername("ada")).toBeNull();
      expect(await store.imports.find(vault.source)).toBeNull();
      expect(await rowsOf(store, vault.user.id, { trash: false, ...everyItem })).toEqual([]);
      expect(await store.imports.insert(vault)).toBe("imported");
    });

    it("are marked as having their old passphrase until it is changed", async () => {
      await using world = await open();
      const { store } = world;
      const vault = await vaultOf(store, "ada");
      const { id } = vault.user;
      await store.imports.insert(vault);
      expect(await store.imports.hasOldPassphrase(id)).toBe(true);
      await store.users.upgradeWrap(id, 1, wrap(2));
      expect(await store.imports.hasOldPassphrase(id)).toBe(true);
      await store.users.replaceWrap(id, {
        expectedWrapNumber: 2,
        event: "passphrase-changed",
        wrap: wrap(3),
        keep: null,
        now: 6000,
      });
      expect(await store.imports.hasOldPassphrase(id)).toBe(false);
      const stranger = await addUser(store, "bob");
      expect(await store.imports.hasOldPassphrase(stranger.id)).toBe(false);
    });

    it("tell whether any password hash is of another program", async () => {
      await using world = await open();
      const { store } = world;
      await addUser(store, "bob");
      expect(await store.users.hasPasswordHashLike("$2")).toBe(false);
      const vault = await vaultOf(store, "ada");
      await store.imports.insert(vault);
      expect(await store.users.hasPasswordHashLike("$2")).toBe(true);
      await store.users.upgradePasswordHash(vault.user.id, vault.user.passwordHash, "$argon2id$");
      expect(await store.users.hasPasswordHashLike("$2")).toBe(false);
    });
  });
}
