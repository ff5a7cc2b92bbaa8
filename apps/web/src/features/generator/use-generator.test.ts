import { describe, expect, it } from "vitest";
import { yearsToGuess } from "./use-generator.ts";

describe("yearsToGuess", () => {
  it("doubles with every bit", () => {
    expect(yearsToGuess(61) / yearsToGuess(60)).toBeCloseTo(2);
  });

  it("tells six words of the long list from forty bits", () => {
    expect(yearsToGuess(6 * Math.log2(7776))).toBeGreaterThan(1e5);
    expect(yearsToGuess(40)).toBeLessThan(1);
  });
});
