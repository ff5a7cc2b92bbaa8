import { describe, expect, it } from "vitest";
import { changesBetween, clashes, emptyValues, rebase } from "./item-values.ts";

const base = { ...emptyValues(1), name: "Bank", password: "old" };

describe("a conflict", () => {
  const mine = { ...base, password: "mine", url: "https://bank.example" };
  const theirs = { ...base, password: "theirs", account: "42" };

  it("keeps what only the other changed, and puts my changes over it", () => {
    expect(rebase(base, mine, theirs)).toEqual({
      ...base,
      password: "mine",
      url: "https://bank.example",
      account: "42",
    });
  });

  it("is only about fields that both changed differently", () => {
    expect(clashes(base, mine, theirs)).toEqual(["password"]);
    expect(clashes(base, mine, { ...theirs, password: "mine" })).toEqual([]);
  });
});

describe("changesBetween", () => {
  it("names what changed, a category taken away included", () => {
    expect(changesBetween(base, { ...base, categoryId: null })).toEqual({ categoryId: null });
    expect(changesBetween(base, base)).toEqual({});
  });
});
