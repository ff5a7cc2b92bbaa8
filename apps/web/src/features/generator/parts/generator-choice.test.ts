import { describe, expect, it } from "vitest";
import { FIRST_CHOICE, parseChoice } from "./generator-choice.ts";

describe("the last selected options", () => {
  it("are restored unchanged", () => {
    const choice = {
      mode: "words" as const,
      password: { ...FIRST_CHOICE.password, length: 40, symbols: false, excludeLookalikes: true },
      passphrase: { words: 8, separator: " ", capitals: "upper" as const, digit: true },
    };
    expect(parseChoice(JSON.parse(JSON.stringify(choice)))).toEqual(choice);
  });

  it("takes its default where it isn't understood, so that the generator always works", () => {
    for (const stored of [
      null,
      5,
      "x",
      [],
      {},
      {
        mode: "runes",
        password: { length: 1e9, lower: "yes", symbolSet: "" },
        passphrase: { words: 0.5, separator: "\n" },
      },
      { password: { length: 3 }, passphrase: { words: 2, capitals: "some" } },
    ])
      expect(parseChoice(stored)).toEqual(FIRST_CHOICE);
  });

  it("has a class of characters at least", () => {
    const none = { lower: false, upper: false, digits: false, symbols: false };
    expect(parseChoice({ password: none })).toEqual(FIRST_CHOICE);
  });
});
