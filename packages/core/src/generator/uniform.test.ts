import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../testing/seeded-random.ts";
import { uniformInt, uniformPick } from "./uniform.ts";

describe("uniformInt", () => {
  it.each([2, 3, 10, 26, 62, 94, 128, 200, 255, 256])(
    "is fair over every byte, for a bound of %i",
    (bound) => {
      const { counts, refused } = answersToEveryDraw(bound, 1);
      expect(counts).toEqual(Array.from({ length: bound }, () => Math.floor(256 / bound)));
      expect(refused).toBe(256 % bound);
    },
  );

  it.each([257, 1000, 7776, 65_535, 65_536])(
    "is fair over every pair of bytes, for a bound of %i",
    (bound) => {
      const { counts, refused } = answersToEveryDraw(bound, 2);
      expect(new Set(counts)).toEqual(new Set([Math.floor(65_536 / bound)]));
      expect(refused).toBe(65_536 % bound);
    },
  );

  it("stays below every bound up to 2^32", () => {
    const random = seededRandom("below the bound");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (bound) => {
        const answer = uniformInt(random, bound);
        expect(Number.isInteger(answer) && answer >= 0 && answer < bound).toBe(true);
      }),
    );
  });

  it("reaches the highest number of the largest bound", () => {
    expect(uniformInt((byteCount) => new Uint8Array(byteCount).fill(0xff), 2 ** 32)).toBe(2 ** 32 - 1);
  });

  it("takes no randomness where there is no choice", () => {
    expect(uniformInt(neverAsked, 1)).toBe(0);
  });

  it.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses a bound of %d",
    (bound) => {
      expect(() => uniformInt(neverAsked, bound)).toThrow(RangeError);
    },
  );

  it("fails rather than hangs when the source is stuck", () => {
    expect(() => uniformInt((byteCount) => new Uint8Array(byteCount).fill(0xff), 10)).toThrow("stuck");
  });

  it("fails when the source answers fewer bytes than asked", () => {
    expect(() => uniformInt(() => new Uint8Array(0), 10)).toThrow("wrong number of bytes");
  });
});

describe("uniformPick", () => {
  it("refuses an empty list", () => {
    expect(() => uniformPick(neverAsked, [])).toThrow(RangeError);
  });
});

/** Feeds each possible draw once. A draw that is refused asks again, and is counted then. */
function answersToEveryDraw(bound: number, byteCount: number) {
  const counts = Array.from({ length: bound }, () => 0);
  let refused = 0;
  for (let draw = 0; draw < 256 ** byteCount; draw += 1) {
    let asked = 0;
    const answer = uniformInt((wanted) => {
      expect(wanted).toBe(byteCount);
      asked += 1;
      const fed = asked === 1 ? draw : 0;
      return byteCount === 1 ? Uint8Array.of(fed) : Uint8Array.of(fed >> 8, fed & 0xff);
    }, bound);
    if (asked > 1) refused += 1;
    else counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return { counts, refused };
}

function neverAsked(): Uint8Array {
  throw new Error("Randomness was taken.");
}
