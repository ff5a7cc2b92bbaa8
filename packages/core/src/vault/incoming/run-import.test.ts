import { describe, expect, it } from "vitest";
import { asCategoryId, asItemId } from "../../ids.ts";
import { importAll, importPlanned, plan, runToEnd, upload } from "../../testing/import-world.ts";
import { makeOwner, refusal } from "../../testing/owner.ts";
import { incoming } from "../../testing/sample-import.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { listCategories } from "../categories/categories.ts";
import type { VaultDeps } from "../deps.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems } from "../items/items.ts";
import { listVersions } from "../items/trash-and-history.ts";
import type { OpenVault } from "../open-vault.ts";
import { sweep } from "../upkeep/sweep.ts";
import { runImport } from "./run-import.ts";

const DAY = 86_400_000;

async function openWorld() {
  const vault = await openTestVault();
  const owner = await makeOwner(vault.deps, "ann");
  const opened = await owner.unlock();
  return { ...vault, opened, [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose]() };
}

const allItems = async (deps: VaultDeps, vault: OpenVault, trash = false) =>
  (await fetchAll(deps, vault, { trash })).items;

const create = async (deps: VaultDeps, vault: OpenVault, given: Record<string, unknown>) => {
  const empty = { name: "", url: "", account: "", username: "", password: "", blob: "", categoryId: null };
  return createItems(deps, vault, { items: [{ ...empty, ...given }] });
};

const shop = incoming({
  sourceId: "sample:1",
  name: "Shop",
  url: "https://shop.example/login",
  username: "ada",
  password: "p1",
});

