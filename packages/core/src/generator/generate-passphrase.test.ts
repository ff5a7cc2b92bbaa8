import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPITALS } from "../rules/generator-rules.ts";
import { generatedPassphrase, type PassphraseOptions, passphraseOptions } from "../schemas/generator.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { effLongWords } from "./eff-long-words.ts";
import { generatePassphrase, passphraseEntropyBits } from "./generate-passphrase.ts";

const anyOptions = fc
  .record({
    words: fc.integer({ min: 3, max: 20 }),
    separator: fc.oneof(
      fc.constantFrom("", "-", " ", "1", "11", "a", "ab", "1a", "drop-", "·", "🔑"),
      fc.string({ unit: fc.constantFrom("a", "e", "s", "t", "Z", "-", "1", "2", " ", "."), maxLength: 8 }),
    ),
    capitals: fc.constantFrom(...CAPITALS),
    digit: fc.boolean(),
  })
  .map((options) => passphraseOptions.parse(options));

describe("generatePassphrase", () => {
  const random = seededRandom("passphrases");

  it("can be read back in one way only, whatever the separator", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const { passphrase } = generatePassphrase(random, options);
        const readings = allReadings(passphrase, options);
        expect(readings).toHaveLength(1);
        expect(readings[0]?.filter((part) => /[0-9]/.test(part))).toHaveLength(options.digit ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  it("writes its words the way that was asked for", () => {
    const phrase = (capitals: string) =>
      generatePassphrase(seededRandom("same draw"), passphraseOptions.parse({ capitals, separator: " " }))
        .passphrase;
    expect(phrase("none")).toMatch(/^[a-z-]+( [a-z-]+){5}$/);
    expect(phrase("first-letter")).toMatch(/^[A-Z][a-z-]+( [A-Z][a-z-]+){5}$/);
    expect(phrase("upper")).toBe(phrase("none").toUpperCase());
  });

  it("draws every word, place and digit equally often", () => {
    const options = passphraseOptions.parse({ words: 4, separator: " ", digit: true });
    const ownRandom = seededRandom("distribution of passphrases");
    const words = new Map<string, number>();
    const ends = new Map<string, number>();
    const draws = 40_000;
    for (let draw = 0; draw < draws; draw += 1) {
      generatePassphrase(ownRandom, options)
        .passphrase.split(" ")
        .forEach((part, place) => {
          count(words, part.replace(/[0-9]$/, ""));
          if (/[0-9]$/.test(part)) count(ends, `${place}${part.at(-1)}`);
        });
    }
    expect([words.size, ends.size]).toEqual([7776, 40]);
    // The 99.99th percentiles for 7,775 and 39 degrees of freedom.
    expect(chiSquare(words, (draws * 4) / 7776)).toBeLessThan(8247);
    expect(chiSquare(ends, draws / 40)).toBeLessThan(81);
  });

  it("answers in its output's shape", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const generated = generatePassphrase(random, options);
        expect(generatedPassphrase.parse(generated)).toEqual(generated);
      }),
    );
  });
});

describe("passphraseEntropyBits", () => {
  it("is 12.925 bits a word, and the digit's value and place on top", () => {
    const six = passphraseOptions.parse({});
    expect(passphraseEntropyBits(six)).toBeCloseTo(77.5489, 4);
    expect(passphraseEntropyBits({ ...six, digit: true })).toBeCloseTo(77.5489 + Math.log2(60), 4);
  });

  it("is no higher with capitals or a separator", () => {
    const plain = passphraseEntropyBits(passphraseOptions.parse({ separator: "" }));
    expect(passphraseEntropyBits(passphraseOptions.parse({ separator: "*_*", capitals: "upper" }))).toBe(
      plain,
    );
  });
});

/** Every way to cut the text into listed words, one of them with a digit if so asked. */
function allReadings(text: string, options: PassphraseOptions): string[][] {
  const listed = new Set(effLongWords());
  const asWritten = (word: string) =>
    options.capitals === "none"
      ? word
      : options.capitals === "upper"
        ? word.toUpperCase()
        : word.charAt(0).toUpperCase() + word.slice(1);

  const read = (rest: string, wordsLeft: number, digitsLeft: number): string[][] => {
    const readings: string[][] = [];
    for (let end = 3; end <= 9; end += 1) {
      const word = rest.slice(0, end).toLowerCase();
      if (end > rest.length || !listed.has(word) || asWritten(word) !== rest.slice(0, end)) continue;
      const parts = [rest.slice(0, end)];
      if (digitsLeft > 0 && /[0-9]/.test(rest.charAt(end))) parts.push(rest.slice(0, end + 1));
      for (const part of parts) {
        const digits = digitsLeft - (part.length - end);
        const after = rest.slice(part.length);
        if (wordsLeft === 1) {
          if (after === "" && digits === 0) readings.push([part]);
        } else if (after.startsWith(options.separator)) {
          const tails = read(after.slice(options.separator.length), wordsLeft - 1, digits);
          readings.push(...tails.map((tail) => [part, ...tail]));
        }
      }
    }
    return readings;
  };
  return read(text, options.words, options.digit ? 1 : 0);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function chiSquare(counts: Map<string, number>, expected: number): number {
  return [...counts.values()].reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
}
