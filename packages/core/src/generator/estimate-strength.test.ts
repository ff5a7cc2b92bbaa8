import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { passphraseOptions, passwordOptions, passwordStrength } from "../schemas/generator.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { estimateStrength } from "./estimate-strength.ts";
import { generatePassphrase } from "./generate-passphrase.ts";
import { generatePassword } from "./generate-password.ts";
import { JUDGED_CHARS } from "./zxcvbn-estimator.ts";

describe("estimateStrength", () => {
  it.each(["", "password", "123456", "qwerty", "p@ssw0rd", "aaaaaaaa"])(
    "finds %j worthless, and says why",
    async (password) => {
      const { score, suggestions } = await estimateStrength(password);
      expect(score).toBe(0);
      expect(suggestions).not.toEqual([]);
    },
  );

  it("finds what the generators make strong", async () => {
    const random = seededRandom("strength");
    for (let draw = 0; draw < 20; draw += 1) {
      const { password } = generatePassword(random, passwordOptions.parse({}));
      const { passphrase } = generatePassphrase(random, passphraseOptions.parse({}));
      expect((await estimateStrength(password)).score).toBe(4);
      expect((await estimateStrength(passphrase)).score).toBe(4);
    }
  });

  it("rises from a common word to a longer, stranger one", async () => {
    const guesses = [];
    for (const password of ["monkey", "monkey7", "monkey7!", "monkey7!Kx", "monkey7!Kx2#vQ"]) {
      guesses.push((await estimateStrength(password)).guessesLog10);
    }
    expect(guesses).toEqual(guesses.toSorted((a, b) => a - b));
    expect(new Set(guesses).size).toBe(guesses.length);
  });

  it("finds the person's own names weak, also as parts of an address or a URL", async () => {
    const own = ["alice.quuxbury@example.org", "https://frobnicator.example/login"];
    for (const password of ["quuxbury", "Frobnicator", "alice.quuxbury@example.org"]) {
      const alone = await estimateStrength(password);
      const known = await estimateStrength(password, own);
      expect(known.score).toBe(0);
      expect(known.guessesLog10).toBeLessThan(alone.guessesLog10);
    }
    expect((await estimateStrength("quuxbury")).score).toBeGreaterThan(0);
  });

  it("judges the first 64 characters only", async () => {
    const weak = "a".repeat(JUDGED_CHARS);
    expect(await estimateStrength(`${weak}kV8#pQz!m2Xw9rTy`)).toEqual(await estimateStrength(weak));
    expect(JUDGED_CHARS).toBe(64);
  });

  it("answers the same when asked again", async () => {
    expect(await estimateStrength("dragon12")).toEqual(await estimateStrength("dragon12"));
  });

  it("answers in its output's shape for any text", async () => {
    const anyText = fc.oneof(
      fc.constantFrom("constructor", "__proto__", "toString", "hasOwnProperty", "\u0000", "\ud800"),
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.string({ unit: fc.constantFrom("a", "4", "@", "1", "9", "/", "q", "w"), maxLength: 80 }),
    );
    await fc.assert(
      fc.asyncProperty(anyText, fc.array(anyText, { maxLength: 3 }), async (password, userInputs) => {
        const strength = await estimateStrength(password, userInputs);
        expect(passwordStrength.parse(strength)).toEqual(strength);
      }),
    );
  });
});
