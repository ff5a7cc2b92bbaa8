import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countStrings, log2 } from "./count-strings.ts";

describe("countStrings", () => {
  it("agrees with writing all the strings down", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (classSizes, length, requireEach) => {
          const classOf = classSizes.flatMap((size, index) => Array.from({ length: size }, () => index));
          const wanted = allStrings(classOf, length).filter(
            (string) => !requireEach || new Set(string).size === classSizes.length,
          );
          expect(countStrings(classSizes, length, requireEach)).toBe(BigInt(wanted.length));
        },
      ),
    );
  });
});

describe("log2", () => {
  it("agrees with Math.log2 where that can be used", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 1000n }), (count) => {
        expect(log2(count)).toBeCloseTo(Math.log2(Number(count)), 10);
      }),
    );
  });

  it("is exact for powers of two of any size", () => {
    for (const bits of [0, 1, 53, 64, 1023, 1024, 1700]) expect(log2(2n ** BigInt(bits))).toBe(bits);
  });
});

/** Each string as the classes of its characters. */
function allStrings(alphabet: readonly number[], length: number): number[][] {
  if (length === 0) return [[]];
  return allStrings(alphabet, length - 1).flatMap((string) => alphabet.map((char) => [...string, char]));
}
