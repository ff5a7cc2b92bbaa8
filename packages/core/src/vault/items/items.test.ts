import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openRecord, sealRecord } from "../../cipher/record.ts";
import { asCategoryId, asItemId } from "../../ids.ts";
import { itemPageRequest, newItem } from "../../schemas/items.ts";
import { makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import { createCategories, trashCategories } from "../categories/categories.ts";
import { fetchAll } from "./fetch-all.ts";
import {
  createItems,
  getItem,
  listItems,
  moveItems,
  reorderItems,
  trashItems,
  updateItems,
} from "./items.ts";
import { listVersions } from "./trash-and-history.ts";

const blank = { name: "", url: "", account: "", username: "", password: "", blob: "", categoryId: null };
const page = (request: object = {}) => itemPageRequest.parse(request);
const NOBODYS = asItemId(999_999);

/** An owner with the vault open, a second owner, and what makes items shorter to write. */
async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await makeOwner(deps);
  const unlocked = await ada.unlock();
  const bob = await (await makeOwner(deps, "bob")).unlock();
  const create = async (
    names: readonly string[],
    categoryId: ReturnType<typeof asCategoryId> | null = null,
  ) => {
    const { items } = await createItems(deps, unlocked, {
      items: names.map((name) => ({ ...blank, name, categoryId })),
    });
    return items.map(({ id }) => asItemId(id));
  };
  const namesOf = async (request: object = {}) =>
    (await listItems(deps, unlocked, page(request))).items.map(({ name }) => name);
  return {
    vault,
    deps,
    ada,
    unlocked,
    bob,
    create,
    namesOf,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

async function categoryOf(world: Awaited<ReturnType<typeof openWorld>>, name: string) {
  const { categories } = await createCategories(world.deps, world.unlocked, { categories: [{ name }] });
  return asCategoryId(categories[0]?.id ?? 0);
}

describe("createItems", () => {
  it("answers the new items in the order given, and lists them behind those that are there", async () => {
    await using world = await openWorld();
    await world.create(["z", "a"]);
    const { items } = await createItems(world.deps, world.unlocked, {
      items: ["y", "b", "x"].map((name) => ({ ...blank, name })),
    });
    expect(items.map(({ name }) => name)).toEqual(["y", "b", "x"]);
    expect(await world.namesOf()).toEqual(["z", "a", "y", "b", "x"]);
  });

  it("keeps every field as it was given, whatever is in it", async () => {
    await using world = await openWorld();
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("\ud800", "\u0000", "'; DROP", "e\u0301"),
    );
    const given = fc.record({
      name: text,
      url: text,
      account: text,
      username: text,
      password: text,
      blob: text,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(given, { minLength: 1, maxLength: 5 }), async (records) => {
        const { items } = await createItems(world.deps, world.unlocked, {
          items: records.map((record) => ({ ...record, categoryId: null })),
        });
        const found = await Promise.all(
          items.map(({ id }) => getItem(world.deps, world.unlocked, { id: asItemId(id) })),
        );
        expect(found).toMatchObject(records);
      }),
      { numRuns: 30 },
    );
  });

  it("makes none when one names a category that isn't the owner's, or is in the trash", async () => {
    await using world = await openWorld();
    const gone = await categoryOf(world, "gone");
    await trashCategories(world.deps, world.unlocked.scope, { ids: [gone], cascade: false });
    const bobs = await createCategories(world.deps, world.bob, { categories: [{ name: "bob's" }] });
    for (const categoryId of [gone, asCategoryId(bobs.categories[0]?.id ?? 0), asCategoryId(999_999)]) {
      const items = [
        { ...blank, name: "one" },
        { ...blank, name: "two", categoryId },
      ];
      expect(await refusal(createItems(world.deps, world.unlocked, { items }))).toEqual({
        code: "UNKNOWN_CATEGORY",
        details: { table: "categories", ids: [categoryId], field: "categoryId" },
      });
    }
    expect(await world.namesOf()).toEqual([]);
  });

  it("answers no password and no blob, and neither does a list", async () => {
    await using world = await openWorld();
    const created = await createItems(world.deps, world.unlocked, {
      items: [{ ...blank, password: "marked secret", blob: "marked secret" }],
    });
    const listed = await listItems(world.deps, world.unlocked, page());
    expect(JSON.stringify([created, listed])).not.toContain("marked secret");
    expect(listed.items[0]).not.toHaveProperty("password");
  });
});

describe("empty items", () => {
  const empty = newItem.parse({});
  const named = newItem.parse({ name: "a" });
  const secret = newItem.parse({ password: "p" });
  const EMPTY = {
    code: "INVALID_INPUT",
    details: { table: "items", field: "items[1].name" },
  };

  it("aren't made, and with them none of the others, unless an old client or an import does", async () => {
    await using world = await openWorld();
    const items = [named, empty];
    const refused = createItems(world.deps, world.unlocked, { items, emptyItems: "refused" });
    expect(await refusal(refused)).toEqual(EMPTY);
    const { items: made } = await createItems(world.deps, world.unlocked, { items, emptyItems: "kept" });
    expect(made.map(({ name, id }) => [name, id > 0])).toEqual([
      ["a", true],
      ["", true],
    ]);
  });

  it("don't come of a change, but one that was there can be put in order", async () => {
    await using world = await openWorld();
    const items = [named, secret, empty];
    const { items: made } = await createItems(world.deps, world.unlocked, { items });
    const [a, b, c] = made.map(({ id, revision }) => ({ id: asItemId(id), revision }));
    if (!a || !b || !c) throw new Error("no items were made");
    const change = {
      items: [
        { ...a, name: "b" },
        { ...b, password: "" },
      ],
      emptyItems: "refused" as const,
    };
    expect(await refusal(updateItems(world.deps, world.unlocked, change))).toEqual(EMPTY);
    const kept = await updateItems(world.deps, world.unlocked, {
      items: [
        { ...a, favourite: true },
        { ...b, name: "b", password: "" },
        { ...c, tags: ["old"] },
      ],
      emptyItems: "refused",
    });
    expect(kept.items.map(({ name, tags }) => [name, tags])).toEqual([
      ["a", []],
      ["b", []],
      ["", ["old"]],
    ]);
  });
});

describe("updateItems", () => {
  it("changes the fields named and no others", async () => {
    await using world = await openWorld();
    const full = { name: "n", url: "u", account: "a", username: "un", password: "p", blob: "b" };
    const { items } = await createItems(world.deps, world.unlocked, {
      items: [{ ...full, categoryId: null }],
    });
    const id = asItemId(items[0]?.id ?? 0);
    for (const field of ["name", "url", "account", "username", "password", "blob"] as const) {
      const { revision, ...before } = await getItem(world.deps, world.unlocked, { id });
      await updateItems(world.deps, world.unlocked, {
        items: [{ id, revision, [field]: `${field}, changed` }],
      });
      const after = await getItem(world.deps, world.unlocked, { id });
      expect(after).toEqual({
        ...before,
        [field]: `${field}, changed`,
        revision: revision + 1,
        updatedAt: after.updatedAt,
      });
    }
    const { revision } = await getItem(world.deps, world.unlocked, { id });
    await updateItems(world.deps, world.unlocked, { items: [{ id, revision, name: "", blob: "" }] });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({
      name: "",
      blob: "",
      url: "url, changed",
    });
  });

  it("keeps the fields that this version of the program doesn't know", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create(["known"]);
    const place = { table: "item" as const, userId: world.unlocked.userId, id, sealRev: 1 };
    const { categoryId: _, ...fields } = blank;
    const future = { ...fields, name: "known", colour: "teal", tags: ["one", { deep: 2 }] };
    using raw = openRaw(world.vault.databasePath);
    raw
      .prepare("UPDATE items SET sealed = ? WHERE id = ?")
      .run(sealRecord(world.deps.random, world.unlocked.keys, place, future), id);
    await updateItems(world.deps, world.unlocked, { items: [{ id, revision: 1, password: "new" }] });
    const [row] = await world.deps.store.items.findMany(world.unlocked.scope, [id], { trash: false });
    if (!row) throw new Error("The item is gone.");
    const record = openRecord(world.unlocked.keys, { ...place, sealRev: row.sealRev }, row.sealed);
    expect(record).toMatchObject({
      name: "known",
      password: "new",
      colour: "teal",
      tags: ["one", { deep: 2 }],
    });
    expect(await getItem(world.deps, world.unlocked, { id })).not.toHaveProperty("colour");
  });

  it("changes none when one was changed in between, and names those", async () => {
    await using world = await openWorld();
    const [a = NOBODYS, b = NOBODYS, c = NOBODYS] = await world.create(["a", "b", "c"]);
    await updateItems(world.deps, world.unlocked, { items: [{ id: b, revision: 1, name: "b, changed" }] });
    const late = [a, b, c].map((id) => ({ id, revision: 1, name: "late" }));
    expect(await refusal(updateItems(world.deps, world.unlocked, { items: late }))).toEqual({
      code: "CONFLICT",
      details: { table: "items", ids: [b] },
    });
    expect(await world.namesOf()).toEqual(["a", "b, changed", "c"]);
    expect((await listVersions(world.deps, world.unlocked, { id: a })).versions).toEqual([]);
  });

  it("of two that saw the same revision, lets one win", async () => {
    await using world = await openWorld();
    const [id = NOBODYS] = await world.create(["a"]);
    const answers = await Promise.allSettled(
      ["one", "two"].map((name) =>
        updateItems(world.deps, world.unlocked, { items: [{ id, revision: 1, name }] }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(await world.namesOf()).toEqual(["one"]);
  });

  it("changes none when one isn't there, is in the trash or is another's", async () => {
    await using world = await openWorld();
    const [a = NOBODYS, trashed = NOBODYS] = await world.create(["a", "trashed"]);
    await trashItems(world.deps, world.unlocked.scope, { ids: [trashed] });
    const bobs = await createItems(world.deps, world.bob, { items: [{ ...blank, name: "bob's" }] });
    for (const id of [trashed, asItemId(bobs.items[0]?.id ?? 0), NOBODYS]) {
      const items = [a, id].map((each) => ({ id: each, revision: 1, name: "changed" }));
      expect(await refusal(updateItems(world.deps, world.unlocked, { items }))).toEqual({
        code: "NOT_FOUND",
        details: { table: "items", ids: [id] },
      });
    }
    expect(await world.namesOf()).toEqual(["a"]);
  });

  it("keeps no version when nothing that is sealed changes", async () => {
    await using world = await openWorld();
    const category = await categoryOf(world, "Banks");
    const [id = NOBODYS] = await world.create(["a"]);
    await updateItems(world.deps, world.unlocked, {
      items: [{ id, revision: 1, name: "a", categoryId: category }],
    });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({
      name: "a",
      categoryId: category,
      revision: 2,
    });
    expect((await listVersions(world.deps, world.unlocked, { id })).versions).toEqual([]);
    await updateItems(world.deps, world.unlocked, { items: [{ id, revision: 2, categoryId: null }] });
    expect(await getItem(world.deps, world.unlocked, { id })).toMatchObject({ categoryId: null });
  });
});

describe("moveItems and reorderItems", () => {
  it("move all or none into a category that is the owner's, or into none", async () => {
    await using world = await openWorld();
    const banks = await categoryOf(world, "Banks");
    const ids = await world.create(["a", "b"]);
    expect(await moveItems(world.deps, world.unlocked, { ids, categoryId: banks })).toEqual({ ids });
    expect(await world.namesOf({ categoryId: banks })).toEqual(["a", "b"]);
    const unknown = moveItems(world.deps, world.unlocked, { ids: [...ids, NOBODYS], categoryId: null });
    expect(await refusal(unknown)).toEqual({
      code: "NOT_FOUND",
      details: { table: "items", ids: [NOBODYS] },
    });
    const nowhere = moveItems(world.deps, world.unlocked, { ids, categoryId: asCategoryId(999_999) });
    expect(await refusal(nowhere)).toEqual({
      code: "UNKNOWN_CATEGORY",
      details: { table: "categories", field: "categoryId" },
    });
    expect(await world.namesOf({ categoryId: banks })).toEqual(["a", "b"]);
    await moveItems(world.deps, world.unlocked, { ids, categoryId: null });
    expect(await world.namesOf({ categoryId: null })).toEqual(["a", "b"]);
  });

  it("put items in the order given, all or none", async () => {
    await using world = await openWorld();
    const [a = NOBODYS, b = NOBODYS, c = NOBODYS] = await world.create(["a", "b", "c"]);
    await reorderItems(world.deps, world.unlocked, { ids: [c, a, b] });
    expect(await world.namesOf()).toEqual(["c", "a", "b"]);
    expect(await refusal(reorderItems(world.deps, world.unlocked, { ids: [b, NOBODYS] }))).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await world.namesOf()).toEqual(["c", "a", "b"]);
  });
});

describe("listItems", () => {
  it("gives every item once over all pages, in the owner's order, whatever the page's size", async () => {
    await using world = await openWorld();
    const names = Array.from({ length: 1250 }, (_, index) => `item ${index}`);
    const ids = await world.create(names);
    const reordered = [...ids.slice(600, 700), ...ids.slice(0, 50)];
    await reorderItems(world.deps, world.unlocked, { ids: reordered });
    const { items: expected } = await fetchAll(world.deps, world.unlocked, { trash: false });
    expect(expected).toHaveLength(1250);
    for (const limit of [1250, 1249, 500, 97]) {
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const { items, nextCursor } = await listItems(
          world.deps,
          world.unlocked,
          page({ limit, ...(cursor && { cursor }) }),
        );
        expect(items.length).toBeLessThanOrEqual(limit);
        seen.push(...items.map(({ id }) => id));
        cursor = nextCursor;
      } while (cursor);
      expect(seen).toEqual(expected.map(({ id }) => id));
    }
  });

  it("ends a page early when the records are long, and continues from there", async () => {
    await using world = await openWorld();
    const blob = "b".repeat(1_000_000);
    const items = Array.from({ length: 11 }, (_, index) => ({ ...blank, name: `item ${index}`, blob }));
    await createItems(world.deps, world.unlocked, { items });
    const first = await listItems(world.deps, world.unlocked, page({ limit: 500 }));
    expect(first.items.length).toBeLessThan(11);
    const cursor = first.nextCursor ?? "";
    const second = await listItems(world.deps, world.unlocked, page({ limit: 500, cursor }));
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(items.map(({ name }) => name));
    expect(second.nextCursor).toBeNull();
  });

  it("tells items without a category from those of every category", async () => {
    await using world = await openWorld();
    const banks = await categoryOf(world, "Banks");
    await world.create(["loose"]);
    await world.create(["in banks"], banks);
    expect(await world.namesOf()).toEqual(["loose", "in banks"]);
    expect(await world.namesOf({ categoryId: null })).toEqual(["loose"]);
    expect(await world.namesOf({ categoryId: banks })).toEqual(["in banks"]);
    expect(await world.namesOf({ categoryId: 999_999 })).toEqual([]);
  });

  it("keeps the trash apart", async () => {
    await using world = await openWorld();
    const [a = NOBODYS] = await world.create(["a", "b"]);
    await trashItems(world.deps, world.unlocked.scope, { ids: [a] });
    expect(await world.namesOf()).toEqual(["b"]);
    expect(await world.namesOf({ trash: true })).toEqual(["a"]);
  });

  it("answers an empty page for a cursor behind the end", async () => {
    await using world = await openWorld();
    await world.create(["a"]);
    const behind = page({ cursor: "999999999999999.1" });
    expect(await listItems(world.deps, world.unlocked, behind)).toEqual({ items: [], nextCursor: null });
  });
});

describe("fetchAll", () => {
  it.each([
    ["one read", 2500],
    ["many reads", 12_100],
  ])("answers every item once in %s, whatever is moved, comes or goes meanwhile", async (_, count) => {
    await using world = await openWorld();
    const names = Array.from({ length: count }, (_, index) => `item ${index}`);
    const ids = await world.create(names);
    const gone = ids.at(-1) ?? NOBODYS;
    let turns = 0;
    const clock = {
      ...world.deps.clock,
      async yield() {
        turns += 1;
        if (turns % 4 !== 1) return;
        const order = turns % 8 === 1 ? ids.slice(0, -1).toReversed() : ids.slice(0, -1);
        await reorderItems(world.deps, world.unlocked, { ids: order });
        if (turns === 1) await trashItems(world.deps, world.unlocked.scope, { ids: [gone] });
        if (turns === 1) await world.create(["new"]);
      },
    };
    const { items } = await fetchAll({ ...world.deps, clock }, world.unlocked, { trash: false });
    expect(turns).toBeGreaterThan(3);
    // The one that goes may be there or not; the one that comes late is not.
    expect(items.map(({ id }) => id).filter((id) => id !== gone)).toEqual(ids.slice(0, -1));
  });

  it("reads long records a few at a time, and answers all of them", async () => {
    await using world = await openWorld();
    const blob = "b".repeat(1_000_000);
    const items = Array.from({ length: 11 }, (_, index) => ({ ...blank, name: `item ${index}`, blob }));
    await createItems(world.deps, world.unlocked, { items });
    const all = await fetchAll(world.deps, world.unlocked, { trash: false });
    expect(all.items.map(({ name }) => name)).toEqual(items.map(({ name }) => name));
  });
});
