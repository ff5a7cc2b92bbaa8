import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { complete, completionsAt } from "./complete-query.ts";
import { parseQuery, readTokens } from "./parse-query.ts";

const NAMES = ["Work", "Old things", "Wörk abroad"];
const offered = (typed: string, caret = typed.length) =>
  completionsAt(typed, caret, { categoryNames: NAMES, tags: ["Every year", "Work"] }).map(
    ({ value }) => value,
  );

describe("what the search box offers", () => {
  it("is what fits behind in:, has:, is:, tag: and kind:, in any case and without accents", () => {
    expect(offered("in:")).toEqual([...NAMES, "none"]);
    expect(offered("bank IN:wor")).toEqual(["Work", "Wörk abroad"]);
    expect(offered("in:things")).toEqual(["Old things"]);
    expect(offered("-is:we")).toEqual(["weak"]);
    expect(offered("has:t")).toEqual(["totp", "tag", "notes", "account"]);
    expect(offered("TAG:w")).toEqual(["Work"]);
    expect(offered("-tags:")).toEqual(["Every year", "Work"]);
    expect(offered("kind:c")).toEqual(["card", "licence", "document"]);
  });

  it("is nothing if no value is expected", () => {
    expect(offered("")).toEqual([]);
    expect(offered("bank")).toEqual([]);
    expect(offered("is:weak")).toEqual([]);
    expect(offered("is:weak ")).toEqual([]);
    expect(offered("user:a")).toEqual([]);
  });

  it("is inserted at the caret, in quotes if it contains a space", () => {
    const typed = "a -in:ol bank";
    expect(complete(typed, 8, { operator: "in", value: "Old things" })).toEqual({
      text: 'a -in:"Old things" bank',
      caret: 19,
    });
    expect(complete("is:w", 4, { operator: "is", value: "weak" })).toEqual({ text: "is:weak ", caret: 8 });
  });
});

describe("reading a query", () => {
  it("comes to an end with every letter accounted for, whatever is typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-" in:is\u00a0é') }), (typed) => {
        const tokens = readTokens(typed);
        let at = 0;
        for (const { from, to } of tokens) {
          expect(typed.slice(at, from).trim()).toBe("");
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(typed.slice(at).trim()).toBe("");
        parseQuery(typed);
      }),
    );
  });
});
