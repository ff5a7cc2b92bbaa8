import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId, asVersionId, type ItemId } from "../../ids.ts";
import { makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { createCategories, trashCategories } from "../categories/categories.ts";
import type { VaultPolicy } from "../deps.ts";
import { sweep } from "../upkeep/sweep.ts";
import { fetchAll } from "./fetch-all.ts";
import { createItems, getItem, restoreItems, trashItems, updateItems } from "./items.ts";
import { keepVersion } from "./keep-version.ts";
import { emptyTrash, forgetVersions, listVersions, restoreVersion } from "./trash-and-history.ts";

const DAY = 24 * 3600_000;
const blank = { url: "", account: "", username: "", password: "", blob: "", categoryId: null };
const NOBODYS = asItemId(999_999);

async function openWorld(policy: Partial<VaultPolicy> = {}) {
  const vault = await openTestVault({ policy: { defaultSessionSeconds: 30 * 24 * 3600, ...policy } });
  const { deps } = vault;
  const ada = await makeOwner(deps);
  const unlocked = await ada.unlock();
  const bob = await (await makeOwner(deps, "bob")).unlock();
  const create = async (...names: string[]) => {
    const { items } = await createItems(deps, unlocked, { items: names.map((name) => ({ ...blank, name })) });
    return items.map(({ id }) => asItemId(id));
  };
  const setPassword = async (id: ItemId, password: string) => {
    const { revision } = await getItem(deps, unlocked, { id });
    await updateItems(deps, unlocked, { items: [{ id, revision, password }] });
  };
  const history = async (id: ItemId) => (await listVersions(deps, unlocked, { id })).versions;
  const passwords = async (id: ItemId) => (await history(id)).map(({ password }) => password);
  return {
    vault,
    deps,
    unlocked,
    bob,
    create,
    setPassword,
    history,
    passwords,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("the history of an item", () => {
  it("keeps what was replaced, the latest first, with the time that each was written and replaced", async () => {
    await using world = await openWorld();
    const startedAt = world.deps.clock.now();
    const [id = NOBODYS] = await world.create("a");
    for (const password of ["one", "two"]) {
      world.vault.advance(1000);
      await world.setPassword(id, password);
    }
    expect(await world.passwords(id)).toEqual(["one", ""]);
    const times = (await world.history(id)).map(({ createdAt, replacedAt }) => [
      createdAt - startedAt,
      replacedAt - startedAt,
    ]);
    expect(times).toEqual([
      [1000, 2000],
      [0, 1000],
    ]);
  });

  it("keeps as many versions as the policy says, the latest", async () => {
    await using world = await openWorld({ keepVersions: 3 });
    const [id = NOBODYS] = await world.create("a");
    for (let round = 1; round <= 6; round += 1) await world.setPassword(id, `password ${round}`);
    expect(await world.passwords(id)).toEqual(["password 5", "password 4", "password 3"]);
  });

  it("keeps none where the policy says so", async () => {
    await using world = await openWorld({ keepVersions: 0 });
    const [id = NOBODYS] = await world.create("a");
    await world.setPassword(id, "one");
    expect(await world.history(id)).toEqual([]);
  });

  it("keeps no version longer than the policy says", async () => {
    await using world = await openWorld({ keepVersionsDays: 10 });
    const [id = NOBODYS] = await world.create("a");
    await world.setPassword(id, "one");
    world.vault.advance(5 * DAY);
    await world.setPassword(id, "two");
    world.vault.advance(5 * DAY);
    await sweep(world.deps);
    expect(await world.passwords(id)).toEqual(["one", ""]);
    world.vault.advance(1);
    await sweep(world.deps);
    expect(await world.passwords(id)).toEqual(["one"]);
  });

  it("is forgotten on demand, to the last byte, and the item stays", async () => {
    await using world = await openWorld();
    const [id = NOBODYS, other = NOBODYS] = await world.create("a", "b");
    for (const password of ["one", "two"]) await world.setPassword(id, password);
    await world.setPassword(other, "others'");
    using raw = openRaw(world.vault.databasePath);
    const sealed = raw
      .prepare<[number], Buffer>("SELECT sealed FROM item_versions WHERE item_id = ?")
      .pluck()
      .all(id);
    expect(await forgetVersions(world.deps, world.unlocked, { id })).toEqual({ forgotten: 2 });
    expect(await world.history(id)).toEqual([]);
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({ password: "two" });
    expect(await world.history(other)).toHaveLength(1);
    expect(await forgetVersions(world.deps, world.unlocked, { id })).toEqual({ forgotten: 0 });
    await sweep(world.deps);
    const onDisk = Buffer.concat(
      ["", "-wal"].map((suffix) => readFileSync(world.vault.databasePath + suffix)),
    );
    expect(sealed).toHaveLength(2);
    expect(sealed.filter((bytes) => onDisk.indexOf(bytes) >= 0)).toEqual([]);
  });

  it("of an item that isn't the owner's is unknown", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create("a");
    await world.setPassword(id, "one");
    for (const unknown of [id, NOBODYS]) {
      const notFound = { code: "NOT_FOUND", details: { table: "items", ids: [unknown] } };
      expect(await refusal(listVersions(world.deps, world.bob, { id: unknown }))).toEqual(notFound);
      expect(await refusal(forgetVersions(world.deps, world.bob, { id: unknown }))).toEqual(notFound);
    }
    expect(await world.passwords(id)).toEqual([""]);
  });
});

describe("keepVersion", () => {
  it("keeps a change that was given up in the history, and leaves the item unchanged", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create("a");
    await world.setPassword(id, "theirs");
    world.vault.advance(1000);
    const before = await getItem(world.deps, world.unlocked, { id });
    const change = { id, revision: before.revision, password: "mine", blob: "typed" };
    const summary = await keepVersion(world.deps, world.unlocked, change);
    const after = await getItem(world.deps, world.unlocked, { id });
    expect(after).toMatchObject({
      name: "a",
      password: "theirs",
      blob: "",
      passwordChangedAt: before.passwordChangedAt,
      changedBy: before.changedBy,
    });
    expect(summary.revision).toBe(after.revision);
    expect((await world.history(id))[0]).toMatchObject({ password: "mine", blob: "typed" });
    expect(await world.passwords(id)).toEqual(["mine", "theirs", ""]);
  });

  it("keeps nothing of a change that leaves no version, and writes nothing over a newer revision", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create("a");
    await world.setPassword(id, "one");
    await keepVersion(world.deps, world.unlocked, { id, revision: 2, favourite: true, tags: ["t"] });
    const late = keepVersion(world.deps, world.unlocked, { id, revision: 1, password: "late" });
    expect(await refusal(late)).toEqual({ code: "CONFLICT", details: { table: "items", ids: [id] } });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({ revision: 2, tags: [] });
    expect(await world.passwords(id)).toEqual([""]);
  });
});

