import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, markHits, searchItems } from "./search.ts";

const item = (name: string, more: Partial<Record<"url" | "account" | "username", string>> = {}) => ({
  name,
  url: "",
  account: "",
  username: "",
  ...more,
});

const items = [
  item("Café Zürich", { url: "https://cafe.example", username: "bea" }),
  item("Straßenbahn", { account: "K-2231" }),
  item("My bank", { username: "ada@example.org" }),
  item("Bank of Łódź"),
];
const names = (query: string) => searchItems(items, query).map((found) => found.name);

describe("searchItems", () => {
  it("finds from the first letter, in every listed field", () => {
    expect(names("k")).toContain("Straßenbahn");
    expect(names("bea")).toEqual(["Café Zürich"]);
    expect(names("cafe.ex")).toEqual(["Café Zürich"]);
  });

  it("folds case and accents on both sides", () => {
    expect(names("ZURICH")).toEqual(["Café Zürich"]);
    expect(names("zürich")).toEqual(["Café Zürich"]);
    expect(names("strasse")).toEqual(["Straßenbahn"]);
    expect(names("lodz")).toEqual(["Bank of Łódź"]);
  });

  it("wants every word, in any order and any field", () => {
    expect(names("ada bank")).toEqual(["My bank"]);
    expect(names("bank nobody")).toEqual([]);
  });

  it("puts names that begin with the query first", () => {
    expect(names("bank")).toEqual(["Bank of Łódź", "My bank"]);
  });

  it("answers everything for a query of blanks", () => {
    expect(searchItems(items, "  ")).toBe(items);
  });
});

describe("foldText", () => {
  it("folds what is already folded to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => foldText(foldText(text)) === foldText(text)),
    );
  });
});

describe("markHits", () => {
  it("marks the letters that were typed, with their accents", () => {
    expect(markHits("Café Zürich", "fe zu")).toEqual([
      { text: "Ca", hit: false, at: 0 },
      { text: "fé", hit: true, at: 2 },
      { text: " ", hit: false, at: 4 },
      { text: "Zü", hit: true, at: 5 },
      { text: "rich", hit: false, at: 7 },
    ]);
  });

  it("loses no letter of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, query) => {
        expect(
          markHits(text, query)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
