import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keysForRows } from "./row-keys.ts";

const NONE: ReadonlyMap<number, number> = new Map();
const keys = (before: ReadonlyMap<number, number>, ids: readonly number[], takeOver = true) => [
  ...keysForRows(before, ids, takeOver).values(),
];

describe("the keys of rows", () => {
  it("stay with the rows that stay, wherever these go", () => {
    const before = keysForRows(NONE, [10, 11, 12], true);
    expect(keys(before, [12, 99, 10])).toEqual([before.get(12), before.get(11), before.get(10)]);
  });

  it("go over in order, so that a wholly new list moves no element", () => {
    const before = keysForRows(NONE, [10, 11, 12], true);
    expect(keys(before, [20, 21, 22])).toEqual(keys(NONE, [10, 11, 12]));
  });

  it("aren't reused for another row if the focus may be in one", () => {
    const before = keysForRows(NONE, [10, 11, 12], true);
    const after = keys(before, [10, 20, 21], false);
    expect(after[0]).toBe(before.get(10));
    expect(new Set([...before.values(), ...after]).size).toBe(5);
  });

  it("are never the same for two rows", () => {
    const someIds = fc.uniqueArray(fc.nat(12), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(fc.tuple(someIds, fc.boolean())), (steps) => {
        let now = NONE;
        for (const [ids, takeOver] of steps) {
          const next = keysForRows(now, ids, takeOver);
          expect(new Set(next.keys())).toEqual(new Set(ids));
          expect(new Set(next.values()).size).toBe(ids.length);
          for (const id of ids) if (now.has(id)) expect(next.get(id)).toBe(now.get(id));
          now = next;
        }
      }),
    );
  });
});
