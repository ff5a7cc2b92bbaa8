import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asItemId, asVersionId } from "../../ids.ts";
import { ITEM_FIELDS } from "../../items/field-table.ts";
import { newItem } from "../../schemas/items.ts";
import type { ItemStore } from "../../store/store.ts";
import { changeTags, replaceTag } from "../../tags/tag-list.ts";
import { damage, makeOwner, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import type { VaultDeps } from "../deps.ts";
import { fetchAll } from "./fetch-all.ts";
import { createItems, getItem, trashItems, updateItems } from "./items.ts";
import { changeItemTags, replaceTagEverywhere } from "./tags.ts";
import { listVersions, restoreVersion } from "./trash-and-history.ts";

const NOBODYS = asItemId(999_999);

async function openWorld(tagsOfItems: readonly (readonly string[])[]) {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await makeOwner(deps);
  const unlocked = await ada.unlock();
  const items = tagsOfItems.map((tags, index) =>
    newItem.parse({ name: `item ${index}`, password: `password ${index}`, tags }),
  );
  const made = await createItems(deps, unlocked, { items });
  const ids = made.items.map(({ id }) => asItemId(id));
  const tagsNow = async () => {
    const all = await fetchAll(deps, unlocked, { trash: false });
    return all.items.map(({ tags }) => tags);
  };
  const [first = NOBODYS, second = NOBODYS] = ids;
  const get = (id = first) => getItem(deps, unlocked, { id });
  return {
    vault,
    deps,
    unlocked,
    ids,
    first,
    second,
    get,
    tagsNow,
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

/** As `deps`, but someone else comes between each read and each write, as often as said. */
function overtaken(deps: VaultDeps, times: number, overtake: () => Promise<unknown>): VaultDeps {
  let left = times;
  const replace: ItemStore["replace"] = async (...args) => {
    if (left > 0) {
      left -= 1;
      await overtake();
    }
    return deps.store.items.replace(...args);
  };
  return { ...deps, store: { ...deps.store, items: { ...deps.store.items, replace } } };
}

describe("changing the tags of many items", () => {
  it("leaves all else that they have, and answers those that changed", async () => {
    await using world = await openWorld([["a", "b"], ["b"], ["new"]]);
    const before = await world.get();
    world.vault.advance(1000);
    const answer = await changeItemTags(world.deps, world.unlocked, {
      ids: world.ids,
      add: ["New"],
      remove: ["B"],
    });
    expect(await world.tagsNow()).toEqual([["a", "New"], ["New"], ["new"]]);
    expect(answer.items.map(({ id, tags }) => ({ id, tags }))).toEqual([
      { id: world.first, tags: ["a", "New"] },
      { id: world.second, tags: ["New"] },
    ]);
    expect(await world.get()).toEqual({
      ...before,
      tags: ["a", "New"],
      revision: before.revision + 1,
      updatedAt: before.updatedAt + 1000,
    });
  });

  it("keeps no version, as nobody's password may be pushed out of the history by putting things in order", async () => {
    await using world = await openWorld([[]]);
    for (const tag of ["a", "b", "c"])
      await changeItemTags(world.deps, world.unlocked, { ids: world.ids, add: [tag], remove: [] });
    await updateItems(world.deps, world.unlocked, { items: [{ id: world.first, revision: 4, tags: [] }] });
    expect(await listVersions(world.deps, world.unlocked, { id: world.first })).toEqual({ versions: [] });
  });

  it("is not refused because someone changed something else a moment before, and overwrites nothing of that", async () => {
    await using world = await openWorld([["a"], ["a"]]);
    const rename = async () => {
      const { revision } = await world.get();
      const change = { id: world.first, revision, name: `renamed ${revision}`, password: "theirs" };
      await updateItems(world.deps, world.unlocked, { items: [change] });
    };
    const deps = overtaken(world.deps, 3, rename);
    await changeItemTags(deps, world.unlocked, { ids: world.ids, add: ["b"], remove: [] });
    expect(await world.get()).toMatchObject({ name: "renamed 3", password: "theirs", tags: ["a", "b"] });
    expect(
      await refusal(
        changeItemTags(overtaken(world.deps, 99, rename), world.unlocked, {
          ids: world.ids,
          add: ["c"],
          remove: [],
        }),
      ),
    ).toMatchObject({ code: "CONFLICT", details: { ids: [world.first] } });
    expect((await world.get(world.second)).tags).toEqual(["a", "b"]);
  });

  it("is all or none: for an unknown id, one in the trash, a damaged record, one tag too many", async () => {
    const full = Array.from({ length: ITEM_FIELDS.tags.maxEntries }, (_, index) => `tag ${index}`);
    await using world = await openWorld([["a"], full, ["a"], ["a"]]);
    const [first = NOBODYS, second = NOBODYS, third = NOBODYS, fourth = NOBODYS] = world.ids;
    await trashItems(world.deps, world.unlocked.scope, { ids: [third] });
    damage(world.vault.databasePath, "items", fourth);
    const attempt = (id: typeof NOBODYS) =>
      refusal(changeItemTags(world.deps, world.unlocked, { ids: [first, id], add: ["b"], remove: ["x"] }));
    expect(await attempt(NOBODYS)).toEqual({
      code: "NOT_FOUND",
      details: { table: "items", ids: [NOBODYS] },
    });
    expect(await attempt(third)).toMatchObject({ code: "NOT_FOUND" });
    expect(await attempt(fourth)).toMatchObject({ code: "RECORD_DAMAGED", details: { ids: [fourth] } });
    expect(await attempt(second)).toEqual({
      code: "INVALID_INPUT",
      details: { table: "items", ids: [second], field: "add" },
    });
    expect(await world.get()).toMatchObject({ tags: ["a"], revision: 1 });
  });

  it("writes nothing where nothing changes", async () => {
    await using world = await openWorld([["a"]]);
    const change = { ids: world.ids, add: ["A"], remove: ["b"] };
    expect(await changeItemTags(world.deps, world.unlocked, change)).toEqual({ items: [] });
    expect(await world.get()).toMatchObject({ tags: ["a"], revision: 1 });
  });
});

describe("renaming a tag", () => {
  it("changes it wherever it is, however it is written there, and nowhere else", async () => {
    await using world = await openWorld([["work", "x"], ["WORK", "job"], ["homework"], []]);
    const { items } = await replaceTagEverywhere(world.deps, world.unlocked, { tag: "Work", by: "Job" });
    expect(await world.tagsNow()).toEqual([["Job", "x"], ["Job"], ["homework"], []]);
    expect(items.map(({ id }) => id)).toEqual([world.first, world.second]);
    await replaceTagEverywhere(world.deps, world.unlocked, { tag: "JOB", by: null });
    expect(await world.tagsNow()).toEqual([["x"], [], ["homework"], []]);
  });

  it("leaves the trash as it is, and passes over a record that doesn't open", async () => {
    await using world = await openWorld([["work"], ["work"], ["work"]]);
    const [first = NOBODYS, second = NOBODYS, third = NOBODYS] = world.ids;
    await trashItems(world.deps, world.unlocked.scope, { ids: [second] });
    damage(world.vault.databasePath, "items", third);
    const { items } = await replaceTagEverywhere(world.deps, world.unlocked, { tag: "work", by: "job" });
    expect(items.map(({ id }) => id)).toEqual([first]);
    expect(await world.get(second)).toMatchObject({ tags: ["work"] });
  });
});

describe("tags and the history", () => {
  it("a version has the tags of its time, and brings them back", async () => {
    await using world = await openWorld([["then"]]);
    const { first, deps, unlocked } = world;
    await updateItems(deps, unlocked, {
      items: [{ id: first, revision: 1, tags: ["now"], name: "renamed" }],
    });
    const { versions } = await listVersions(deps, unlocked, { id: first });
    expect(versions).toMatchObject([{ name: "item 0", tags: ["then"] }]);
    const versionId = asVersionId(versions[0]?.id ?? 0);
    await restoreVersion(deps, unlocked, { id: first, revision: 2, versionId });
    expect(await world.get()).toMatchObject({ name: "item 0", tags: ["then"] });
    expect((await listVersions(deps, unlocked, { id: first })).versions[0]).toMatchObject({ tags: ["now"] });
  });
});

it("any sequence of changes leaves what the same changes make of lists", async () => {
  const tag = fc.constantFrom("a", "A", "b", "é", "e", "c c");
  const some = fc.uniqueArray(tag, { maxLength: 3, selector: (each) => each.toLowerCase() });
  const step = fc.oneof(
    fc.record({ add: some, remove: some, among: fc.subarray([0, 1, 2], { minLength: 1 }) }),
    fc.record({ tag, by: fc.option(tag) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
      await using world = await openWorld([["a"], ["é", "b"], []]);
      let model = [["a"], ["é", "b"], []] as readonly string[][];
      for (const each of steps) {
        if ("tag" in each) {
          await replaceTagEverywhere(world.deps, world.unlocked, each);
          model = model.map((tags) => replaceTag(tags, each.tag, each.by));
        } else {
          const { add, remove, among } = each;
          const ids = world.ids.filter((_, index) => among.includes(index));
          await changeItemTags(world.deps, world.unlocked, { ids, add, remove });
          model = model.map((tags, index) =>
            among.includes(index) ? changeTags(tags, { add, remove }) : tags,
          );
        }
      }
      expect(await world.tagsNow()).toEqual(model);
    }),
    { numRuns: 15 },
  );
});
