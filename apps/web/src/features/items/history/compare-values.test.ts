import { describe, expect, it } from "vitest";
import { emptyValues } from "../../../data/items/empty-values.ts";
import { compareValues } from "./compare-values.ts";

const field = (name: string, value: string, kind: "text" | "hidden" | "date" = "text") => ({
  name,
  kind,
  value,
});
const base = { ...emptyValues(null), name: "Bank", password: "one" };
const said = (...given: Parameters<typeof compareValues>) =>
  compareValues(...given).map(({ label, before, after, secret }) => [label, before, after, secret]);

describe("compareValues", () => {
  it("says nothing of what is the same", () => {
    expect(said(base, { ...base })).toEqual([]);
  });

  it("tells what was added, changed and taken away, and what of it is secret", () => {
    const after = { ...base, password: "two", url: "https://bank.example", name: "" };
    expect(said(base, after)).toEqual([
      ["Name", "Bank", "", false],
      ["Password", "one", "two", true],
      ["Website", "", "https://bank.example", false],
    ]);
  });

  it("compares more addresses as a list", () => {
    expect(said({ ...base, moreUrls: ["a", "b"] }, { ...base, moreUrls: ["a"] })).toEqual([
      ["More websites", "a\nb", "a", false],
    ]);
  });

  it("tells which tags there were", () => {
    expect(said({ ...base, tags: ["a", "b"] }, { ...base, tags: ["b"] })).toEqual([
      ["Tags", "a, b", "b", false],
    ]);
  });

  it("compares one's own fields by name, the first of a name with the first", () => {
    const before = { ...base, fields: [field("PIN", "1", "hidden"), field("Key", "a"), field("Key", "b")] };
    const after = { ...base, fields: [field("Key", "a"), field("Key", "c"), field("New", "x")] };
    expect(said(before, after)).toEqual([
      ["PIN", "1", "", true],
      ["Key", "b", "c", false],
      ["New", "", "x", false],
    ]);
  });

  it("tells another order or kind where all values are the same", () => {
    const before = { ...base, fields: [field("A", "1"), field("B", "2")] };
    const after = { ...base, fields: [field("B", "2", "hidden"), field("A", "1")] };
    expect(said(before, after)).toEqual([
      ["Custom fields", "A (Text)\nB (Text)", "B (Hidden)\nA (Text)", false],
    ]);
  });
});
