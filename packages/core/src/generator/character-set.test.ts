import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCharacterSet } from "./character-set.ts";

const text = (set: string) => parseCharacterSet(set)?.join("") ?? null;

describe("parseCharacterSet", () => {
  it.each([
    ["[abc]", "abc"],
    ["[a-e]", "abcde"],
    ["[a-cA-C0-2!@]", "!012@ABCabc"],
    ["[cba]", "abc"],
    ["[aab]", "ab"],
    ["\\d", "0123456789"],
    ["[\\d_]", "0123456789_"],
    ["\\w", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"],
    ["[a-]", "-a"],
    ["[-a]", "-a"],
    ["[a\\-c]", "-ac"],
    ["[\\]\\[\\\\]", "[\\]"],
    ["[.+*]", "*+."],
    ["[ -#]", ' !"#'],
    ["[a^]", "^a"],
  ])("reads %s", (set, characters) => {
    expect(text(set)).toBe(characters);
  });

  it("takes a dot for every printable character but the space", () => {
    expect(parseCharacterSet(".")).toHaveLength(94);
  });

  it.each([
    "",
    "[]",
    "[",
    "a",
    "a-z",
    "[^a]",
    "[a-z]+",
    "[a-z]{3}",
    "(a+)+$",
    "[a]|[b]",
    "[[:alpha:]]",
    "[a[b]]",
    "\\s",
    "[\\s]",
    "[\\x41]",
    "[\\",
    "[\\]",
    "[z-a]",
    "[\\d-z]",
    "[a-\\w]",
    "[ä]",
    "[\u0000]",
    "[\n]",
    "^[a]$",
    `[${"a".repeat(300)}]`,
  ])("refuses %j", (set) => {
    expect(parseCharacterSet(set)).toBeNull();
  });

  it("means what a regular expression means by what it takes", () => {
    const alphabet = "[]\\-^abz09dw.!_ ";
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 }), (inside) => {
        const set = `[${inside}]`;
        const characters = parseCharacterSet(set);
        if (characters === null) return;
        const pattern = new RegExp(`^${set}$`);
        const matching = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter((char) =>
          pattern.test(char),
        );
        expect(characters).toEqual(matching);
      }),
      { numRuns: 2000 },
    );
  });
});
