import { describe, expect, it } from "vitest";
import { tileHue, tileLetters } from "./letter-tile.ts";

describe("the letter tile", () => {
  it("has the same colour for a name, however it is written", () => {
    expect(tileHue("GitHub")).toBe(tileHue(" github "));
  });

  it("spreads names over the colours", () => {
    expect(new Set(Array.from({ length: 200 }, (_, n) => tileHue(`name ${n}`))).size).toBe(10);
  });

  it.each([
    ["GitHub", "G"],
    ["Deutsche Bahn", "DB"],
    ["émile zola & co", "ÉZ"],
    ["", "•"],
    ["🔑", "•"],
  ])("shows %s as %s", (name, letters) => expect(tileLetters(name)).toBe(letters));
});
