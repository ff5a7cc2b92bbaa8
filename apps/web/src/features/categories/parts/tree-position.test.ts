import type { Category } from "@opp/core/schemas/categories";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countBeneath, treeOf } from "../../../data/categories/category-tree.ts";
import {
  moveAmong,
  moveIn,
  moveOut,
  positionOnDrop,
  rankOf,
  type TreePosition,
  withPosition,
} from "./tree-position.ts";

const category = (id: number, parentId: number | null = null): Category => ({
  id,
  parentId,
  name: `c${id}`,
  sortId: 0,
  revision: 1,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: null,
  damaged: false,
});

/** 1 (2, 3 (4)), 5 */
const FAMILY = [category(1), category(2, 1), category(3, 1), category(4, 3), category(5)];

const linesOf = (categories: readonly Category[]) =>
  treeOf(categories).lines.map(({ path }) => path.map(({ id }) => id).join("."));
const after = (id: number, position: TreePosition | null) =>
  position && linesOf(withPosition(FAMILY, id, position));

describe("a category's position", () => {
  it("swaps with its neighbour, including everything in either", () => {
    expect(after(1, moveAmong(FAMILY, 1, 1))).toEqual(["5", "1", "1.2", "1.3", "1.3.4"]);
    expect(after(3, moveAmong(FAMILY, 3, -1))).toEqual(["1", "1.3", "1.3.4", "1.2", "5"]);
    expect(moveAmong(FAMILY, 1, -1)).toBe(null);
    expect(moveAmong(FAMILY, 3, 1)).toBe(null);
    expect(moveAmong(FAMILY, 9, 1)).toBe(null);
  });

  it("is at the end of the one above, or right after its former parent", () => {
    expect(after(5, moveIn(FAMILY, 5))).toEqual(["1", "1.2", "1.3", "1.3.4", "1.5"]);
    expect(after(3, moveIn(FAMILY, 3))).toEqual(["1", "1.2", "1.2.3", "1.2.3.4", "5"]);
    expect(moveIn(FAMILY, 1)).toBe(null);
    expect(after(4, moveOut(FAMILY, 4))).toEqual(["1", "1.2", "1.3", "1.4", "5"]);
    expect(after(2, moveOut(FAMILY, 2))).toEqual(["1", "1.3", "1.3.4", "2", "5"]);
    expect(moveOut(FAMILY, 5)).toBe(null);
  });

  it("is before, behind or in what it is dropped on, and never in itself", () => {
    expect(after(5, positionOnDrop(FAMILY, 5, { target: 3, side: "before" }))).toEqual([
      "1",
      "1.2",
      "1.5",
      "1.3",
      "1.3.4",
    ]);
    expect(after(5, positionOnDrop(FAMILY, 5, { target: 3, side: "after" }))).toEqual([
      "1",
      "1.2",
      "1.3",
      "1.3.4",
      "1.5",
    ]);
    expect(after(2, positionOnDrop(FAMILY, 2, { target: 5, side: "into" }))).toEqual([
      "1",
      "1.3",
      "1.3.4",
      "5",
      "5.2",
    ]);
    for (const target of [1, 3, 4])
      for (const side of ["before", "after", "into"] as const)
        expect(positionOnDrop(FAMILY, 1, { target, side })).toBe(null);
  });

  it("is counted among its siblings", () => {
    expect(rankOf(FAMILY, 3)).toEqual({ position: 2, of: 2 });
    expect(rankOf(FAMILY, 5)).toEqual({ position: 2, of: 2 });
  });

  it("loses no category, whatever is moved where", () => {
    const side = fc.constantFrom("before", "after", "into");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), side)),
        (moves) => {
          let categories: readonly Category[] = FAMILY;
          for (const [id, target, where] of moves) {
            const position = positionOnDrop(categories, id, { target, side: where });
            if (position) categories = withPosition(categories, id, position);
          }
          expect(categories.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
          expect(treeOf(categories).lines).toHaveLength(5);
        },
      ),
    );
  });
});

describe("a category's number", () => {
  it("counts its own items and those beneath it, each once", () => {
    const own = new Map([
      [1, 1],
      [2, 10],
      [4, 100],
      [null, 7],
    ]);
    expect([...countBeneath(treeOf(FAMILY), own)]).toEqual([
      [1, 111],
      [2, 10],
      [3, 100],
      [4, 100],
      [5, 0],
    ]);
  });
});
