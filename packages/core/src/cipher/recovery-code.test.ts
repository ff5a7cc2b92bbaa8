import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemRandom } from "../platform/system-random.ts";
import { everyBitFlipped, everyTruncation, numberedKey } from "../testing/sealing.ts";
import { isRecoveryCode, newRecoveryCode, openWithRecoveryCode, sealForRecovery } from "./recovery-code.ts";

const random = systemRandom;
const vaultKey = numberedKey(1);
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_ALPHABET = `${ALPHABET}*~$=U`;

const anyCode = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => newRecoveryCode(() => new Uint8Array(bytes)));
const replaced = (text: string, at: number, char: string) => text.slice(0, at) + char + text.slice(at + 1);

/** Ways of writing a code that mean the same. */
const respellings: Record<string, (code: string) => string> = {
  "in small letters": (code) => code.toLowerCase(),
  "without dashes": (code) => code.replaceAll("-", ""),
  "with blanks for dashes": (code) => code.replaceAll("-", " "),
  "with long dashes, as word processors write them": (code) =>
    code.replaceAll("-", "–").replace("–", "\u2011"),
  "with blanks and line breaks around and between": (code) => `\n ${[...code].join(" ")}\t\u00a0`,
  "with O for 0": (code) => code.replaceAll("0", "O"),
  "with o for 0": (code) => code.replaceAll("0", "o"),
  "with I for 1": (code) => code.replaceAll("1", "I"),
  "with l for 1": (code) => code.replaceAll("1", "l"),
  "with L for 1, small and without dashes": (code) =>
    code.replaceAll("1", "L").replaceAll("-", "").toLowerCase(),
};

describe("newRecoveryCode", () => {
  it("is 32 characters and a check character, in groups of four", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z*~$=U]$/);
        expect(isRecoveryCode(code)).toBe(true);
      }),
    );
  });

  it("wipes the bytes that it was made of", () => {
    const bytes = random(20);
    newRecoveryCode(() => bytes);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });
});

describe("isRecoveryCode", () => {
  it("catches every single mistyped character", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (let at = 0; at < code.length; at += 1) {
          const right = code.charAt(at);
          if (right === "-") continue;
          const alphabet = at === code.length - 1 ? CHECK_ALPHABET : ALPHABET;
          for (const char of alphabet)
            if (char !== right) expect(isRecoveryCode(replaced(code, at, char))).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("catches every two neighbours that changed places", () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        const chars = [...code.replaceAll("-", "")];
        for (let at = 0; at + 1 < chars.length; at += 1) {
          const swapped = chars.with(at, chars[at + 1] ?? "").with(at + 1, chars[at] ?? "");
          expect(isRecoveryCode(swapped.join(""))).toBe(chars[at] === chars[at + 1]);
        }
      }),
    );
  });

  it("catches a character too many or too few, and those that no code has", () => {
    const code = newRecoveryCode(random);
    for (const wrong of ["", "-", code.slice(0, -1), `${code}0`, code.slice(1), `0${code}`, code + code]) {
      expect(isRecoveryCode(wrong)).toBe(false);
    }
    for (const char of "U*~$=u!.,;_é😀\u0000") expect(isRecoveryCode(replaced(code, 0, char))).toBe(false);
  });

  it("takes any text without an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        expect(typeof isRecoveryCode(text)).toBe("boolean");
      }),
    );
  });
});

describe("openWithRecoveryCode", () => {
  const code = newRecoveryCode(random);
  const sealed = sealForRecovery(random, code, { userId: 7, vaultKey });

  it("answers the vault key to whoever has the code", () => {
    expect(openWithRecoveryCode(code, 7, { keyNumber: 1, sealed })).toEqual(vaultKey);
  });

  it.each(Object.entries(respellings))("forgives a code %s", (_way, respell) => {
    fc.assert(
      fc.property(anyCode, (someCode) => {
        const seal = sealForRecovery(random, someCode, { userId: 7, vaultKey });
        expect(openWithRecoveryCode(respell(someCode), 7, { keyNumber: 1, sealed: seal })).toEqual(vaultKey);
      }),
      { numRuns: 30 },
    );
  });

  it("answers no for another code, and for one that is none", () => {
    expect(openWithRecoveryCode(newRecoveryCode(random), 7, { keyNumber: 1, sealed })).toBeNull();
    for (const none of ["", "sesame", replaced(code, 0, code.startsWith("0") ? "1" : "0")]) {
      expect(openWithRecoveryCode(none, 7, { keyNumber: 1, sealed })).toBeNull();
    }
  });

  it("answers no for another user or key number, and for numbers that no account has", () => {
    for (const userId of [6, 8, -1, 0.5])
      expect(openWithRecoveryCode(code, userId, { keyNumber: 1, sealed })).toBeNull();
    for (const keyNumber of [0, 2, -1, 0.5])
      expect(openWithRecoveryCode(code, 7, { keyNumber, sealed })).toBeNull();
  });

  it("answers no when any bit was turned or bytes are missing, and names another version", () => {
    for (const changed of [...everyBitFlipped(sealed), ...everyTruncation(sealed)]) {
      const opening = () => openWithRecoveryCode(code, 7, { keyNumber: 1, sealed: changed });
      if (changed.length < sealed.length || changed[0] === 1) expect(opening()).toBeNull();
      else expect(opening).toThrow(expect.objectContaining({ code: "RECORD_UNSUPPORTED" }));
    }
  });
});

describe("sealForRecovery", () => {
  it("refuses what is no code", () => {
    expect(() => sealForRecovery(random, "sesame", { userId: 7, vaultKey })).toThrow(RangeError);
  });
});
