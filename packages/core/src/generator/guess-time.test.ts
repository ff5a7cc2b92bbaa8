import { describe, expect, it } from "vitest";
import { GUESS_SPEEDS, guessTime } from "./guess-time.ts";

const once = { guessesPerSecond: 1 };

describe("guessTime", () => {
  it("is the number of tries at the speed given", () => {
    expect(guessTime(Math.log10(5), once)).toMatchObject({ unit: "second", count: expect.closeTo(5) });
    expect(guessTime(Math.log10(5e4), GUESS_SPEEDS.slowHash)).toMatchObject({
      unit: "second",
      count: expect.closeTo(5),
    });
  });

  it.each([
    [-1, "moment"],
    [0, "second"],
    [Math.log10(60.1), "minute"],
    [Math.log10(3601), "hour"],
    [Math.log10(86_401), "day"],
    [Math.log10(366 * 86_400), "year"],
    [Math.log10(1e10 * 366 * 86_400), "year"],
    [Math.log10(1.4e10 * 366 * 86_400), "ages"],
    [5000, "ages"],
  ])("gives 10 to the power of %f tries in the largest unit that fits: %s", (log10, unit) => {
    expect(guessTime(log10, once).unit).toBe(unit);
  });

  it("of a thousand million tries is a day against a slow hash, and a moment against a fast one", () => {
    expect(guessTime(9, GUESS_SPEEDS.slowHash)).toEqual({ unit: "day", count: expect.closeTo(1.16, 2) });
    expect(guessTime(9, GUESS_SPEEDS.fastHash)).toEqual({ unit: "moment" });
  });
});
