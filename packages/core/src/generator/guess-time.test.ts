import { describe, expect, it } from "vitest";
import { GUESS_SPEEDS, guessTime } from "./guess-time.ts";

const once = { guessesPerSecond: 1 };

describe("guessTime", () => {
  it("is half of all tries at the speed given", () => {
    expect(guessTime(1 + Math.log2(5), once)).toMatchObject({ unit: "second", count: expect.closeTo(5) });
    expect(guessTime(1 + Math.log2(5 * 1e4), GUESS_SPEEDS.slowHash)).toMatchObject({
      unit: "second",
      count: expect.closeTo(5),
    });
  });

  it.each([
    [0, "moment"],
    [1, "second"],
    [1 + Math.log2(60), "minute"],
    [1 + Math.log2(3601), "hour"],
    [1 + Math.log2(86_401), "day"],
    [1 + Math.log2(366 * 86_400), "year"],
    [1 + Math.log2(1e10 * 366 * 86_400), "year"],
    [1 + Math.log2(1.4e10 * 366 * 86_400), "ages"],
    [5000, "ages"],
  ])("of %f bits is told in the largest unit that fits: %s", (bits, unit) => {
    expect(guessTime(bits, once).unit).toBe(unit);
  });

  it("of four words of the EFF's list is some 6,000 years against a slow hash, and two days against a fast one", () => {
    const bits = 4 * Math.log2(7776);
    expect(guessTime(bits, GUESS_SPEEDS.slowHash)).toEqual({ unit: "year", count: expect.closeTo(5793, 0) });
    expect(guessTime(bits, GUESS_SPEEDS.fastHash)).toEqual({ unit: "day", count: expect.closeTo(2.1, 1) });
  });
});