describe("an import", () => {
  it("brings every field, with its instants", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const item = incoming({
      sourceId: "sample:1",
      kind: "card",
      name: "My card",
      category: ["Work", "Cards"],
      url: "https://bank.example",
      moreUrls: ["https://bank.example/2"],
      account: "17",
      username: "ada",
      password: " p ",
      totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
      blob: "a\nb",
      fields: [{ name: "Card number", kind: "hidden", value: "4111" }],
      tags: ["one", "two"],
      favourite: true,
      createdAt: 1000,
      updatedAt: 5000,
      passwordChangedAt: 4000,
    });
    const state = await importAll(deps, opened, {
      categories: [["Work"], ["Work", "Cards"], ["Empty"]],
      items: [item],
    });
    expect(state).toMatchObject({ state: "done", rowsDone: 1, report: { created: 1, categories: 3 } });
    const { categories } = await listCategories(deps, opened, { trash: false });
    const [work, cards] = categories;
    expect(categories.map(({ name, parentId }) => [name, parentId])).toEqual([
      ["Work", null],
      ["Cards", work?.id],
      ["Empty", null],
    ]);
    expect(await allItems(deps, opened)).toMatchObject([
      {
        kind: "card",
        name: "My card",
        categoryId: cards?.id,
        url: "https://bank.example",
        moreUrls: ["https://bank.example/2"],
        account: "17",
        username: "ada",
        password: " p ",
        totp: "otpauth://totp/?secret=JBSWY3DPEHPK3PXP",
        blob: "a\nb",
        fields: [{ id: "card-number", name: "Card number", kind: "hidden", value: "4111" }],
        tags: ["one", "two"],
        favourite: true,
        createdAt: 1000,
        updatedAt: 5000,
        passwordChangedAt: 4000,
        source: { format: "sample", id: "sample:1", batch: state.id },
      },
    ]);
  });

  it("puts what was in the file's trash into the trash", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await importAll(deps, opened, { items: [incoming({ ...shop, trashed: true, deletedAt: 7000 })] });
    expect(await allItems(deps, opened)).toEqual([]);
    expect(await allItems(deps, opened, true)).toMatchObject([{ name: "Shop", deletedAt: 7000 }]);
  });

  it("keeps the history for a year from the day it came", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const history = [
      { password: "oldest", replacedAt: 2000, createdAt: 1000 },
      { password: "older", replacedAt: 3000 },
    ];
    await importAll(deps, opened, { items: [incoming({ ...shop, history })] });
    const [item] = await allItems(deps, opened);
    const id = asItemId(item?.id ?? 0);
    const versions = async () => (await listVersions(deps, opened, { id })).versions;
    expect(await versions()).toMatchObject([
      { name: "Shop", password: "older", createdAt: 2000, replacedAt: 3000 },
      { name: "Shop", password: "oldest", createdAt: 1000, replacedAt: 2000 },
    ]);
    world.advance(360 * DAY);
    await sweep(deps);
    expect(await versions()).toHaveLength(2);
    world.advance(6 * DAY);
    await sweep(deps);
    expect(await versions()).toEqual([]);
  });

  it("writes nothing when the same file comes again, whatever the plan is", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const file = {
      categories: [["Work"]],
      items: [
        incoming({ ...shop, category: ["Work"], history: [{ password: "old", replacedAt: 5 }] }),
        incoming({ name: "No id", username: "bob", password: "x" }),
        incoming({ name: "No id", username: "bob", password: "y" }),
        incoming({ name: "Gone", trashed: true }),
      ],
    };
    await importAll(deps, opened, file);
    const before = [
      await fetchAll(deps, opened, { trash: false }),
      await fetchAll(deps, opened, { trash: true }),
    ];
    for (const mode of ["skip", "merge", "both"] as const) {
      const { report } = await importAll(deps, opened, file, { plan: mode });
      expect(report).toMatchObject({ created: 0, merged: 0, skipped: 4, categories: 0 });
    }
    expect([
      await fetchAll(deps, opened, { trash: false }),
      await fetchAll(deps, opened, { trash: true }),
    ]).toEqual(before);
  });

  it("merges a match, keeps the other password in the history, and the newer one wins", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await create(deps, opened, {
      name: "Shop",
      url: "https://www.shop.example",
      username: "Ada",
      password: "mine",
      tags: ["a"],
    });
    const newer = deps.clock.now() + 1000;
    world.advance(5000);
    const file = {
      items: [incoming({ ...shop, updatedAt: newer, passwordChangedAt: newer, tags: ["b"], blob: "note" })],
    };
    const uploadId = await upload(deps, opened, file);
    expect(await plan(deps, opened, uploadId)).toMatchObject({
      counts: { create: 0, merge: 1, skip: 0 },
      rows: [{ action: "merge", reason: "match-other-password", itemName: "Shop", site: "shop.example" }],
    });
    expect(await runToEnd(deps, opened, uploadId)).toMatchObject({ report: { created: 0, merged: 1 } });
    const [item, ...others] = await allItems(deps, opened);
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      password: "p1",
      tags: ["a", "b"],
      blob: "note",
      url: "https://shop.example/login",
      moreUrls: ["https://www.shop.example"],
      passwordChangedAt: newer,
    });
    const { versions } = await listVersions(deps, opened, { id: asItemId(item?.id ?? 0) });
    expect(versions).toMatchObject([{ password: "mine" }]);
  });

  it("never overwrites by a file without dates, unless someone decides so", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await create(deps, opened, { name: "Shop", url: "shop.example", username: "ada", password: "mine" });
    await importAll(deps, opened, { items: [incoming({ ...shop, sourceId: null })] });
    const [item] = await allItems(deps, opened);
    expect(item?.password).toBe("mine");
    const { versions } = await listVersions(deps, opened, { id: asItemId(item?.id ?? 0) });
    expect(versions.map(({ password }) => password).toSorted()).toEqual(["mine", "p1"]);
    const other = incoming({ ...shop, sourceId: "sample:2", password: "p2" });
    const choices = [{ row: 0, choice: "file" as const }];
    await importAll(deps, opened, { items: [other] }, { choices });
    expect(await allItems(deps, opened)).toMatchObject([{ password: "p2" }]);
  });

  it("puts its categories into the selected one, and uses those that exist", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    await importAll(deps, opened, { categories: [["Old"]], items: [] });
    const [old] = (await listCategories(deps, opened, { trash: false })).categories;
    const file = {
      format: "other",
      categories: [["New"]],
      items: [incoming({ ...shop, category: ["New"] })],
    };
    const state = await importAll(deps, opened, file, { categoryId: asCategory(old?.id) });
    expect(state.report).toMatchObject({ categories: 1 });
    await importAll(
      deps,
      opened,
      { ...file, items: [incoming({ name: "B" })] },
      { categoryId: asCategory(old?.id) },
    );
    const { categories } = await listCategories(deps, opened, { trash: false });
    expect(categories.map(({ name, parentId }) => [name, parentId])).toEqual([
      ["Old", null],
      ["New", old?.id],
    ]);
    expect(await allItems(deps, opened)).toMatchObject([
      { name: "Shop", categoryId: categories[1]?.id },
      { name: "B", categoryId: old?.id },
    ]);
  });

  it("keeps apart what the file keeps apart, however many rows are between, as the plan said", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const between = Array.from({ length: 600 }, (_, index) =>
      incoming({ sourceId: `sample:${index + 10}`, name: `Note ${index}`, kind: "note" }),
    );
    const items = [
      shop,
      ...between,
      incoming({ ...shop, sourceId: "sample:2" }),
      incoming({ ...shop, sourceId: "sample:3", password: "p2" }),
    ];
    const { state, planned } = await importPlanned(deps, opened, { items });
    expect(planned.counts).toEqual({ create: 603, merge: 0, skip: 0 });
    expect(state).toMatchObject({ state: "done", report: { created: 603, merged: 0, skipped: 0 } });
    const shops = (await allItems(deps, opened)).filter(({ name }) => name === "Shop");
    expect(shops.map(({ password }) => password).toSorted()).toEqual(["p1", "p1", "p2"]);
  });

  it("merges each row of a large file with the item that the plan gave it", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const rows = Array.from({ length: 8 }, (_, index) => ({
      name: `Shop ${index}`,
      url: `https://shop${index}.example`,
      username: "ada",
      password: "p1",
    }));
    for (const row of rows) await create(deps, opened, row);
    const items = rows.map((row, index) =>
      incoming({ ...row, sourceId: `sample:${index}`, blob: "x".repeat(900_000) }),
    );
    const { state, planned } = await importPlanned(deps, opened, { items });
    expect(planned.counts).toEqual({ create: 0, merge: 8, skip: 0 });
    expect(state).toMatchObject({ state: "done", report: { created: 0, merged: 8 } });
    expect(await allItems(deps, opened)).toHaveLength(8);
  });

  it("continues after it broke off, and makes nothing twice", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const items = Array.from({ length: 1200 }, (_, at) => incoming({ name: `Item ${at}`, username: "ada" }));
    const first = await upload(deps, opened, { categories: [["A"]], items });
    let chunks = 0;
    const importBatches: typeof deps.store.importBatches = {
      ...deps.store.importBatches,
      writeChunk: async (...call) => {
        chunks += 1;
        if (chunks === 3) throw new Error("The process was killed.");
        return deps.store.importBatches.writeChunk(...call);
      },
    };
    const broken = { ...deps, store: { ...deps.store, importBatches } };
    await expect(runImport(broken, opened, { uploadId: first })).rejects.toThrow("killed");
    expect(await allItems(deps, opened)).toHaveLength(500);
    const again = await importAll(deps, opened, { categories: [["A"]], items }, { plan: "both" });
    expect(again).toMatchObject({ state: "done", rowsDone: 1200, report: { created: 1200, categories: 1 } });
    expect(await allItems(deps, opened)).toHaveLength(1200);
  });

  it("leaves out a row over a limit, by name, and imports the others", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const long = incoming({ name: "Too long", password: "x".repeat(10_000) });
    const { report } = await importAll(deps, opened, { items: [long, shop] });
    expect(report).toMatchObject({
      created: 1,
      leftOut: 1,
      notices: [{ item: "Too long", kind: "left-out", about: expect.stringContaining("Password") }],
    });
  });

  it("takes a file that isn't read yet, isn't whole or isn't one's own for none", async () => {
    await using world = await openWorld();
    const { deps, opened } = world;
    const uploadId = await upload(deps, opened, { items: [shop] });
    const bob = await (await makeOwner(deps, "bob")).unlock();
    expect(await refusal(runImport(deps, bob, { uploadId }))).toMatchObject({ code: "NOT_FOUND" });
    world.advance(16 * 60_000);
    expect(await refusal(runImport(deps, opened, { uploadId }))).toMatchObject({ code: "NOT_FOUND" });
    expect(deps.importDesk.size).toBe(0);
  });
});

const asCategory = (id: number | undefined) => asCategoryId(id ?? 0);
