import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrangeTree } from "../../categories/tree.ts";
import { openRecord, sealRecord } from "../../cipher/record.ts";
import { asCategoryId, asItemId, type CategoryId } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import { makeOwner, openRaw, refusal } from "../../testing/owner.ts";
import { openTestVault } from "../../testing/test-vault.ts";
import type { VaultDeps } from "../deps.ts";
import { fetchAll } from "../items/fetch-all.ts";
import { createItems } from "../items/items.ts";
import { emptyTrash } from "../items/trash-and-history.ts";
import type { OpenVault } from "../open-vault.ts";
import {
  createCategories,
  listCategories,
  moveCategory,
  restoreCategories,
  trashCategories,
  updateCategories,
} from "./categories.ts";

const blank = { url: "", account: "", username: "", password: "", blob: "" };
const NOBODYS = asCategoryId(999_999);

/** Line by line, as "Family/Bank". */
async function linesOf(deps: VaultDeps, unlocked: OpenVault, trash = false): Promise<string[]> {
  const { categories } = await listCategories(deps, unlocked, { trash });
  return arrangeTree(categories).map(({ path }) => path.map(({ name }) => name).join("/"));
}

async function openWorld() {
  const vault = await openTestVault();
  const { deps } = vault;
  const ada = await makeOwner(deps);
  const unlocked = await ada.unlock();
  const create = async (name: string, parentId: CategoryId | null = null) => {
    const { categories } = await createCategories(deps, unlocked, { categories: [{ name, parentId }] });
    return asCategoryId(categories[0]?.id ?? 0);
  };
  const find = async (id: CategoryId) => {
    const { categories } = await listCategories(deps, unlocked, { trash: false });
    const found = categories.find((category) => category.id === id);
    if (!found) throw new Error("The category is gone.");
    return found;
  };
  const put = async (id: CategoryId, parentId: CategoryId | null, before: CategoryId | null = null) => {
    const { revision } = await find(id);
    return moveCategory(deps, unlocked, { id, revision, parentId, before });
  };
  return {
    vault,
    deps,
    unlocked,
    create,
    find,
    put,
    trash: async (cascade: boolean, ...ids: CategoryId[]) => {
      vault.advance(1000);
      return trashCategories(deps, unlocked.scope, { ids, cascade });
    },
    restore: (...ids: CategoryId[]) => restoreCategories(deps, unlocked, { ids }),
    lines: (trash = false) => linesOf(deps, unlocked, trash),
    [Symbol.asyncDispose]: () => vault[Symbol.asyncDispose](),
  };
}

