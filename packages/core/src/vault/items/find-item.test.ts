import { describe, expect, it } from "vitest";
import { asItemId } from "../../ids.ts";
import { itemNaming } from "../../schemas/search.ts";
import { makeOwner } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { findItem } from "./find-item.ts";
import { createItems, trashItems } from "./items.ts";

async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await (await makeOwner(deps)).unlock();
  const bob = await (await makeOwner(deps, "bob")).unlock();
  const store = async (owner: typeof ada, ...names: string[]) => {
    const items = names.map((name) => ({
      name,
      url: "",
      account: "",
      username: `user of ${name}`,
      password: `password of ${name}`,
      categoryId: null,
      blob: "",
    }));
    return (await createItems(deps, owner, { items })).items.map(({ id }) => id);
  };
  const find = (owner: typeof ada, name: string, trash = false) => findItem(deps, owner, { name, trash });
  return { deps, ada, bob, store, find, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

describe("an item that is named", () => {
  it.each([
    ["router", "router"],
    ["Router", "Router"],
    ["ROUTER OF THE OFFICE", "Router of the Office"],
    ["router of", "Router of the Office"],
    ["office", "Router of the Office"],
    ["zurich", "E-Banking Zürich"],
  ])("by %j is %s, whole", async (name, meant) => {
    await using world = await openWorld();
    await world.store(world.ada, "Router of the Office", "Router", "router", "E-Banking Zürich", "Mail");
    expect(await world.find(world.ada, name)).toMatchObject({
      item: { name: meant, password: `password of ${meant}` },
      count: 1,
    });
  });

  it("is none where several are as near, and they are named instead, without a secret", async () => {
    await using world = await openWorld();
    const [first, second] = await world.store(world.ada, "Mail (home)", "mail (work)", "Old mail");
    const found = await world.find(world.ada, "MAIL");
    expect(found).toEqual({
      item: null,
      candidates: [
        { id: first, name: "Mail (home)", username: "user of Mail (home)", url: "" },
        { id: second, name: "mail (work)", username: "user of mail (work)", url: "" },
      ],
      count: 2,
    });
  });

  it("has twenty candidates at most, and says how many there are", async () => {
    await using world = await openWorld();
    await world.store(world.ada, ...Array.from({ length: 30 }, () => "same"));
    const { candidates, count } = await world.find(world.ada, "same");
    expect([candidates.length, count]).toEqual([20, 30]);
  });

  it.each(["nothing", "\u0301", "Router.*"])("is none for %j", async (name) => {
    await using world = await openWorld();
    await world.store(world.ada, "Router");
    expect(await world.find(world.ada, name)).toEqual({ item: null, candidates: [], count: 0 });
  });

  it("is one's own, and in the trash only where the trash is meant", async () => {
    await using world = await openWorld();
    await world.store(world.bob, "Router");
    const [mine] = await world.store(world.ada, "Router");
    expect((await world.find(world.ada, "router")).item?.id).toBe(mine);
    await trashItems(world.deps, world.ada.scope, { ids: [asItemId(mine ?? 0)] });
    expect((await world.find(world.ada, "router")).count).toBe(0);
    expect((await world.find(world.ada, "router", true)).item?.id).toBe(mine);
  });

  it("is asked for by a name of 1024 characters at most, and not by none", () => {
    const takes = (name: unknown) => itemNaming.safeParse({ name }).success;
    expect(["x".repeat(1024), "x".repeat(1025), "", 5].map(takes)).toEqual([true, false, false, false]);
  });
});
