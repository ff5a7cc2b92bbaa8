import { describe, expect, it } from "vitest";
import { openRecord, sealRecord } from "../../cipher/record.ts";
import { asCategoryId, asItemId } from "../../ids.ts";
import { makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems, getItem, restoreItems, trashItems } from "../items/items.ts";
import {
  createCategories,
  listCategories,
  reorderCategories,
  restoreCategories,
  trashCategories,
  updateCategories,
} from "./categories.ts";

const blank = { url: "", account: "", username: "", password: "", blob: "" };
const NOBODYS = asCategoryId(999_999);

async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await makeOwner(deps);
  const unlocked = await ada.unlock();
  const bob = await (await makeOwner(deps, "bob")).unlock();
  const create = async (...names: string[]) => {
    const { categories } = await createCategories(deps, unlocked, {
      categories: names.map((name) => ({ name })),
    });
    return categories.map(({ id }) => asCategoryId(id));
  };
  const namesOf = async (trash = false) =>
    (await listCategories(deps, unlocked, { trash })).categories.map(({ name }) => name);
  const items = async (categoryId: ReturnType<typeof asCategoryId>, ...names: string[]) => {
    const created = await createItems(deps, unlocked, {
      items: names.map((name) => ({ ...blank, name, categoryId })),
    });
    return created.items.map(({ id }) => asItemId(id));
  };
  const itemNames = async (trash = false) =>
    (await fetchAll(deps, unlocked, { trash })).items.map(({ name }) => name);
  return {
    vault,
    deps,
    unlocked,
    bob,
    create,
    namesOf,
    items,
    itemNames,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("categories", () => {
  it("are made many at a time, in the order given, behind those that are there", async () => {
    await using world = await openWorld();
    await world.create("z", "a");
    const { categories } = await createCategories(world.deps, world.unlocked, {
      categories: [{ name: "y" }, { name: "b" }],
    });
    expect(categories.map(({ name }) => name)).toEqual(["y", "b"]);
    expect(await world.namesOf()).toEqual(["z", "a", "y", "b"]);
  });

  it("are changed all or none; a conflict names those that changed in between", async () => {
    await using world = await openWorld();
    const [a = NOBODYS, b = NOBODYS] = await world.create("a", "b");
    const changed = await updateCategories(world.deps, world.unlocked, {
      categories: [{ id: b, revision: 1, name: "b2" }],
    });
    expect(changed.categories).toMatchObject([{ id: b, name: "b2", revision: 2 }]);
    const late = { categories: [a, b].map((id) => ({ id, revision: 1, name: "late" })) };
    expect(await refusal(updateCategories(world.deps, world.unlocked, late))).toEqual({
      code: "CONFLICT",
      details: { table: "categories", ids: [b] },
    });
    expect(await world.namesOf()).toEqual(["a", "b2"]);
  });

  it("that aren't there, are in the trash or are another's are unknown, and then none is changed", async () => {
    await using world = await openWorld();
    const [a = NOBODYS, trashed = NOBODYS] = await world.create("a", "trashed");
    await trashCategories(world.deps, world.unlocked.scope, { ids: [trashed], cascade: false });
    const bobs = await createCategories(world.deps, world.bob, { categories: [{ name: "bob's" }] });
    for (const id of [trashed, asCategoryId(bobs.categories[0]?.id ?? 0), NOBODYS]) {
      const unknown = { code: "NOT_FOUND", details: { table: "categories", ids: [id] } };
      const categories = [a, id].map((each) => ({ id: each, revision: 1, name: "changed" }));
      expect(await refusal(updateCategories(world.deps, world.unlocked, { categories }))).toEqual(unknown);
      expect(await refusal(reorderCategories(world.deps, world.unlocked, { ids: [id, a] }))).toEqual(unknown);
    }
    expect(await world.namesOf()).toEqual(["a"]);
    expect((await listCategories(world.deps, world.bob, { trash: false })).categories).toMatchObject([
      { name: "bob's", revision: 1 },
    ]);
  });

  it("keep the fields that this version of the program doesn't know", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create("a");
    const { userId, keys } = world.unlocked;
    const place = { table: "category" as const, userId, id, sealRev: 1 };
    using raw = openRaw(world.vault.databasePath);
    const sealed = sealRecord(world.deps.random, keys, place, { name: "a", colour: "red" });
    raw.prepare("UPDATE categories SET sealed = ? WHERE id = ?").run(sealed, id);
    await updateCategories(world.deps, world.unlocked, { categories: [{ id, revision: 1, name: "b" }] });
    const [row] = await world.deps.store.categories.findMany(world.unlocked.scope, [id]);
    if (!row) throw new Error("The category is gone.");
    expect(openRecord(keys, { ...place, sealRev: row.sealRev }, row.sealed)).toEqual({
      name: "b",
      colour: "red",
    });
  });

  it("stand in the order that their owner gives", async () => {
    await using world = await openWorld();
    const [a = NOBODYS, b = NOBODYS, c = NOBODYS] = await world.create("a", "b", "c");
    const { categories } = await reorderCategories(world.deps, world.unlocked, { ids: [c, a, b] });
    expect(categories.map(({ name }) => name)).toEqual(["c", "a", "b"]);
    expect(await world.namesOf()).toEqual(["c", "a", "b"]);
  });
});

