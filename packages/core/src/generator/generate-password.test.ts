import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOOKALIKES } from "../rules/character-classes.ts";
import { generatedPassword, type PasswordOptions, passwordOptions } from "../schemas/generator.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { generatePassword, passwordEntropyBits } from "./generate-password.ts";

const LOWER = /[a-z]/;
const UPPER = /[A-Z]/;
const DIGIT = /[0-9]/;
const SYMBOL = /[^a-zA-Z0-9]/;

const anyOptions = fc
  .record({
    length: fc.oneof(fc.constant(4), fc.integer({ min: 4, max: 256 })),
    lower: fc.boolean(),
    upper: fc.boolean(),
    digits: fc.boolean(),
    symbols: fc.boolean(),
    symbolSet: fc.constantFrom("!", "!!#", "-_", "!#$%&()*+,-./:;<=>?@[]^_{|}~"),
    excludeLookalikes: fc.boolean(),
    requireEach: fc.boolean(),
  })
  .filter(({ lower, upper, digits, symbols }) => lower || upper || digits || symbols)
  .map((options) => passwordOptions.parse(options));

describe("generatePassword", () => {
  const random = seededRandom("passwords");

  it("has the length that was asked for, and characters of the classes wanted only", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const { password } = generatePassword(random, options);
        expect(password).toHaveLength(options.length);
        if (!options.lower) expect(password).not.toMatch(LOWER);
        if (!options.upper) expect(password).not.toMatch(UPPER);
        if (!options.digits) expect(password).not.toMatch(DIGIT);
        const foreign = [...password].filter(
          (char) => SYMBOL.test(char) && !options.symbolSet.includes(char),
        );
        expect(foreign).toEqual([]);
        if (!options.symbols) expect(password).not.toMatch(SYMBOL);
      }),
    );
  });

  it("has at least one character of each class wanted", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const { password } = generatePassword(random, { ...options, requireEach: true });
        if (options.lower) expect(password).toMatch(LOWER);
        if (options.upper) expect(password).toMatch(UPPER);
        if (options.digits) expect(password).toMatch(DIGIT);
        if (options.symbols) expect(password).toMatch(SYMBOL);
      }),
    );
  });

  it("leaves look-alikes out when asked to", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const { password } = generatePassword(random, { ...options, excludeLookalikes: true });
        expect([...password].filter((char) => LOOKALIKES.includes(char))).toEqual([]);
      }),
    );
  });

  it("answers in its output's shape", () => {
    fc.assert(
      fc.property(anyOptions, (options) => {
        const generated = generatePassword(random, options);
        expect(generatedPassword.parse(generated)).toEqual(generated);
      }),
    );
  });

  it("gives every allowed password the same chance, and no other any", () => {
    const allowed = allAllowed(fiveDigitsOneSymbol);
    const ownRandom = seededRandom("distribution of passwords");
    const counts = new Map(allowed.map((password) => [password, 0]));
    const draws = allowed.length * 100;
    for (let draw = 0; draw < draws; draw += 1) {
      const { password } = generatePassword(ownRandom, fiveDigitsOneSymbol);
      counts.set(password, (counts.get(password) ?? Number.NaN) + 1);
    }
    expect(counts.size).toBe(allowed.length);
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0);
    // 669 degrees of freedom: mean 669, standard deviation 36.6; the bound is the 99.99th percentile.
    expect(chiSquare).toBeLessThan(814);
  });

  it("fails rather than hangs when the source is stuck", () => {
    const stuck = (byteCount: number) => new Uint8Array(byteCount);
    expect(() => generatePassword(stuck, passwordOptions.parse({}))).toThrow("stuck");
  });
});

describe("passwordEntropyBits", () => {
  it("is the logarithm of the number of allowed passwords", () => {
    expect(passwordEntropyBits(fiveDigitsOneSymbol)).toBeCloseTo(
      Math.log2(allAllowed(fiveDigitsOneSymbol).length),
      12,
    );
  });

  it("is length times the bits of a character when no class is required", () => {
    const options = passwordOptions.parse({ length: 20, requireEach: false, symbols: false });
    expect(passwordEntropyBits(options)).toBeCloseTo(20 * Math.log2(62), 10);
  });

  it("is a little lower when each class is required", () => {
    const free = passwordEntropyBits(passwordOptions.parse({ requireEach: false }));
    const bound = passwordEntropyBits(passwordOptions.parse({}));
    expect(bound).toBeLessThan(free);
    expect(bound).toBeGreaterThan(free - 1);
  });

  it("counts a symbol that is named twice once", () => {
    const once = passwordOptions.parse({ symbolSet: "!#" });
    expect(passwordEntropyBits({ ...once, symbolSet: "!#!#" })).toBe(passwordEntropyBits(once));
  });
});

const fiveDigitsOneSymbol: PasswordOptions = passwordOptions.parse({
  length: 4,
  lower: false,
  upper: false,
  symbolSet: "!",
  excludeLookalikes: true,
});

/** Written down manually, apart from the generator's own code: four characters of 3 4 6 7 9 !, with both kinds. */
function allAllowed(options: PasswordOptions): string[] {
  let strings = [""];
  for (let place = 0; place < options.length; place += 1) {
    strings = strings.flatMap((string) => [..."34679!"].map((char) => string + char));
  }
  return strings.filter((string) => DIGIT.test(string) && SYMBOL.test(string));
}
