import { describe, expect, it } from "vitest";
import { asCategoryId, asImportBatchId, asItemId } from "../../ids.ts";
import { importAll, upload } from "../../testing/import-world.ts";
import { makeOwner, refusal } from "../../testing/owner.ts";
import { incoming } from "../../testing/sample-import.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { createCategories, listCategories } from "../categories/categories.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems, restoreItems, updateItems } from "../items/items.ts";
import { sweep } from "../upkeep/sweep.ts";
import { cancelImport, listImports, readImportState } from "./imports.ts";
import { runImport } from "./run-import.ts";
import { undoImport } from "./undo-import.ts";

const DAY = 86_400_000;

async function openWorld() {
  const vault = await openTestVault();
  const opened = await (await makeOwner(vault.deps, "ann")).unlock();
  const live = async () => (await fetchAll(vault.deps, opened, { trash: false })).items;
  const trash = async () => (await fetchAll(vault.deps, opened, { trash: true })).items;
  const undo = async (id: number, changedToo = false) =>
    undoImport(vault.deps, opened, { importId: asImportBatchId(id), changedToo });
  return { ...vault, opened, live, trash, undo, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

const shop = incoming({
  sourceId: "sample:1",
  name: "Shop",
  url: "shop.example",
  username: "ada",
  password: "new",
});
const mine = {
  name: "Shop",
  url: "shop.example",
  account: "",
  username: "ada",
  password: "mine",
  blob: "",
  categoryId: null,
};

describe("undoing an import", () => {
  it("moves what it made to the trash, and empty categories with it", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const file = {
      categories: [["A"], ["A", "B"], ["Kept"]],
      items: [incoming({ name: "1", category: ["A", "B"] }), incoming({ name: "2" })],
    };
    const { id } = await importAll(deps, opened, file);
    const before = await listCategories(deps, opened, { trash: false });
    const kept = before.categories.find(({ name }) => name === "Kept");
    await createItems(deps, opened, {
      items: [{ ...mine, name: "mine", categoryId: asCategoryId(kept?.id ?? 0) }],
    });
    expect(await world.undo(id)).toEqual({ done: true, trashed: 2, restored: 0, kept: [], moreKept: 0 });
    expect((await world.live()).map(({ name }) => name)).toEqual(["mine"]);
    expect((await world.trash()).map(({ name }) => name)).toEqual(["1", "2"]);
    const { categories } = await listCategories(deps, opened, { trash: false });
    expect(categories.map(({ name }) => name)).toEqual(["Kept"]);
    expect(await readImportState(deps, opened, { importId: asImportBatchId(id) })).toMatchObject({
      state: "undone",
    });
  });

  it("keeps a category in which someone made another one", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const { id } = await importAll(deps, opened, { categories: [["A"], ["A", "B"], ["A", "C"]] });
    const { categories } = await listCategories(deps, opened, { trash: false });
    const b = categories.find(({ name }) => name === "B");
    await createCategories(deps, opened, {
      categories: [{ name: "mine", parentId: asCategoryId(b?.id ?? 0) }],
    });
    await world.undo(id);
    const left = (await listCategories(deps, opened, { trash: false })).categories;
    expect(left.map(({ name }) => name)).toEqual(["A", "B", "mine"]);
  });

  it("makes merged items what they were", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await createItems(deps, opened, { items: [{ ...mine, tags: ["a"], favourite: true }] });
    const [before] = await world.live();
    const later = deps.clock.now() + DAY;
    world.advance(2 * DAY);
    const { id } = await importAll(deps, opened, {
      items: [incoming({ ...shop, updatedAt: later, passwordChangedAt: later, tags: ["b"], blob: "n" })],
    });
    expect(await world.live()).toMatchObject([{ password: "new", tags: ["a", "b"], blob: "n" }]);
    expect(await world.undo(id)).toMatchObject({ done: true, restored: 1, trashed: 0, kept: [] });
    const [after] = await world.live();
    const { revision: _, updatedAt: __, ...same } = before ?? { revision: 0, updatedAt: 0 };
    expect(after).toMatchObject(same);
  });

  it("leaves alone and names what was changed since, until it is asked for that too", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await createItems(deps, opened, { items: [mine] });
    world.advance(5000);
    const now = deps.clock.now();
    const items = [
      incoming({ ...shop, updatedAt: now }),
      incoming({ name: "Made" }),
      incoming({ name: "Untouched" }),
    ];
    const { id } = await importAll(deps, opened, { items });
    const changed = (await world.live()).filter(({ name }) => name !== "Untouched");
    await updateItems(deps, opened, {
      items: changed.map((item) => ({ id: asItemId(item.id), revision: item.revision, blob: "changed" })),
    });
    const first = await world.undo(id);
    expect(first).toMatchObject({ done: true, trashed: 1, restored: 0, moreKept: 0 });
    expect(first.kept.map(({ name }) => name).toSorted()).toEqual(["Made", "Shop"]);
    expect(await world.live()).toHaveLength(2);
    expect(await world.undo(id, true)).toMatchObject({ done: true, trashed: 1, restored: 1, kept: [] });
    expect(await world.live()).toMatchObject([{ name: "Shop", password: "mine", blob: "" }]);
    expect(await world.undo(id, true)).toMatchObject({ done: true, trashed: 0, restored: 0, kept: [] });
  });

  it("can be taken back from the trash, and lets the same file be imported again", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const file = { items: [shop] };
    const { id } = await importAll(deps, opened, file);
    await world.undo(id);
    expect(await importAll(deps, opened, file)).toMatchObject({ report: { created: 1 } });
    expect(await world.live()).toHaveLength(1);
    const [undone] = await world.trash();
    await restoreItems(deps, opened, { ids: [asItemId(undone?.id ?? 0)] });
    expect(await world.live()).toHaveLength(2);
  });

  it("skips what someone threw away after an import that isn't undone", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await importAll(deps, opened, { items: [shop] });
    const ids = (await world.live()).map(({ id }) => asItemId(id));
    await deps.store.items.trash(opened.scope, ids, deps.clock.now());
    expect(await importAll(deps, opened, { items: [shop] })).toMatchObject({
      report: { created: 0, skipped: 1 },
    });
    expect(await importAll(deps, opened, { items: [shop] }, { plan: "both" })).toMatchObject({
      report: { created: 1 },
    });
  });

  it("is possible for 30 days", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const { id, undoableUntil, finishedAt } = await importAll(deps, opened, { items: [shop] });
    expect(undoableUntil).toBe((finishedAt ?? 0) + 30 * DAY);
    world.advance(30 * DAY);
    await sweep(deps);
    expect((await listImports(deps, opened)).imports).toHaveLength(1);
    world.advance(2);
    await sweep(deps);
    expect((await listImports(deps, opened)).imports).toEqual([]);
    expect(await refusal(world.undo(id))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("is offered for what a cancelled import brought, which the same file continues", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const items = Array.from({ length: 700 }, (_, at) => incoming({ name: `Item ${at}` }));
    const uploadId = await upload(deps, opened, { items });
    let elapsed = 0;
    const clock = { ...deps.clock, elapsed: () => (elapsed += 6000) };
    const first = await runImport({ ...deps, clock }, opened, { uploadId });
    expect(first).toMatchObject({ state: "running", rowsDone: 500, rowsAll: 700 });
    expect(await cancelImport(deps, opened, { uploadId })).toEqual({ importId: first.id });
    const [cancelled] = (await listImports(deps, opened)).imports;
    expect(cancelled).toMatchObject({
      state: "cancelled",
      fileName: "export.json",
      report: { created: 500 },
    });
    const continued = await importAll(deps, opened, { items });
    expect(continued).toMatchObject({ id: first.id, state: "done", report: { created: 700 } });
    expect(await world.undo(first.id)).toMatchObject({ done: true, trashed: 700 });
    expect(await world.live()).toEqual([]);
  });
});
