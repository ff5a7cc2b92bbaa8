import { readListed } from "@opp/core/items/field-values";
import type { ItemSummary } from "@opp/core/schemas/items";
import { describe, expect, it } from "vitest";
import { dropItems, flattenPages, patchItems, putItems } from "./items-cache.ts";

const row = (id: number, name = `item ${id}`): ItemSummary => ({
  id,
  ...readListed({ name }),
  usedAt: null,
  categoryId: null,
  sortId: id,
  revision: 1,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
  damaged: false,
});
const pages = {
  pages: [
    { items: [row(1), row(2)], nextCursor: "2.2" },
    { items: [row(3)], nextCursor: null },
  ],
};
const names = (given: Parameters<typeof flattenPages>[0]) => flattenPages(given).map((item) => item.name);

describe("the list in memory", () => {
  it("replaces a changed item in its position and appends a new one", () => {
    expect(names(putItems(pages, [row(2, "changed"), row(9, "new")]))).toEqual([
      "item 1",
      "changed",
      "item 3",
      "new",
    ]);
  });

  it("lets items go", () => {
    expect(names(dropItems(pages, new Set([1, 3])))).toEqual(["item 2"]);
  });

  it("changes some items without moving them", () => {
    const patched = flattenPages(patchItems(pages, new Set([2, 9]), { usedAt: 5000 }));
    expect(patched.map(({ id, usedAt }) => [id, usedAt])).toEqual([
      [1, null],
      [2, 5000],
      [3, null],
    ]);
    expect(patchItems<typeof pages>(undefined, new Set([1]), { usedAt: 1 })).toBeUndefined();
  });

  it("doesn't modify its input, so that a failed change can be undone", () => {
    dropItems(pages, new Set([1]));
    putItems(pages, [row(1, "changed")]);
    expect(names(pages)).toEqual(["item 1", "item 2", "item 3"]);
  });

  it("stays empty while nothing is loaded", () => {
    expect(putItems<typeof pages>(undefined, [row(1)])).toBeUndefined();
    expect(flattenPages(undefined)).toEqual([]);
  });
});
