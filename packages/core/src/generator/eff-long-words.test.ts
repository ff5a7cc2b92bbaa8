import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { effLongWords } from "./eff-long-words.ts";

describe("effLongWords", () => {
  const words = effLongWords();

  it("is the EFF's published file, byte for byte, once the dice numbers are put back", () => {
    const lines = words.map((word, index) => `${diceNumber(index)}\t${word}\n`);
    expect(createHash("sha256").update(lines.join("")).digest("hex")).toBe(
      "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e",
    );
  });

  it("has 7,776 different words from abacus to zoom", () => {
    expect(new Set(words).size).toBe(7776);
    expect(words).toHaveLength(7776);
    expect([words[0], words.at(-1)]).toEqual(["abacus", "zoom"]);
  });

  it("has no word that begins another, nor one with anything but small letters and hyphens", () => {
    const listed = new Set(words);
    const beginnings = words.flatMap((word) =>
      Array.from({ length: word.length - 1 }, (_, end) => word.slice(0, end + 1)),
    );
    expect(beginnings.filter((beginning) => listed.has(beginning))).toEqual([]);
    expect(words.filter((word) => !/^[a-z]+(-[a-z]+)?$/.test(word))).toEqual([]);
  });
});

/** Five throws: the index in base 6, each figure plus one. */
function diceNumber(index: number): string {
  return [...index.toString(6).padStart(5, "0")].map((figure) => Number(figure) + 1).join("");
}
