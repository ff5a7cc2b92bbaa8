import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text.ts";
import { createItemFolding, type Searchable } from "./folded-item.ts";
import { asksForHealth, asksForTrash, notesTexts, parseQuery, parseWholeQuery } from "./parse-query.ts";
import { type SearchContext, searchItems } from "./search-items.ts";

let lastId = 0;
const item = (name: string, more: Partial<Searchable> = {}): Searchable => ({
  id: (lastId += 1),
  name,
  url: "",
  moreUrls: [],
  account: "",
  username: "",
  fields: [],
  tags: [],
  kind: "login",
  categoryId: null,
  favourite: false,
  hasPassword: false,
  hasTotp: false,
  hasNotes: false,
  usedAt: null,
  deletedAt: null,
  damaged: false,
  ...more,
});

const MONEY = 7;
const OLD_MONEY = 8;
const fold = createItemFolding((url) => url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/.*/, ""));
const context: SearchContext = {
  fold,
  categoryNames: new Map([
    [MONEY, "money"],
    [OLD_MONEY, "old money"],
  ]),
  tags: new Set(["work", "homework", "uberweisung"]),
  notes: new Map(),
  notesToo: false,
  files: new Map(),
  health: null,
};
const cafe = item("Café Zürich", { url: "https://www.cafe.example/login", username: "bea" });
const tram = item("Straßenbahn", { account: "K-2231", hasPassword: true });
const bank = item("My bank", { username: "ada@example.org", categoryId: MONEY, favourite: true });
const lodz = item("Bank of Łódź", { categoryId: OLD_MONEY, moreUrls: ["https://bank.example"], url: "x" });
const wifi = item("Wi-Fi", { fields: [{ name: "SSID", value: "Ærø" }] });
const items = [cafe, tram, bank, lodz, wifi];

const names = (query: string, change: Partial<SearchContext> = {}, among: readonly Searchable[] = items) =>
  searchItems(among, parseQuery(query), { ...context, ...change }).map((found) => found.name);

