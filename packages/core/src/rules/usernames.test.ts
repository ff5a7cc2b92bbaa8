import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newUsernameProblem } from "./secrets.ts";
import { findColliding, usernameForm } from "./usernames.ts";

const ADA_IN_MANY_WAYS = [
  "ada",
  "ADA",
  "Ada",
  " ada ",
  "ada\u00a0",
  "ada\u200b",
  "\u2060ada",
  "a\u00adda",
  "\ufeffada",
  "\uff41\uff44\uff41",
  "ada\ufe0f",
];

describe("usernameForm", () => {
  it.each(ADA_IN_MANY_WAYS)("takes %j for ada", (typed) => {
    expect(usernameForm(typed)).toBe("ada");
  });

  it.each([
    ["Zo\u00eb", "zoe\u0308"],
    ["\u0130lker", "i\u0307lker"],
    ["\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3", "\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03c5\u03c2"],
    ["Bob  M\u00fcller", "bob m\u00fcller"],
    ["\ufb01n", "FIN"],
    ["\ud55c\uae00", "\u1112\u1161\u11ab\u1100\u1173\u11af"],
  ])("takes %j and %j for one name", (one, other) => {
    expect(usernameForm(one)).toBe(usernameForm(other));
  });

  it.each([
    ["ada", "ad\u0430"],
    ["ada", "adam"],
    ["a da", "ada"],
    ["ada", "\u00e1da"],
    ["gro\u00df", "gross"],
    ["i", "\u0131"],
  ])("tells %j from %j", (one, other) => {
    expect(usernameForm(one)).not.toBe(usernameForm(other));
  });

  it("of a form is that form, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 20 }), (typed) => {
        const form = usernameForm(typed);
        expect(usernameForm(form)).toBe(form);
        expect(usernameForm(typed.normalize("NFD"))).toBe(form);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a new username", () => {
  it.each([
    "ada",
    "Ada Lovelace",
    "ada@example.com",
    "o'brien-smith_2",
    "Zo\u00eb",
    "\u0430\u0434\u0430",
    "\u1f08\u03b4\u03b1",
    "\u05e2\u05d3\u05d4",
    "\u0639\u0644\u064a",
    "\u7530\u4e2d\u305f\u308d\u3046",
    "\u7530\u4e2d Taro",
    "\uae40\ucca0\uc218",
    "\u0905\u0926\u093e",
    "name <b>",
    "ada \ud83d\ude00",
    "o\u2019brien",
    " ada ",
  ])("may be %j", (name) => {
    expect(newUsernameProblem(name)).toBeNull();
  });

  it.each([
    ["ada\u200b.", "invisible-character"],
    ["ada\u00a0l", "invisible-character"],
    ["a\u00adda", "invisible-character"],
    ["ada\u202egpj", "invisible-character"],
    ["a\u2800a", "invisible-character"],
    ["\u3164", "invisible-character"],
    ["ad\u0430", "mixed-scripts"],
    ["\u03bfda", "mixed-scripts"],
    ["ada \u0434\u0430", "mixed-scripts"],
    ["ada\u0661", "mixed-scripts"],
    ["\u{1d70a}da", "mixed-scripts"],
    ["\u00b5da", "mixed-scripts"],
    ["   ", "empty"],
    ["tab\there", "control-character"],
  ])("isn't %j: %s", (name, problem) => {
    expect(newUsernameProblem(name)).toBe(problem);
  });
});

describe("findColliding", () => {
  it("names each account whose name another one has in another way of writing it, and no deleted one", () => {
    const accounts = ["ada", "bob", "ADA", null, "ad\u0430", "ada\u200b", "Bob M"].map((username, id) => ({
      id,
      username,
    }));
    expect(findColliding(accounts).map(({ id }) => id)).toEqual([0, 2, 5]);
  });
});
