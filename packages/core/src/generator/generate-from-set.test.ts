import { describe, expect, it } from "vitest";
import { seededRandom } from "../testing/seeded-random.ts";
import { effLongWords } from "./eff-long-words.ts";
import { fittingWords, generateFromCharacters, generateFromWords } from "./generate-from-set.ts";

const random = seededRandom("sets");

describe("generateFromCharacters", () => {
  it("draws every character of the set about as often as any other, and no other", () => {
    const counts = new Map<string, number>();
    for (const char of generateFromCharacters(random, ["a", "b", "c"], 30_000)) {
      counts.set(char, (counts.get(char) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual(["a", "b", "c"]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  it("refuses an empty set", () => {
    expect(() => generateFromCharacters(random, [], 8)).toThrow(RangeError);
  });
});

describe("fittingWords", () => {
  it("takes words by their length and by their characters", () => {
    const words = fittingWords(effLongWords(), {
      minLetters: 5,
      maxLetters: 6,
      characters: [..."abcdefghijklm"],
    });
    expect(words.length).toBeGreaterThan(10);
    for (const word of words) expect(word).toMatch(/^[a-m]{5,6}$/);
    expect(fittingWords(effLongWords(), { minLetters: 10, maxLetters: 15, characters: null })).toEqual([]);
    expect(fittingWords(effLongWords(), { minLetters: 1, maxLetters: 20, characters: null })).toEqual(
      effLongWords(),
    );
  });
});

describe("generateFromWords", () => {
  it("joins words, and has exactly the length", () => {
    const words = ["alpha", "bravo"];
    for (let length = 8; length <= 100; length += 1) {
      const text = generateFromWords(random, words, { separator: "-", length });
      expect(text).toHaveLength(length);
      const whole = text.split("-").slice(0, -1);
      for (const word of whole) expect(words).toContain(word);
    }
  });

  it("refuses an empty list", () => {
    expect(() => generateFromWords(random, [], { separator: "-", length: 8 })).toThrow(RangeError);
  });
});
