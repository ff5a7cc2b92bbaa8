import { describe, expect, it } from "vitest";
import { parseWordList } from "../../generator/word-list.ts";
import { passphraseOptions } from "../../schemas/generator.ts";
import { seededRandom } from "../../testing/seeded-random.ts";
import { DEFAULT_POLICY } from "../deps.ts";
import { drawPassphrase } from "./draw-passphrase.ts";

const LETTERS = [..."abcdefghijklmnop"];
const WORDS = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => `zz${a}${b}${c}`)));

function depsWith(words: readonly string[]) {
  const wordList = parseWordList(words.join("\n"));
  if (!("words" in wordList)) throw new Error("no list");
  return { random: seededRandom("words"), policy: { ...DEFAULT_POLICY, wordList } };
}

describe("drawPassphrase", () => {
  it("draws from the server's own words, and counts their entropy", () => {
    const { passphrase, entropyBits } = drawPassphrase(depsWith(WORDS), passphraseOptions.parse({}));
    expect(passphrase.split("-")).toHaveLength(6);
    for (const word of passphrase.split("-")) expect(WORDS).toContain(word);
    expect(entropyBits).toBe(6 * 12);
  });

  it("draws from the EFF's list where the server has none of its own", () => {
    const deps = { random: seededRandom("words"), policy: DEFAULT_POLICY };
    expect(drawPassphrase(deps, passphraseOptions.parse({})).entropyBits).toBeCloseTo(6 * Math.log2(7776));
  });

  it.each(["", "and"])("refuses the separator %j where one word begins another", (separator) => {
    const options = passphraseOptions.parse({ separator });
    expect(() => drawPassphrase(depsWith([...WORDS, "zz"]), options)).toThrow(/choose a separator/);
    expect(() => drawPassphrase(depsWith(WORDS), options)).not.toThrow();
  });

  it("takes a hyphen for a separator only where no word holds one", () => {
    const options = passphraseOptions.parse({});
    expect(() => drawPassphrase(depsWith([...WORDS, "zz"]), options)).not.toThrow();
    expect(() => drawPassphrase(depsWith([...WORDS, "zz", "zz-zz"]), options)).toThrow(/choose a separator/);
  });
});
