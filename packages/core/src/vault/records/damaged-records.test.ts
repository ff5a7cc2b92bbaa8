import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId, asVersionId } from "../../ids.ts";
import { itemPageRequest } from "../../schemas/items.ts";
import { damage, makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import {
  createCategories,
  listCategories,
  reorderCategories,
  trashCategories,
  updateCategories,
} from "../categories/categories.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems, getItem, listItems, trashItems, updateItems } from "../items/items.ts";
import { emptyTrash, listVersions, restoreVersion } from "../items/trash-and-history.ts";

const record = {
  name: "name",
  url: "url",
  account: "account",
  username: "username",
  password: "password",
  blob: "blob",
};
const empty = { name: "", url: "", account: "", username: "" };

/** Three items in a category, the middle one damaged; each has one kept version. */
async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const unlocked = await (await makeOwner(deps)).unlock();
  const { categories } = await createCategories(deps, unlocked, { categories: [{ name: "Banks" }] });
  const category = asCategoryId(categories[0]?.id ?? 0);
  const created = await createItems(deps, unlocked, {
    items: [1, 2, 3].map(() => ({ ...record, categoryId: category })),
  });
  const [before = asItemId(0), id = asItemId(0), after = asItemId(0)] = created.items.map((item) =>
    asItemId(item.id),
  );
  await updateItems(deps, unlocked, {
    items: [before, id, after].map((each) => ({ id: each, revision: 1, password: "second" })),
  });
  damage(vault.databasePath, "items", id);
  const sealedOf = (row: number) => {
    using raw = openRaw(vault.databasePath);
    return raw
      .prepare<[number], Buffer>("SELECT sealed FROM items WHERE id = ?")
      .pluck()
      .get(row)
      ?.toString("hex");
  };
  return {
    vault,
    deps,
    unlocked,
    category,
    before,
    id,
    after,
    sealedOf,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("a damaged item", () => {
  it("is marked in lists, empty, and hides no other", async () => {
    await using world = await openWorld();
    const { items } = await listItems(world.deps, world.unlocked, itemPageRequest.parse({}));
    expect(items.map(({ id, damaged }) => [id, damaged])).toEqual([
      [world.before, false],
      [world.id, true],
      [world.after, false],
    ]);
    expect(items[1]).toMatchObject({ ...empty, categoryId: world.category, revision: 2 });
    const all = await fetchAll(world.deps, world.unlocked, { trash: false });
    expect(all.items.map(({ damaged }) => damaged)).toEqual([false, true, false]);
    expect(all.items[1]).toMatchObject({ ...empty, password: "", blob: "" });
  });

  it("is refused by name where it alone is asked for", async () => {
    await using world = await openWorld();
    const refused = { code: "RECORD_DAMAGED", details: { table: "items", ids: [world.id] } };
    expect(await refusal(getItem(world.deps, world.unlocked, { id: world.id }))).toEqual(refused);
  });

  it("is not written over by an update, and those beside it in the call aren't changed", async () => {
    await using world = await openWorld();
    const sealed = world.sealedOf(world.id);
    const items = [world.before, world.id].map((id) => ({ id, revision: 2, password: "third" }));
    expect(await refusal(updateItems(world.deps, world.unlocked, { items }))).toMatchObject({
      code: "RECORD_DAMAGED",
    });
    expect(world.sealedOf(world.id)).toBe(sealed);
    expect(await getItem(world.deps, world.unlocked, { id: world.before })).toMatchObject({
      password: "second",
      revision: 2,
    });
  });

  it("comes back from its history; what was damaged is kept as a version, marked", async () => {
    await using world = await openWorld();
    const { versions } = await listVersions(world.deps, world.unlocked, { id: world.id });
    const versionId = asVersionId(versions[0]?.id ?? 0);
    await restoreVersion(world.deps, world.unlocked, { id: world.id, revision: 2, versionId });
    expect(await getItem(world.deps, world.unlocked, { id: world.id })).toMatchObject({
      ...record,
      damaged: false,
    });
    const history = await listVersions(world.deps, world.unlocked, { id: world.id });
    expect(history.versions.map(({ damaged, password }) => [damaged, password])).toEqual([
      [true, ""],
      [false, "password"],
    ]);
  });

  it("can be thrown away", async () => {
    await using world = await openWorld();
    await trashItems(world.deps, world.unlocked.scope, { ids: [world.id] });
    expect(await emptyTrash(world.deps, world.unlocked, { ids: [world.id] })).toMatchObject({
      erasedItems: 1,
    });
  });
});

describe("a damaged version", () => {
  it("is marked in the history, and restores nothing", async () => {
    await using world = await openWorld();
    const { versions } = await listVersions(world.deps, world.unlocked, { id: world.after });
    const versionId = asVersionId(versions[0]?.id ?? 0);
    damage(world.vault.databasePath, "item_versions", versionId);
    const history = await listVersions(world.deps, world.unlocked, { id: world.after });
    expect(history.versions).toMatchObject([{ id: versionId, damaged: true, password: "" }]);
    const restoration = restoreVersion(world.deps, world.unlocked, {
      id: world.after,
      revision: 2,
      versionId,
    });
    expect(await refusal(restoration)).toMatchObject({ code: "RECORD_DAMAGED" });
    expect(await getItem(world.deps, world.unlocked, { id: world.after })).toMatchObject({
      password: "second",
      revision: 2,
    });
  });
});

describe("a damaged category", () => {
  it("is marked in lists, isn't written over, and can be ordered and thrown away", async () => {
    await using world = await openWorld();
    damage(world.vault.databasePath, "categories", world.category);
    const { categories } = await listCategories(world.deps, world.unlocked, { trash: false });
    expect(categories).toMatchObject([{ id: world.category, name: "", damaged: true }]);
    const change = { categories: [{ id: world.category, revision: 1, name: "new" }] };
    expect(await refusal(updateCategories(world.deps, world.unlocked, change))).toEqual({
      code: "RECORD_DAMAGED",
      details: { table: "categories", ids: [world.category] },
    });
    const reordered = await reorderCategories(world.deps, world.unlocked, { ids: [world.category] });
    expect(reordered.categories).toMatchObject([{ damaged: true }]);
    const trashed = await trashCategories(world.deps, world.unlocked.scope, {
      ids: [world.category],
      cascade: false,
    });
    expect(trashed).toMatchObject({ trashedCategories: 1 });
  });
});

describe("a record in another's place", () => {
  it("opens as nothing: another item's, another owner's, an older one of its own", async () => {
    await using world = await openWorld();
    const bob = await (await makeOwner(world.deps, "bob")).unlock();
    const bobs = await createItems(world.deps, bob, { items: [{ ...record, categoryId: null }] });
    using raw = openRaw(world.vault.databasePath);
    const version = "SELECT sealed FROM item_versions WHERE item_id = @to";
    for (const [source, from] of [
      ["SELECT sealed FROM items WHERE id = @from", world.after],
      ["SELECT sealed FROM items WHERE id = @from", bobs.items[0]?.id ?? 0],
      [version, world.before],
    ] as const) {
      const sealed = raw.prepare<object, Buffer>(source).pluck().get({ from, to: world.before });
      raw.prepare("UPDATE items SET sealed = ? WHERE id = ?").run(sealed, world.before);
      expect(await refusal(getItem(world.deps, world.unlocked, { id: world.before }))).toMatchObject({
        code: "RECORD_DAMAGED",
      });
    }
  });
});
