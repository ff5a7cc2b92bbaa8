import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS } from "../rules/limits.ts";
import { categoryId, categoryIds, instant, itemId, itemIds, revision, sessionId, versionId } from "./ids.ts";

const NO_IDS = [
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  "1",
  null,
  undefined,
  1n,
  true,
  [1],
];

describe.each(Object.entries({ categoryId, itemId, versionId, revision }))("%s", (_name, schema) => {
  it("is a positive safe integer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (id) => {
        expect(schema.parse(id)).toBe(id);
      }),
    );
    expect(schema.parse(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each(NO_IDS)("refuses %s", (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

describe.each([
  ["itemIds", itemIds, LIMITS.manyRows],
  ["categoryIds", categoryIds, LIMITS.categoriesInOneCall],
] as const)("%s", (_name, schema, most) => {
  it("keeps the order", () => {
    expect(schema.parse([3, 1, 2])).toEqual([3, 1, 2]);
  });

  it("refuses none, one twice, and one that is no id", () => {
    expect(schema.safeParse([]).success).toBe(false);
    expect(schema.safeParse([1, 2, 1]).success).toBe(false);
    expect(schema.safeParse([1, 0]).success).toBe(false);
  });

  it(`takes ${most} and no more`, () => {
    const ids = Array.from({ length: most }, (_, index) => index + 1);
    expect(schema.parse(ids)).toHaveLength(most);
    expect(schema.safeParse([...ids, most + 1]).success).toBe(false);
  });
});

describe("sessionId", () => {
  it("is 32 lower-case hexadecimal digits and nothing else", () => {
    const id = "0123456789abcdef0123456789abcdef";
    expect(sessionId.parse(id)).toBe(id);
    for (const other of [
      id.toUpperCase(),
      id.slice(1),
      `${id}0`,
      ` ${id}`,
      `${id}\n`,
      id.replace("0", "g"),
      "",
      5,
    ]) {
      expect(sessionId.safeParse(other).success).toBe(false);
    }
  });
});

describe("instant", () => {
  it("is a whole number of milliseconds since 1970", () => {
    expect(instant.parse(0)).toBe(0);
    for (const value of [-1, 0.5, "0", new Date(0)]) expect(instant.safeParse(value).success).toBe(false);
  });
});