describe("a category in another", () => {
  it("is made there, and answered with the other's id", async () => {
    await using world = await openWorld();
    const family = await world.create("Family");
    const bank = await world.create("Bank", family);
    expect(await world.find(bank)).toMatchObject({ parentId: family, name: "Bank" });
    expect(await world.lines()).toEqual(["Family", "Family/Bank"]);
    const { categories } = await fetchAll(world.deps, world.unlocked, { trash: false });
    expect(categories.map(({ parentId }) => parentId)).toEqual([null, family]);
  });

  it("says so in its sealed record only", async () => {
    await using world = await openWorld();
    const family = await world.create("Family");
    const bank = await world.create("Bank", family);
    const [row] = await world.deps.store.categories.findMany(world.unlocked.scope, [bank]);
    if (!row) throw new Error("The category is gone.");
    const place = { table: "category" as const, userId: world.unlocked.userId, id: bank, sealRev: 1 };
    expect(openRecord(world.unlocked.keys, place, row.sealed)).toEqual({ name: "Bank", parentId: family });
    using raw = openRaw(world.vault.databasePath);
    const columns = raw.prepare<[], { name: string }>("PRAGMA table_info(categories)").all();
    expect(columns.map(({ name }) => name).filter((name) => /parent/i.test(name))).toEqual([]);
  });

  it("keeps its place when it gets another name, and its name when it gets another place", async () => {
    await using world = await openWorld();
    const [family, work] = [await world.create("Family"), await world.create("Work")];
    const bank = await world.create("Bank", family);
    const renamed = await updateCategories(world.deps, world.unlocked, {
      categories: [{ id: bank, revision: 1, name: "Banks" }],
    });
    expect(renamed.categories).toMatchObject([{ name: "Banks", parentId: family }]);
    const moved = await updateCategories(world.deps, world.unlocked, {
      categories: [{ id: bank, revision: 2, parentId: work }],
    });
    expect(moved.categories).toMatchObject([{ name: "Banks", parentId: work }]);
    expect(await world.lines()).toEqual(["Family", "Work", "Work/Banks"]);
    await updateCategories(world.deps, world.unlocked, {
      categories: [{ id: bank, revision: 3, parentId: null }],
    });
    expect(await world.lines()).toEqual(["Family", "Work", "Banks"]);
  });

  it("moves with all that lies in it, to the place among the others that is asked for", async () => {
    await using world = await openWorld();
    const [a, b] = [await world.create("a"), await world.create("b")];
    const [a1, a2] = [await world.create("1", a), await world.create("2", a)];
    await world.create("x", a2);
    await world.put(a2, a, a1);
    expect(await world.lines()).toEqual(["a", "a/2", "a/2/x", "a/1", "b"]);
    await world.put(a2, null, b);
    expect(await world.lines()).toEqual(["a", "a/1", "2", "2/x", "b"]);
    const { categories } = await world.put(b, a, a1);
    expect(categories.map(({ name }) => name)).toEqual(["a", "b", "1", "2", "x"]);
    await world.put(a, a2);
    expect(await world.lines()).toEqual(["2", "2/x", "2/a", "2/a/b", "2/a/1"]);
  });

  it("is refused where there is nothing, in the trash, and in someone else's", async () => {
    await using world = await openWorld();
    const bob = await (await makeOwner(world.deps, "bob")).unlock();
    const bobs = await createCategories(world.deps, bob, { categories: [{ name: "bob's" }] });
    const [a, gone] = [await world.create("a"), await world.create("gone")];
    await world.trash(false, gone);
    for (const parentId of [NOBODYS, gone, asCategoryId(bobs.categories[0]?.id ?? 0)]) {
      const unknown = {
        code: "UNKNOWN_CATEGORY",
        details: { table: "categories", ids: [parentId], field: "parentId" },
      };
      expect(await refusal(world.create("new", parentId))).toEqual(unknown);
      expect(await refusal(world.put(a, parentId))).toEqual(unknown);
      const categories = [{ id: a, revision: 1, parentId }];
      expect(await refusal(updateCategories(world.deps, world.unlocked, { categories }))).toEqual(unknown);
    }
    expect(await world.lines()).toEqual(["a"]);
  });

  it("is refused in itself and in what lies in it, also when two changes of one call would make the circle", async () => {
    await using world = await openWorld();
    const [a, d] = [await world.create("a"), await world.create("d")];
    const b = await world.create("b", a);
    const c = await world.create("c", b);
    for (const parentId of [a, b, c])
      expect(await refusal(world.put(a, parentId))).toMatchObject({
        code: "CATEGORY_IN_ITSELF",
        details: { ids: [a] },
      });
    const categories = [
      { id: a, revision: 1, parentId: d },
      { id: d, revision: 1, parentId: c },
    ];
    expect(await refusal(updateCategories(world.deps, world.unlocked, { categories }))).toMatchObject({
      code: "CATEGORY_IN_ITSELF",
    });
    expect(await world.lines()).toEqual(["a", "a/b", "a/b/c", "d"]);
  });

  it("may change places with the other in one call", async () => {
    await using world = await openWorld();
    const a = await world.create("a");
    const b = await world.create("b", a);
    const categories = [
      { id: a, revision: 1, parentId: b },
      { id: b, revision: 1, parentId: null },
    ];
    await updateCategories(world.deps, world.unlocked, { categories });
    expect(await world.lines()).toEqual(["b", "b/a"]);
  });

  it("lies eight levels deep at most, what is in the trash between them counted", async () => {
    await using world = await openWorld();
    const ids: CategoryId[] = [];
    for (let level = 1; level <= LIMITS.categoryLevels; level += 1)
      ids.push(await world.create(String(level), ids.at(-1) ?? null));
    const deepest = ids.at(-1) ?? NOBODYS;
    expect(await refusal(world.create("too deep", deepest))).toMatchObject({ code: "CATEGORY_TOO_DEEP" });
    const [pair, other] = [await world.create("pair"), await world.create("other")];
    await world.create("inner", pair);
    expect(await refusal(world.put(pair, ids.at(-2) ?? null))).toMatchObject({ code: "CATEGORY_TOO_DEEP" });
    await world.put(pair, ids.at(-3) ?? null);
    await world.trash(false, ids[3] ?? NOBODYS);
    expect(await refusal(world.put(other, deepest))).toMatchObject({ code: "CATEGORY_TOO_DEEP" });
    await world.restore(ids[3] ?? NOBODYS);
    expect(Math.max(...(await world.lines()).map((line) => line.split("/").length))).toBe(8);
  });

  it("is not put anywhere by someone who saw an older revision, nor before one that lies elsewhere", async () => {
    await using world = await openWorld();
    const [a, b] = [await world.create("a"), await world.create("b")];
    const inner = await world.create("inner", a);
    const move = { id: b, revision: 7, parentId: a, before: null };
    expect(await refusal(moveCategory(world.deps, world.unlocked, move))).toMatchObject({
      code: "CONFLICT",
      details: { ids: [b] },
    });
    expect(await refusal(world.put(b, null, inner))).toMatchObject({
      code: "CONFLICT",
      details: { ids: [inner] },
    });
    expect(await refusal(world.put(b, a, NOBODYS))).toMatchObject({
      code: "UNKNOWN_CATEGORY",
      details: { field: "before" },
    });
    expect(await world.lines()).toEqual(["a", "a/inner", "b"]);
  });

  it("makes no circle with another that is moved at the same moment", async () => {
    await using world = await openWorld();
    const [a, b] = [await world.create("a"), await world.create("b")];
    const { store } = world.deps;
    let isFirst = true;
    const readAll: typeof store.categories.readAll = async (userId) => {
      const read = await store.categories.readAll(userId);
      if (!isFirst) return read;
      isFirst = false;
      await moveCategory(world.deps, world.unlocked, { id: a, revision: 1, parentId: b, before: null });
      return read;
    };
    const late = { ...world.deps, store: { ...store, categories: { ...store.categories, readAll } } };
    const categories = [{ id: b, revision: 1, parentId: a }];
    expect(await refusal(updateCategories(late, world.unlocked, { categories }))).toMatchObject({
      code: expect.stringMatching(/CONFLICT|CATEGORY_IN_ITSELF/),
    });
    expect(await world.lines()).toEqual(["b", "b/a"]);
  });

  it("counts as in none when its record names what isn't there or makes a circle", async () => {
    await using world = await openWorld();
    const [a, b, c] = [await world.create("a"), await world.create("b"), await world.create("c")];
    using raw = openRaw(world.vault.databasePath);
    const write = (id: CategoryId, parentId: unknown) => {
      const place = { table: "category" as const, userId: world.unlocked.userId, id, sealRev: 1 };
      const sealed = sealRecord(world.deps.random, world.unlocked.keys, place, { name: "n", parentId });
      raw.prepare("UPDATE categories SET sealed = ? WHERE id = ?").run(sealed, id);
    };
    write(a, b);
    write(b, a);
    write(c, "nonsense");
    expect(await world.lines()).toEqual(["n", "n", "n"]);
    write(c, NOBODYS);
    expect(await world.lines()).toEqual(["n", "n", "n"]);
    await world.put(c, a);
    await world.put(a, null);
    expect(await world.lines()).toEqual(["n", "n", "n/n"]);
  });
});