describe("a search", () => {
  it("finds items of a kind, by its name or another word for it, and all others with a minus", () => {
    const visa = item("Visa", { kind: "card" });
    const deploy = item("Deploy", { kind: "ssh-key" });
    const among = [visa, deploy, bank];
    expect(names("kind:card", {}, among)).toEqual(["Visa"]);
    expect(names("KIND:ssh", {}, among)).toEqual(["Deploy"]);
    expect(names("-kind:login", {}, among)).toEqual(["Visa", "Deploy"]);
    expect(names("kind:login my", {}, among)).toEqual(["My bank"]);
    // While it is being typed, everything stays; a typo finds nothing.
    expect(names("kind:car", {}, among)).toHaveLength(3);
    expect(names("kind:carp", {}, among)).toEqual([]);
    expect(parseWholeQuery("kind:car")).toMatchObject([{ kind: "unknown", operator: "kind", value: "car" }]);
  });

  it("finds from the first letter, in every listed field", () => {
    expect(names("k")).toContain("Straßenbahn");
    expect(names("bea")).toEqual(["Café Zürich"]);
    expect(names("cafe.ex")).toEqual(["Café Zürich"]);
    expect(names("aero")).toEqual(["Wi-Fi"]);
    expect(names("ssid")).toEqual(["Wi-Fi"]);
    expect(names("bank.exam")).toEqual(["Bank of Łódź"]);
  });

  it("folds case and accents on both sides", () => {
    for (const query of ["ZURICH", "zürich", "zu\u0308rich", "ｚｕｒｉｃｈ"])
      expect(names(query)).toEqual(["Café Zürich"]);
    expect(names("strasse")).toEqual(["Straßenbahn"]);
    expect(names("STRAẞE")).toEqual(["Straßenbahn"]);
    expect(names("lodz")).toEqual(["Bank of Łódź"]);
  });

  it("takes hyphens, dots and other signs literally", () => {
    expect(names("wi-fi")).toEqual(["Wi-Fi"]);
    expect(names("wi‑fi")).toEqual(["Wi-Fi"]);
    expect(names("k-22")).toEqual(["Straßenbahn"]);
    expect(names("@example")).toEqual(["My bank"]);
    expect(names("://www")).toEqual(["Café Zürich"]);
    expect(names("-")).toEqual(["Wi-Fi", "Straßenbahn"]);
  });

  it("wants every word, in any order and any field", () => {
    expect(names("ada bank")).toEqual(["My bank"]);
    expect(names("bank ada")).toEqual(["My bank"]);
    expect(names("bank nobody")).toEqual([]);
  });

  it("takes quoted words as one", () => {
    expect(names('"my bank"')).toEqual(["My bank"]);
    expect(names('"bank my"')).toEqual([]);
    expect(names('"my ba')).toEqual(["My bank"]);
  });

  it("finds by category, after the items that contain the word themselves", () => {
    expect(names("money")).toEqual(["My bank", "Bank of Łódź"]);
    expect(names("money", {}, [bank, item("Monkey money")])).toEqual(["Monkey money", "My bank"]);
  });

  it("puts the best results first, and keeps the order of equal ones", () => {
    const ranked = [
      item("g", { fields: [{ name: "post", value: null }] }),
      item("f", { url: "https://x.example/post" }),
      item("e", { account: "post" }),
      item("d", { username: "post" }),
      item("c", { url: "https://post.example" }),
      item("Compost"),
      item("The post"),
      item("Postbox b"),
      item("Postbox a"),
      item("Post"),
    ];
    expect(names("post", {}, ranked)).toEqual([
      "Post",
      "Postbox b",
      "Postbox a",
      "The post",
      "Compost",
      "c",
      "d",
      "e",
      "f",
      "g",
    ]);
  });

  it("answers everything for a query that asks for nothing", () => {
    expect(searchItems(items, parseQuery("  "), context)).toBe(items);
    expect(names("user: in: is:fav")).toHaveLength(items.length);
  });

  it("doesn't find a renamed item by its old name", () => {
    fold(bank);
    expect(names("bank", {}, [{ ...bank, name: "Renamed", categoryId: null }])).toEqual([]);
  });
});