describe("a category in the trash", () => {
  it("takes its items along when asked to, and brings back those, not what was there before", async () => {
    await using world = await openWorld();
    const [banks = NOBODYS] = await world.create("Banks", "Mail");
    const [early = asItemId(0)] = await world.items(banks, "early", "one", "two");
    await trashItems(world.deps, world.unlocked.scope, { ids: [early] });
    world.vault.advance(1000);
    const trashed = await trashCategories(world.deps, world.unlocked.scope, { ids: [banks], cascade: true });
    expect(trashed).toEqual({ trashedCategories: 1, trashedItems: 2 });
    expect(await world.namesOf()).toEqual(["Mail"]);
    expect(await world.namesOf(true)).toEqual(["Banks"]);
    expect(await world.itemNames()).toEqual([]);
    const restored = await restoreCategories(world.deps, world.unlocked, { ids: [banks] });
    expect(restored).toEqual({ restoredCategories: 1, restoredItems: 2 });
    expect(await world.itemNames()).toEqual(["one", "two"]);
    expect(await world.itemNames(true)).toEqual(["early"]);
    const { items } = await fetchAll(world.deps, world.unlocked, { trash: false });
    expect(items.map(({ categoryId }) => categoryId)).toEqual([banks, banks]);
  });

  it("leaves its items without a category otherwise, and has them again when it comes back", async () => {
    await using world = await openWorld();
    const [banks = NOBODYS] = await world.create("Banks");
    const [id = asItemId(0)] = await world.items(banks, "one");
    expect(await trashCategories(world.deps, world.unlocked.scope, { ids: [banks], cascade: false })).toEqual(
      {
        trashedCategories: 1,
        trashedItems: 0,
      },
    );
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({
      categoryId: null,
      deletedAt: null,
    });
    expect(await restoreCategories(world.deps, world.unlocked, { ids: [banks] })).toEqual({
      restoredCategories: 1,
      restoredItems: 0,
    });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({
      categoryId: banks,
      revision: 1,
    });
  });

  it("leaves an item that comes back alone without a category, and has it again when it follows", async () => {
    await using world = await openWorld();
    const [banks = NOBODYS] = await world.create("Banks");
    const [id = asItemId(0)] = await world.items(banks, "one", "two");
    await trashCategories(world.deps, world.unlocked.scope, { ids: [banks], cascade: true });
    expect(await restoreItems(world.deps, world.unlocked, { ids: [id] })).toEqual({ ids: [id] });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({
      categoryId: null,
      deletedAt: null,
    });
    await restoreCategories(world.deps, world.unlocked, { ids: [banks] });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({ categoryId: banks });
  });

  it("passes over ids that are unknown, another's, or there already", async () => {
    await using world = await openWorld();
    const [banks = NOBODYS] = await world.create("Banks");
    const bobs = await createCategories(world.deps, world.bob, { categories: [{ name: "bob's" }] });
    const ids = [banks, asCategoryId(bobs.categories[0]?.id ?? 0), NOBODYS];
    expect(await trashCategories(world.deps, world.unlocked.scope, { ids, cascade: true })).toMatchObject({
      trashedCategories: 1,
    });
    expect(await trashCategories(world.deps, world.unlocked.scope, { ids, cascade: true })).toMatchObject({
      trashedCategories: 0,
    });
    expect(await restoreCategories(world.deps, world.unlocked, { ids })).toMatchObject({
      restoredCategories: 1,
    });
    expect(await restoreCategories(world.deps, world.unlocked, { ids })).toMatchObject({
      restoredCategories: 0,
    });
    expect((await listCategories(world.deps, world.bob, { trash: false })).categories).toMatchObject([
      { revision: 1 },
    ]);
  });
});
