import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupsOf, groupsToAsk, isKept } from "./recovery-groups.ts";

const CODE = "QY79-P2YS-3J2R-M2YY-3D6P-4PFT-Y8RR-GEX9-Y";

describe("the check that a recovery code was kept", () => {
  it("asks for two different groups, the first of them first, and not for the short last one", () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.array(chance, { minLength: 2, maxLength: 2 }), (dice) => {
        const rolls = [...dice];
        const [first, second] = groupsToAsk(CODE, () => rolls.shift() ?? 0);
        expect(first).toBeGreaterThanOrEqual(1);
        expect(second).toBeGreaterThan(first);
        expect(second).toBeLessThan(groupsOf(CODE).length);
      }),
    );
  });

  it("takes the two groups, however they are separated, or the whole code", () => {
    for (const typed of [
      "P2YS Y8RR",
      "p2ys-y8rr",
      " P2YSY8RR ",
      CODE,
      CODE.toLowerCase().replaceAll("-", " "),
    ])
      expect(isKept(CODE, [2, 7], typed)).toBe(true);
  });

  it("takes nothing else", () => {
    for (const typed of ["", "P2YS", "Y8RR P2YS", "P2YS 3J2R", `${CODE}X`])
      expect(isKept(CODE, [2, 7], typed)).toBe(false);
  });
});
