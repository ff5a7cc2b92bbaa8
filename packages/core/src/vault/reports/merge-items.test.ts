import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { asItemId } from "../../ids.ts";
import { mergeUndo } from "../../schemas/duplicates.ts";
import { newItem } from "../../schemas/items.ts";
import { makeOwner, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { createCategories } from "../categories/categories.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems, getItem, updateItems } from "../items/items.ts";
import { listVersions } from "../items/trash-and-history.ts";
import { findDuplicates } from "./find-duplicates.ts";
import { mergeItems, previewMerge, undoMerge } from "./merge-items.ts";

async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const opened = await (await makeOwner(deps)).unlock();
  const create = async (item: z.input<typeof newItem>) => {
    vault.advance(1000);
    const { items } = await createItems(deps, opened, { items: [newItem.parse(item)] });
    return asItemId(items[0]?.id ?? 0);
  };
  /** A merge into the first of these. */
  const into = async (...ids: number[]) => {
    const [kept, ...others] = await Promise.all(
      ids.map(async (id) => {
        const { revision } = await getItem(deps, opened, { id: asItemId(id) });
        return { id: asItemId(id), revision };
      }),
    );
    if (!kept) throw new Error("unreachable");
    return { ...kept, others };
  };
  const names = async (trash: boolean) =>
    (await fetchAll(deps, opened, { trash })).items.map(({ name }) => name);
  return { ...vault, opened, create, into, names, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

const shop = { name: "Shop", url: "https://www.shop.example/login", username: "ada", password: "old" };

describe("findDuplicates", () => {
  it("finds the items of one site and one user, also over a third one", async () => {
    await using world = await openWorld();
    const a = await world.create(shop);
    await world.create({ ...shop, username: "bob" });
    const b = await world.create({ ...shop, url: "shop.example", moreUrls: ["shop.test"], username: "ADA" });
    const c = await world.create({ ...shop, name: "Another name", url: "https://shop.test" });
    await world.create({ name: "Router", url: "http://192.168.1.1", password: "x" });
    await world.create({ name: "Other device", url: "http://192.168.1.1", password: "y" });
    expect(await findDuplicates(world.deps, world.opened)).toEqual({ groups: [[a, b, c]], damaged: 0 });
  });

  it("finds none in an empty vault, and none among items that say nothing of themselves", async () => {
    await using world = await openWorld();
    await world.create({ password: "a" });
    await world.create({ password: "b" });
    expect((await findDuplicates(world.deps, world.opened)).groups).toEqual([]);
  });
});

describe("merging items", () => {
  it("fills what the item that stays lacks, and keeps the other password as a version", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const a = await world.create({ ...shop, blob: "the old note", tags: ["one"], totp: "JBSWY3DPEHPK3PXP" });
    const b = await world.create({ ...shop, url: "https://shop.example", password: "new", tags: ["two"] });
    const request = await world.into(b, a);
    const preview = await previewMerge(deps, opened, request);
    expect(preview).toMatchObject({ passwordFrom: b, asVersions: [a], limit: null, versions: 1 });
    expect(JSON.stringify(preview)).not.toMatch(/"old"|"new"|the old note|JBSWY/);

    const { item } = await mergeItems(deps, opened, request);
    expect(item.id).toBe(b);
    const merged = await getItem(deps, opened, { id: b });
    expect(merged).toMatchObject({
      password: "new",
      blob: "the old note",
      tags: ["two", "one"],
      url: "https://shop.example",
      moreUrls: ["https://www.shop.example/login"],
    });
    expect(merged.totp).toContain("JBSWY3DPEHPK3PXP");
    const { versions } = await listVersions(deps, opened, { id: b });
    expect(versions.map(({ password }) => password)).toEqual(expect.arrayContaining(["new", "old"]));
    expect(await world.names(false)).toHaveLength(1);
    expect(await world.names(true)).toHaveLength(1);
  });

  it("keeps the item that someone chose, with its password", async () => {
    await using world = await openWorld();
    const a = await world.create({ ...shop, name: "Mine" });
    const b = await world.create({ ...shop, password: "new" });
    await mergeItems(world.deps, world.opened, await world.into(a, b));
    const merged = await getItem(world.deps, world.opened, { id: a });
    expect(merged).toMatchObject({ name: "Mine", password: "old" });
    const { versions } = await listVersions(world.deps, world.opened, { id: a });
    expect(versions.map(({ password }) => password)).toContain("new");
  });

  it("takes the history of the others along", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const a = await world.create({ ...shop, password: "first" });
    world.advance(1000);
    await updateItems(deps, opened, { items: [{ id: a, revision: 1, password: "second" }] });
    const b = await world.create({ ...shop, password: "third" });
    await mergeItems(deps, opened, await world.into(b, a));
    const { versions } = await listVersions(deps, opened, { id: b });
    const passwords = versions.map(({ password }) => password);
    expect(passwords).toEqual(expect.arrayContaining(["first", "second", "third"]));
  });

  it("can be taken back: every item is again what it was", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const { categories } = await createCategories(deps, opened, {
      categories: [{ name: "Work", parentId: null }],
    });
    const a = await world.create({
      ...shop,
      blob: "a note",
      categoryId: categories[0]?.id ?? null,
      favourite: true,
    });
    const b = await world.create({ ...shop, name: "Shop 2", password: "new" });
    const contents = async () =>
      (await fetchAll(deps, opened, { trash: false })).items
        .map(({ revision: _, updatedAt: __, ...item }) => item)
        .toSorted((one, other) => one.id - other.id);
    const before = await contents();
    const { undo, item } = await mergeItems(deps, opened, await world.into(b, a));
    expect(item).toMatchObject({ categoryId: categories[0]?.id, favourite: true });
    if (!undo) throw new Error("There is nothing to take back.");
    world.advance(1000);
    await undoMerge(deps, opened, mergeUndo.parse(undo));
    expect(await contents()).toEqual(before);
    expect(await world.names(true)).toEqual([]);
  });

  it("isn't taken back over a later change, and merges nothing that was changed since it was seen", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const a = await world.create(shop);
    const b = await world.create({ ...shop, password: "new" });
    const request = await world.into(b, a);
    const { undo, item } = await mergeItems(deps, opened, request);
    await updateItems(deps, opened, { items: [{ id: b, revision: item.revision, name: "Renamed" }] });
    expect((await refusal(undoMerge(deps, opened, mergeUndo.parse(undo)))).code).toBe("CONFLICT");
    expect(await world.names(false)).toEqual(["Renamed"]);
    const c = await world.create(shop);
    const now = await world.into(c, b);
    const code = async (request: typeof now) => (await refusal(mergeItems(deps, opened, request))).code;
    expect(await code({ ...now, revision: 9 })).toBe("CONFLICT");
    expect(await code({ ...now, others: [{ id: a, revision: 2 }] })).toBe("NOT_FOUND");
    expect(await code({ ...now, others: [{ id: c, revision: 1 }] })).toBe("CONFLICT");
    expect(await world.names(false)).toHaveLength(2);
  });

  it("is refused where the merged item would be over a limit, and the preview says so", async () => {
    await using world = await openWorld();
    const fieldsOf = (from: string) =>
      Array.from({ length: 60 }, (_, at) => ({ name: `${from} ${at}`, kind: "text" as const, value: from }));
    const a = await world.create({ ...shop, fields: fieldsOf("a") });
    const b = await world.create({ ...shop, fields: fieldsOf("b") });
    const request = await world.into(b, a);
    expect((await previewMerge(world.deps, world.opened, request)).limit).toMatch(/fields/i);
    expect((await refusal(mergeItems(world.deps, world.opened, request))).code).toBe("INVALID_INPUT");
    expect(await world.names(false)).toHaveLength(2);
  });
});