describe("a category in the trash", () => {
  it("leaves what lies in it where it lay itself, and has it again when it comes back", async () => {
    await using world = await openWorld();
    const a = await world.create("a");
    const b = await world.create("b", a);
    const c = await world.create("c", b);
    await world.trash(false, b);
    expect(await world.lines()).toEqual(["a", "a/c"]);
    // Who gives back what was read moves nothing.
    const { revision, parentId } = await world.find(c);
    const categories = [{ id: c, revision, name: "c2", parentId: asCategoryId(parentId ?? 0) }];
    await updateCategories(world.deps, world.unlocked, { categories });
    await world.restore(b);
    expect(await world.lines()).toEqual(["a", "a/b", "a/b/c2"]);
  });

  it("goes with all that is named with it, and brings that back, but not what went at another time", async () => {
    await using world = await openWorld();
    const a = await world.create("a");
    const b = await world.create("b", a);
    const [c, early] = [await world.create("c", b), await world.create("early", b)];
    const items = ["one", "two"].map((name) => ({ ...blank, name, categoryId: c }));
    await createItems(world.deps, world.unlocked, { items });
    await world.trash(false, early);
    expect(await world.trash(true, a, b, c)).toEqual({ trashedCategories: 3, trashedItems: 2 });
    expect(await world.lines()).toEqual([]);
    expect(await world.lines(true)).toEqual(["a", "a/b", "a/b/c", "a/b/early"]);
    expect(await world.restore(a)).toEqual({ restoredCategories: 3, restoredItems: 2 });
    expect(await world.lines()).toEqual(["a", "a/b", "a/b/c"]);
    expect(await world.lines(true)).toEqual(["early"]);
    await world.restore(early);
    expect(await world.lines()).toEqual(["a", "a/b", "a/b/c", "a/b/early"]);
  });

  it("comes back alone to the nearest place that is there, and back into its own when that follows", async () => {
    await using world = await openWorld();
    const a = await world.create("a");
    const b = await world.create("b", a);
    const c = await world.create("c", b);
    await world.trash(true, b, c);
    await world.restore(c);
    expect(await world.lines()).toEqual(["a", "a/c"]);
    await world.restore(b);
    expect(await world.lines()).toEqual(["a", "a/b", "a/b/c"]);
  });

  it("that is erased leaves what lay in it where it was shown, not at the top", async () => {
    await using world = await openWorld();
    const a = await world.create("a");
    const [b, other] = [await world.create("b", a), await world.create("other")];
    const c = await world.create("c", await world.create("deep", b));
    await world.create("d", c);
    const deep = (await world.find(c)).parentId ?? 0;
    await world.trash(false, b, asCategoryId(deep), other);
    expect(await world.lines()).toEqual(["a", "a/c", "a/c/d"]);
    expect(await emptyTrash(world.deps, world.unlocked, {})).toMatchObject({ erasedCategories: 3 });
    expect(await world.lines()).toEqual(["a", "a/c", "a/c/d"]);
    expect(await world.find(c)).toMatchObject({ parentId: a });
  });
});

