import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId, asRequestKey } from "../../ids.ts";
import { newCategories } from "../../schemas/categories.ts";
import { newItems } from "../../schemas/items.ts";
import { makeOwner, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { createCategories, trashCategories, updateCategories } from "../categories/categories.ts";
import { createItems, listItems, moveItems, trashItems, updateItems } from "../items/items.ts";
import { emptyTrash } from "../items/trash-and-history.ts";
import { sweep } from "../upkeep/sweep.ts";

const KEY = asRequestKey("0f".repeat(16));
const OTHER_KEY = asRequestKey("1e".repeat(16));
const DAY = 24 * 60 * 60 * 1000;
const items = (names: readonly string[], requestKey = KEY) =>
  newItems.parse({ requestKey, items: names.map((name) => ({ name, password: `secret of ${name}` })) });
const categories = (rows: readonly { name: string; parentId?: number }[], requestKey = KEY) =>
  newCategories.parse({ requestKey, categories: rows });

async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await (await makeOwner(deps)).unlock();
  const bob = await (await makeOwner(deps, "bob")).unlock();
  const state = async () => ({
    revisions: await deps.store.changes.read(ada.userId),
    audit: await deps.store.audit.list(ada.userId, 100),
    items: (await listItems(deps, ada, { trash: false, limit: 100 })).items.map(({ name }) => name),
  });
  return { vault, deps, ada, bob, state, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

describe("a creation that is sent again with its key", () => {
  it("answers the same items and writes nothing", async () => {
    await using world = await openWorld();
    const { deps, ada } = world;
    const made = await createItems(deps, ada, items(["Router", "Bank", "Mail"]));
    const before = await world.state();
    expect(before.items).toEqual(["Router", "Bank", "Mail"]);
    expect(await createItems(deps, ada, items(["Router", "Bank", "Mail"]))).toEqual(made);
    expect(await world.state()).toEqual(before);
  });

  it("answers the same categories, one in another too, and writes nothing", async () => {
    await using world = await openWorld();
    const { deps, ada } = world;
    const { categories: outer } = await createCategories(deps, ada, categories([{ name: "Work" }]));
    const inner = categories([{ name: "Mail", parentId: outer[0]?.id ?? 0 }, { name: "Home" }], OTHER_KEY);
    const made = await createCategories(deps, ada, inner);
    const before = await world.state();
    expect(await createCategories(deps, ada, inner)).toEqual(made);
    expect(await world.state()).toEqual(before);
  });

  it("is done twice without a key, or with another", async () => {
    await using world = await openWorld();
    const { deps, ada } = world;
    await createItems(deps, ada, items(["Router"]));
    await createItems(deps, ada, items(["Router"], OTHER_KEY));
    const { requestKey: _, ...withoutKey } = items(["Router"]);
    await createItems(deps, ada, withoutKey);
    await createItems(deps, ada, withoutKey);
    expect((await world.state()).items).toHaveLength(4);
  });

  it("is refused with other contents, more of them, or of another kind", async () => {
    await using world = await openWorld();
    const { deps, ada } = world;
    await createItems(deps, ada, items(["Router"]));
    const used = { code: "REQUEST_KEY_USED", details: { table: "items", field: "requestKey" } };
    const changed = newItems.parse({ requestKey: KEY, items: [{ name: "Router", password: "another" }] });
    expect(await refusal(createItems(deps, ada, changed))).toEqual(used);
    expect(await refusal(createItems(deps, ada, items(["Router", "Bank"])))).toEqual(used);
    expect(await refusal(createCategories(deps, ada, categories([{ name: "Router" }])))).toEqual(used);
    expect((await world.state()).items).toEqual(["Router"]);
  });

  it("answers what has become of them since: changed, moved or in the trash", async () => {
    await using world = await openWorld();
    const { deps, ada } = world;
    const made = await createCategories(deps, ada, categories([{ name: "Work" }]));
    const categoryId = asCategoryId(made.categories[0]?.id ?? 0);
    const { items: first } = await createItems(deps, ada, items(["Router", "Bank"], OTHER_KEY));
    const [router, bank] = first.map(({ id }) => asItemId(id));
    if (router === undefined || bank === undefined) throw new Error("unreachable");
    await updateItems(deps, ada, { items: [{ id: router, revision: 1, name: "Modem" }] });
    await moveItems(deps, ada, { ids: [router], categoryId });
    await trashItems(deps, ada.scope, { ids: [bank] });
    await updateCategories(deps, ada, { categories: [{ id: categoryId, revision: 1, name: "Office" }] });
    const again = await createItems(deps, ada, items(["Router", "Bank"], OTHER_KEY));
    expect(again.items).toMatchObject([
      { id: router, name: "Modem", categoryId, revision: 3, deletedAt: null },
      { id: bank, name: "Bank", deletedAt: deps.clock.now() },
    ]);
    await trashCategories(deps, ada.scope, { ids: [categoryId], cascade: false });
    expect(await createCategories(deps, ada, categories([{ name: "Work" }]))).toMatchObject({
      categories: [{ id: categoryId, name: "Office", deletedAt: deps.clock.now() }],
    });
  });

  it("creates nothing in place of what was erased since", async () => {
    await using world = await openWorld();
    const { deps, ada } = world;
    const { items: made } = await createItems(deps, ada, items(["Router", "Bank"]));
    const { categories: work } = await createCategories(deps, ada, categories([{ name: "Work" }], OTHER_KEY));
    const bank = made[1]?.id ?? 0;
    const category = work[0]?.id ?? 0;
    await trashItems(deps, ada.scope, { ids: [asItemId(bank)] });
    await trashCategories(deps, ada.scope, { ids: [asCategoryId(category)], cascade: false });
    await emptyTrash(deps, ada, {});
    const before = await world.state();
    expect(await refusal(createItems(deps, ada, items(["Router", "Bank"])))).toEqual({
      code: "NOT_FOUND",
      details: { table: "items", ids: [bank] },
    });
    const again = createCategories(deps, ada, categories([{ name: "Work" }], OTHER_KEY));
    expect(await refusal(again)).toEqual({
      code: "NOT_FOUND",
      details: { table: "categories", ids: [category] },
    });
    expect(await world.state()).toEqual(before);
  });

  it("answers the same to all who send it at once", async () => {
    await using world = await openWorld();
    const { deps, ada } = world;
    const tree = await createCategories(deps, ada, categories([{ name: "Work" }], OTHER_KEY));
    const parentId = tree.categories[0]?.id ?? 0;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => createItems(deps, ada, items(["Router", "Bank"]))),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await world.state()).items).toEqual(["Router", "Bank"]);
    const third = asRequestKey("2d".repeat(16));
    const inner = await Promise.all(
      Array.from({ length: 4 }, () =>
        createCategories(deps, ada, categories([{ name: "Mail", parentId }], third)),
      ),
    );
    for (const answer of inner) expect(answer).toEqual(inner[0]);
  });

  it("is another's own creation for another account", async () => {
    await using world = await openWorld();
    const { deps, ada, bob } = world;
    const { items: made } = await createItems(deps, ada, items(["Router"]));
    const { items: ofBob } = await createItems(deps, bob, items(["Router"]));
    expect(ofBob[0]?.id).not.toBe(made[0]?.id);
    expect((await listItems(deps, bob, { trash: false, limit: 10 })).items).toHaveLength(1);
  });

  it("is a new creation a day later", async () => {
    await using world = await openWorld();
    const { deps, ada, vault } = world;
    const { items: made } = await createItems(deps, ada, items(["Router"]));
    vault.advance(DAY);
    await sweep(deps);
    expect(await createItems(deps, ada, items(["Router"]))).toEqual({ items: made });
    vault.advance(1);
    await sweep(deps);
    await createItems(deps, ada, items(["Router"]));
    expect((await world.state()).items).toEqual(["Router", "Router"]);
  });
});

describe("a request's key in an input", () => {
  it("is 16 bytes as 32 lower-case hexadecimal digits, and may be left out", () => {
    const input = (requestKey: unknown) => ({ requestKey, items: [{ name: "Router" }] });
    expect(newItems.safeParse(input("0f".repeat(16))).success).toBe(true);
    expect(newItems.safeParse({ items: [{ name: "Router" }] }).success).toBe(true);
    for (const wrong of ["", "0F".repeat(16), "0f".repeat(15), "0f".repeat(17), "0g".repeat(16), 7, null])
      expect([wrong, newItems.safeParse(input(wrong)).success]).toEqual([wrong, false]);
  });
});