describe("restoreVersion", () => {
  it("makes the item what it was, and keeps what it is now", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create("a");
    for (const password of ["one", "two"]) await world.setPassword(id, password);
    const [, oldest] = await world.history(id);
    const { revision } = await getItem(world.deps, world.unlocked, { id });
    const restored = await restoreVersion(world.deps, world.unlocked, {
      id,
      revision,
      versionId: asVersionId(oldest?.id ?? 0),
    });
    expect(restored).toMatchObject({ id, name: "a", revision: revision + 1 });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({ password: "" });
    expect(await world.passwords(id)).toEqual(["two", "one", ""]);
  });

  it("refuses a revision that isn't the latest, another item's version, and an item in the trash", async () => {
    await using world = await openWorld();
    const [id = NOBODYS, other = NOBODYS] = await world.create("a", "b");
    for (const each of [id, other]) await world.setPassword(each, "one");
    const versionId = asVersionId((await world.history(id))[0]?.id ?? 0);
    const late = restoreVersion(world.deps, world.unlocked, { id, revision: 1, versionId });
    expect(await refusal(late)).toEqual({ code: "CONFLICT", details: { table: "items", ids: [id] } });
    const notFound = { code: "NOT_FOUND", details: { table: "item_versions", ids: [versionId] } };
    expect(
      await refusal(restoreVersion(world.deps, world.unlocked, { id: other, revision: 2, versionId })),
    ).toEqual(notFound);
    await trashItems(world.deps, world.unlocked.scope, { ids: [id] });
    expect(await refusal(restoreVersion(world.deps, world.unlocked, { id, revision: 3, versionId }))).toEqual(
      notFound,
    );
    expect(await world.passwords(id)).toEqual([""]);
  });
});