describe("the operators", () => {
  it("look in one field", () => {
    expect(names("name:bank")).toEqual(["Bank of Łódź", "My bank"]);
    expect(names("user:bank")).toEqual([]);
    expect(names("User:BEA")).toEqual(["Café Zürich"]);
    expect(names("website:cafe")).toEqual(["Café Zürich"]);
    expect(names("account:k-2")).toEqual(["Straßenbahn"]);
    expect(names("field:aero")).toEqual(["Wi-Fi"]);
  });

  it("tag: takes a tag of just that name, or else those that hold it", () => {
    const tagged = [
      item("a", { tags: ["Work", "Überweisung"] }),
      item("b", { tags: ["homework"] }),
      item("c", { username: "work" }),
    ];
    expect(names("tag:WORK", {}, tagged)).toEqual(["a"]);
    expect(names("tags:wor", {}, tagged)).toEqual(["a", "b"]);
    expect(names("-tag:work", {}, tagged)).toEqual(["b", "c"]);
    expect(names("tag:uberweisung", {}, tagged)).toEqual(["a"]);
    expect(names("has:tag", {}, tagged)).toEqual(["a", "b"]);
    expect(names("work", {}, tagged)).toEqual(["c", "a", "b"]);
  });

  it("in: takes a category of just that name, or else those that hold it", () => {
    expect(names("in:money")).toEqual(["My bank"]);
    expect(names("in:mon")).toEqual(["My bank", "Bank of Łódź"]);
    expect(names('in:"Old money"')).toEqual(["Bank of Łódź"]);
    expect(names("in:none")).toEqual(["Café Zürich", "Straßenbahn", "Wi-Fi"]);
    expect(names("in:nowhere")).toEqual([]);
  });

  it("in: takes a path or the end of one, and includes subcategories", () => {
    const context = {
      categoryNames: new Map([
        [MONEY, foldText("Family / Money")],
        [OLD_MONEY, foldText("Family / Money / Öld")],
      ]),
    };
    expect(names("in:family", context)).toEqual(["My bank", "Bank of Łódź"]);
    expect(names('in:"FAMILY/ money"', context)).toEqual(["My bank", "Bank of Łódź"]);
    expect(names("in:money", context)).toEqual(["My bank", "Bank of Łódź"]);
    expect(names("in:money/old", context)).toEqual(["Bank of Łódź"]);
    expect(names("in:family/old", context)).toEqual([]);
  });

  it("has: and is: ask what an item has and is", () => {
    expect(names("has:password")).toEqual(["Straßenbahn"]);
    expect(names("has:url")).toEqual(["Café Zürich", "Bank of Łódź"]);
    expect(names("has:field")).toEqual(["Wi-Fi"]);
    const files = new Map([[tram.id, "\nfahrplan.pdf\npass.jpg"]]);
    expect(names("has:file", { files })).toEqual(["Straßenbahn"]);
    expect(names("-has:files", { files }, [tram, wifi])).toEqual(["Wi-Fi"]);
    expect(names("Fahrplan", { files })).toEqual(["Straßenbahn"]);
    expect(names("is:favourite")).toEqual(["My bank"]);
    expect(names("is:favorite")).toEqual(["My bank"]);
    const reused = (id: number) => ({ reused: id === tram.id });
    expect(names("is:reused", { health: reused })).toEqual(["Straßenbahn"]);
    expect(names("is:reused")).toEqual([]);
  });

  it("a minus leaves out what fits", () => {
    expect(names("bank -lodz")).toEqual(["My bank"]);
    expect(names("-in:none -is:favourite")).toEqual(["Bank of Łódź"]);
    expect(names("-has:url")).toEqual(["Straßenbahn", "My bank", "Wi-Fi"]);
  });

  it("of a whole query: a value that is only begun doesn't exist", () => {
    expect(parseQuery("has:pass is:")).toEqual([]);
    expect(parseWholeQuery("has:pass bank")).toMatchObject([
      { kind: "unknown", operator: "has", value: "pass" },
      { kind: "word", text: "bank" },
    ]);
    expect(parseWholeQuery("is:weak in:")).toEqual(parseQuery("is:weak"));
  });

  it("a value that they don't know finds nothing, rather than everything", () => {
    expect(names("is:purple")).toEqual([]);
    expect(names("-has:wings")).toEqual([]);
  });

  it("anything that only looks like an operator is searched for literally", () => {
    expect(names("https://www.cafe")).toEqual(["Café Zürich"]);
    expect(names("nothing:else")).toEqual([]);
  });

  it("notes: and, on request, plain words find by what the server found in notes", () => {
    const notes = new Map([["pin", new Set([tram.id, bank.id])]]);
    expect(names("notes:PIN", { notes })).toEqual(["Straßenbahn", "My bank"]);
    expect(names("pin", { notes })).toEqual([]);
    expect(names("pin bank", { notes, notesToo: true })).toEqual(["My bank"]);
    expect(notesTexts(parseQuery("notes:Pin bank in:money notes:pin"), false)).toEqual(["pin"]);
    expect(notesTexts(parseQuery("notes:Pin bank"), true)).toEqual(["pin", "bank"]);
  });

  it("say what they need in addition to the list", () => {
    expect(asksForHealth(parseQuery("a -is:weak"))).toBe(true);
    expect(asksForHealth(parseQuery("is:favourite"))).toBe(false);
    expect(asksForTrash(parseQuery("old is:trash"))).toBe(true);
    expect(asksForTrash(parseQuery("-is:trash"))).toBe(false);
  });
});

it("category names are compared folded", () => {
  expect(names("in:geschaft", { categoryNames: new Map([[MONEY, foldText("Geschäft")]]) })).toEqual([
    "My bank",
  ]);
});
