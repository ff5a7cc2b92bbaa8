import { describe, expect, it } from "vitest";
import { passphraseOptions, passwordOptions, strengthInput } from "./generator.ts";

describe("passwordOptions", () => {
  it("defaults to 20 characters of all four classes, each present", () => {
    const defaults = passwordOptions.parse(undefined);
    expect(defaults).toEqual(passwordOptions.parse({}));
    expect(defaults).toMatchObject({ length: 20, lower: true, upper: true, digits: true, symbols: true });
    expect(defaults).toMatchObject({ requireEach: true, excludeLookalikes: false });
  });

  it.each([
    [{ length: 3 }, "length", "length must be at least 4."],
    [{ length: 257 }, "length", "length must be at most 256."],
    [{ length: 4.5 }, "length", "length must be a whole number."],
    [{ length: "20" }, "length", "length must be a whole number."],
    [{ lower: "yes" }, "lower", "lower must be true or false."],
    [
      { lower: false, upper: false, digits: false, symbols: false },
      "",
      "Choose at least one of lower, upper, digits and symbols.",
    ],
    [{ symbolSet: "" }, "symbolSet", "symbolSet is empty: add a symbol, or turn symbols off."],
    [{ symbolSet: "a!" }, "symbolSet", "symbolSet may contain only ASCII punctuation."],
    [{ symbolSet: "é" }, "symbolSet", "symbolSet may contain only ASCII punctuation."],
    [{ symbolSet: " " }, "symbolSet", "symbolSet may contain only ASCII punctuation."],
    [
      { symbolSet: "||", excludeLookalikes: true },
      "symbolSet",
      "symbolSet contains only look-alikes: add another symbol, or turn excludeLookalikes off.",
    ],
  ])("refuses %j, naming what is wrong", (options, path, message) => {
    expect(firstIssue(passwordOptions.safeParse(options))).toEqual({ path, message });
  });

  it("doesn't mind an empty symbolSet when symbols are off", () => {
    expect(passwordOptions.safeParse({ symbols: false, symbolSet: "" }).success).toBe(true);
  });

  it("refuses an option that it doesn't know", () => {
    expect(passwordOptions.safeParse({ lenght: 20 }).success).toBe(false);
  });
});

describe("passphraseOptions", () => {
  it("defaults to six small-letter words with hyphens between", () => {
    expect(passphraseOptions.parse(undefined)).toEqual({
      words: 6,
      separator: "-",
      capitals: "none",
      digit: false,
    });
  });

  it.each([
    [{ words: 2 }, "words", "words must be at least 3."],
    [{ words: 21 }, "words", "words must be at most 20."],
    [{ separator: "123456789" }, "separator", "separator has at most 8 characters."],
    [
      { separator: "\t" },
      "separator",
      "separator contains an invisible character, such as a tab or a line break.",
    ],
    [
      { separator: "\ud800" },
      "separator",
      "separator contains an invisible character, such as a tab or a line break.",
    ],
    [{ capitals: "all" }, "capitals", "capitals must be one of none, first-letter, upper."],
    [{ digit: 1 }, "digit", "digit must be true or false."],
  ])("refuses %j, naming what is wrong", (options, path, message) => {
    expect(firstIssue(passphraseOptions.safeParse(options))).toEqual({ path, message });
  });
});

describe("strengthInput", () => {
  it.each([
    [{}, "password", "password must be text."],
    [{ password: "x".repeat(8193) }, "password", "password has at most 8192 characters."],
    [{ password: "x", userInputs: "alice" }, "userInputs", "userInputs must be a list of strings."],
    [{ password: "x", userInputs: [1] }, "userInputs.0", "userInputs must be a list of strings."],
    [{ password: "x", userInputs: Array(21).fill("a") }, "userInputs", "userInputs has at most 20 entries."],
  ])("refuses %j, naming what is wrong", (input, path, message) => {
    expect(firstIssue(strengthInput.safeParse(input))).toEqual({ path, message });
  });
});

function firstIssue(
  parsed: ReturnType<(typeof passwordOptions | typeof passphraseOptions | typeof strengthInput)["safeParse"]>,
) {
  const issue = parsed.error?.issues[0];
  return { path: issue?.path.join("."), message: issue?.message };
}