describe("the tree", () => {
  const pick = fc.nat({ max: 9 });
  const step = fc.oneof(
    fc.record({ does: fc.constant("create" as const), parent: fc.option(pick) }),
    fc.record({
      does: fc.constant("move" as const),
      which: pick,
      parent: fc.option(pick),
      before: fc.option(pick),
    }),
    fc.record({
      does: fc.constant("trash" as const),
      picks: fc.array(pick, { maxLength: 3 }),
      cascade: fc.boolean(),
    }),
    fc.record({ does: fc.constant("restore" as const), picks: fc.array(pick, { maxLength: 3 }) }),
    fc.record({ does: fc.constant("empty trash" as const) }),
  );

  it("shows everyone once, in no circle and not too deep, whatever is moved, deleted, restored and erased", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        await using world = await openWorld();
        const ids = [await world.create("0")];
        const alive = new Set<number>(ids);
        const idAt = (at: number) => ids[at % ids.length] ?? NOBODYS;
        for (const each of steps) {
          try {
            if (each.does === "create")
              ids.push(
                await world.create(String(ids.length), each.parent === null ? null : idAt(each.parent)),
              );
            else if (each.does === "move")
              await world.put(
                idAt(each.which),
                each.parent === null ? null : idAt(each.parent),
                each.before === null ? null : idAt(each.before),
              );
            else if (each.does === "empty trash") await emptyTrash(world.deps, world.unlocked, {});
            else if (each.picks.length > 0 && each.does === "trash")
              await world.trash(each.cascade, ...new Set(each.picks.map(idAt)));
            else if (each.picks.length > 0) await world.restore(...new Set(each.picks.map(idAt)));
          } catch (error) {
            // What is refused changes nothing, which is what the rules below look at.
            expect(String(error)).toMatch(/VaultError|The category is gone/);
          }
          const { deps, unlocked } = world;
          const live = (await listCategories(deps, unlocked, { trash: false })).categories;
          const trashed = (await listCategories(deps, unlocked, { trash: true })).categories;
          if (each.does === "create") for (const { id } of live) alive.add(id);
          if (each.does === "empty trash") expect(trashed).toEqual([]);
          else
            expect([...live, ...trashed].map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
              [...alive].toSorted((a, b) => a - b),
            );
          alive.clear();
          for (const { id } of [...live, ...trashed]) alive.add(id);
          const known = new Set(live.map(({ id }) => id));
          for (const { parentId } of live) expect(parentId === null || known.has(parentId)).toBe(true);
          const lines = arrangeTree(live);
          expect(lines).toHaveLength(live.length);
          // No answered parent is a circle: each is what the tree was built from.
          for (const { node, path } of lines) expect(path.at(-2)?.id ?? null).toBe(node.parentId);
          expect(Math.max(0, ...lines.map(({ depth }) => depth + 1))).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it("moves nobody's items", async () => {
    await using world = await openWorld();
    const a = await world.create("a");
    const b = await world.create("b", a);
    const { items } = await createItems(world.deps, world.unlocked, {
      items: [{ ...blank, name: "one", categoryId: b }],
    });
    await world.put(b, null);
    await world.trash(false, a);
    const after = await fetchAll(world.deps, world.unlocked, { trash: false });
    expect(after.items).toMatchObject([{ id: asItemId(items[0]?.id ?? 0), categoryId: b, revision: 1 }]);
  });
});