describe("the trash", () => {
  it("takes items and gives them back, and passes over those that are unknown or another's", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create("a", "b");
    const bobs = await createItems(world.deps, world.bob, { items: [{ ...blank, name: "bob's" }] });
    const ids = [NOBODYS, asItemId(bobs.items[0]?.id ?? 0), id];
    expect(await trashItems(world.deps, world.unlocked.scope, { ids })).toEqual({ ids: [id] });
    expect(await trashItems(world.deps, world.unlocked.scope, { ids })).toEqual({ ids: [] });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({
      name: "a",
      deletedAt: world.deps.clock.now(),
    });
    expect(await restoreItems(world.deps, world.unlocked, { ids })).toEqual({ ids: [id] });
    expect(await restoreItems(world.deps, world.unlocked, { ids })).toEqual({ ids: [] });
    expect((await fetchAll(world.deps, world.bob, { trash: false })).items).toMatchObject([
      { name: "bob's", revision: 1 },
    ]);
  });

  it("is emptied of the items named, as far as they are in it, versions included", async () => {
    await using world = await openWorld();
    const [a = NOBODYS, b = NOBODYS, live = NOBODYS] = await world.create("a", "b", "live");
    for (const id of [a, b, live]) await world.setPassword(id, "one");
    await trashItems(world.deps, world.unlocked.scope, { ids: [a, b] });
    expect(await emptyTrash(world.deps, world.unlocked, { ids: [a, live, NOBODYS] })).toEqual({
      erasedItems: 1,
      erasedCategories: 0,
    });
    expect(await refusal(getItem(world.deps, world.unlocked, { id: a }))).toMatchObject({
      code: "NOT_FOUND",
    });
    using raw = openRaw(world.vault.databasePath);
    expect(raw.prepare("SELECT item_id FROM item_versions ORDER BY item_id").pluck().all()).toEqual([
      b,
      live,
    ]);
    expect((await fetchAll(world.deps, world.unlocked, { trash: true })).items).toMatchObject([{ id: b }]);
  });

  it("is emptied of all that is in it, categories too, and of nobody else's", async () => {
    await using world = await openWorld();
    const { deps, unlocked, bob } = world;
    for (const owner of [unlocked, bob]) {
      const made = await createCategories(deps, owner, { categories: [{ name: "Banks" }, { name: "Mail" }] });
      const [banks = asCategoryId(0), mail = asCategoryId(0)] = made.categories.map(({ id }) =>
        asCategoryId(id),
      );
      const inside = [banks, mail, null].map((categoryId) => ({ ...blank, name: "x", categoryId }));
      const { items } = await createItems(deps, owner, { items: [...inside, { ...blank, name: "live" }] });
      await trashItems(deps, owner.scope, { ids: items.slice(1, 3).map(({ id }) => asItemId(id)) });
      await trashCategories(deps, owner.scope, { ids: [banks], cascade: true });
    }
    expect(await emptyTrash(deps, unlocked, {})).toEqual({ erasedItems: 3, erasedCategories: 1 });
    expect(await emptyTrash(deps, unlocked, {})).toEqual({ erasedItems: 0, erasedCategories: 0 });
    const left = await fetchAll(deps, unlocked, { trash: false });
    expect(left).toMatchObject({ categories: [{ name: "Mail" }], items: [{ name: "live" }] });
    expect(await fetchAll(deps, bob, { trash: true })).toMatchObject({
      categories: [{ name: "Banks" }],
      items: [{}, {}, {}],
    });
  });

  it("is emptied step by step, and what comes into it in between stays", async () => {
    await using world = await openWorld();
    const { deps, unlocked } = world;
    const { items } = await createItems(deps, unlocked, {
      items: Array.from({ length: 501 }, (_, i) => ({ ...blank, name: `item ${i}` })),
    });
    const [late = asItemId(0), ...early] = items.map(({ id }) => asItemId(id));
    await trashItems(deps, unlocked.scope, { ids: early });
    const steps: number[] = [];
    const clock = {
      ...deps.clock,
      yield: async () => {
        steps.push((await deps.store.items.ids(unlocked.scope, { trash: true })).length);
        if (steps.length === 1) await trashItems(deps, unlocked.scope, { ids: [late] });
        await deps.clock.yield();
      },
    };
    expect(await emptyTrash({ ...deps, clock }, unlocked, {})).toEqual({
      erasedItems: 500,
      erasedCategories: 0,
    });
    expect(steps).toEqual([300, 101, 1]);
    expect(await deps.store.items.ids(unlocked.scope, { trash: true })).toEqual([late]);
  });

  it("is noted in the activity log when it was emptied in part and then failed", async () => {
    await using world = await openWorld();
    const { deps, unlocked } = world;
    const { items } = await createItems(deps, unlocked, {
      items: Array.from({ length: 300 }, () => ({ ...blank, name: "x" })),
    });
    await trashItems(deps, unlocked.scope, { ids: items.map(({ id }) => asItemId(id)) });
    const clock = { ...deps.clock, yield: () => Promise.reject(new Error("the disk is gone")) };
    await expect(emptyTrash({ ...deps, clock }, unlocked, {})).rejects.toThrow("the disk is gone");
    const [event] = await deps.store.audit.list(unlocked.userId, 1);
    expect(event).toMatchObject({ kind: "trash-emptied" });
    expect(await deps.store.items.ids(unlocked.scope, { trash: true })).toHaveLength(100);
  });
});
