import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrangeTree, idsBeneath, levelOf, nearestParents, soundParents, type TreeNode } from "./tree.ts";

const node = (id: number, parentId: number | null = null): TreeNode => ({ id, parentId });

/** Anything that a record may say: itself, nobody, circles. */
const anyNodes = fc
  .array(fc.option(fc.nat({ max: 14 })), { maxLength: 12 })
  .map((parents) => parents.map((parentId, id) => node(id, parentId)));

describe("parents", () => {
  it("that aren't there count as none", () => {
    expect(soundParents([node(1, 9), node(2, 1)])).toEqual(
      new Map([
        [1, null],
        [2, 1],
      ]),
    );
  });

  it("count as none for whatever would lie in itself, and stay for what lies in that", () => {
    const parents = soundParents([node(1, 2), node(2, 3), node(3, 1), node(4, 1), node(5, 5), node(6, 5)]);
    expect([...parents]).toEqual([
      [1, null],
      [2, null],
      [3, null],
      [4, 1],
      [5, null],
      [6, 5],
    ]);
  });

  it("that aren't shown are passed over for the nearest that is", () => {
    const parents = soundParents([node(1), node(2, 1), node(3, 2), node(4, 3), node(5)]);
    const shown = new Set([1, 4, 5]);
    const nearest = nearestParents(parents, (id) => shown.has(id));
    expect([nearest.get(4), nearest.get(3), nearest.get(2), nearest.get(5)]).toEqual([1, 1, 1, null]);
    expect(nearestParents(parents, (id) => id === 4 || id === 5).get(4)).toBe(null);
  });
});

describe("a tree", () => {
  it("is read line by line: depth first, siblings in the order given", () => {
    const lines = arrangeTree([node(5, 2), node(1), node(2), node(3, 1), node(4, 3), node(6, 1)]);
    expect(lines.map((line) => [line.node.id, line.depth, line.children])).toEqual([
      [1, 0, 2],
      [3, 1, 1],
      [4, 2, 0],
      [6, 1, 0],
      [2, 0, 1],
      [5, 1, 0],
    ]);
    expect(lines[2]?.path.map(({ id }) => id)).toEqual([1, 3, 4]);
  });

  it("loses nobody and shows nobody twice, whatever its records say", () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const lines = arrangeTree(nodes);
        expect(lines.map((line) => line.node.id).toSorted((a, b) => a - b)).toEqual(
          nodes.map(({ id }) => id),
        );
        const parents = soundParents(nodes);
        for (const { node: each, depth, path } of lines) {
          expect(path.at(-1)).toBe(each);
          expect(path).toHaveLength(depth + 1);
          expect(levelOf(parents, each.id)).toBe(depth + 1);
          for (const { id } of path) expect(idsBeneath(nodes, id)).toContain(each.id);
        }
      }),
    );
  });

  it("has as many lines beneath a node as ids, the node's own included", () => {
    const nodes = [node(1), node(2, 1), node(3, 2), node(4), node(5, 1)];
    expect(idsBeneath(nodes, 1)).toEqual(new Set([1, 2, 3, 5]));
    expect([...idsBeneath(nodes, 4)]).toEqual([4]);
    expect([...idsBeneath(nodes, 9)]).toEqual([]);
  });

  it("of ten thousand that lie in each other is walked without running out of stack", () => {
    const nodes = Array.from({ length: 10_000 }, (_, id) => node(id, id === 0 ? null : id - 1));
    expect(soundParents(nodes).get(9999)).toBe(9998);
    expect(nearestParents(soundParents(nodes), (id) => id === 0).get(9999)).toBe(0);
    expect(idsBeneath(nodes, 0).size).toBe(10_000);
  });
});
