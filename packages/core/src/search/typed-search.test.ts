import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createItemFolding, type Searchable } from "./folded-item.ts";
import { parseQuery } from "./parse-query.ts";
import { bareContext, type SearchContext, searchItems } from "./search-items.ts";
import { createTypedSearch } from "./typed-search.ts";

const fold = createItemFolding((url) => url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/.*/, ""));
const NO_CONTEXT = bareContext(fold);

const BLANK: Searchable = {
  id: 1,
  name: "",
  url: "",
  moreUrls: [],
  account: "",
  username: "",
  tags: [],
  fields: [],
  kind: "login",
  categoryId: null,
  favourite: false,
  hasPassword: false,
  hasTotp: false,
  hasNotes: false,
  usedAt: null,
  deletedAt: null,
  damaged: false,
};
const letters = fc.string({ unit: fc.constantFrom(..."aabbcß ."), maxLength: 4 });
const flag = fc.boolean();
const anyItem: fc.Arbitrary<Searchable> = fc.record({
  id: fc.nat(20),
  name: letters,
  url: letters.map((host) => `https://${host.replaceAll(" ", "")}.test`),
  moreUrls: fc.constant([]),
  account: letters,
  username: letters,
  tags: fc.array(letters, { maxLength: 2 }),
  fields: fc.array(fc.record({ name: letters, value: fc.option(letters) }), { maxLength: 1 }),
  kind: fc.constantFrom("login", "card"),
  categoryId: fc.constantFrom(null, 1, 2),
  favourite: flag,
  hasPassword: flag,
  hasTotp: flag,
  hasNotes: flag,
  usedAt: fc.constantFrom(null, 1),
  deletedAt: fc.constant(null),
  damaged: flag,
});

const anyContext: fc.Arbitrary<SearchContext> = fc.record({
  fold: fc.constant(fold),
  categoryNames: fc.constant(
    new Map([
      [1, "ab"],
      [2, "abc"],
    ]),
  ),
  tags: fc.constantFrom(new Set<string>(), new Set(["ab", "abc"])),
  notes: fc
    .dictionary(fc.constantFrom("a", "ab", "b", "abc"), fc.uniqueArray(fc.nat(20)))
    .map((ids) => new Map(Object.entries(ids).map(([text, found]) => [text, new Set(found)]))),
  notesToo: flag,
  files: fc.constantFrom(
    new Map<number, string>(),
    new Map([
      [1, "ab"],
      [2, "cab"],
    ]),
  ),
  health: fc.constantFrom(null, (id: number) => ({ weak: id % 2 === 0 })),
});

const piece = fc.oneof(
  letters,
  fc.constantFrom(
    "in:ab",
    "in:abc",
    "-in:ab",
    "tag:ab",
    "tag:abc",
    "-tag:ab",
    "name:ab",
    "-abc",
    "notes:ab",
    '"a b"',
    "is:weak",
    "has:url",
    "has:file",
  ),
);

/** Typed to its end letter by letter, then taken back by some letters. */
const typing = fc.tuple(fc.array(piece, { minLength: 1, maxLength: 3 }), fc.nat(6)).map(([pieces, back]) => {
  const whole = pieces.join(" ");
  const grown = Array.from(whole, (_, index) => whole.slice(0, index + 1));
  return [...grown, ...grown.toReversed().slice(0, back)];
});

describe("a search while someone types", () => {
  it("finds at each letter what a search from the start finds, in the same order", () => {
    fc.assert(
      fc.property(
        fc.array(anyItem, { maxLength: 12 }),
        fc.array(anyContext, { minLength: 1, maxLength: 2 }),
        fc.array(typing, { minLength: 1, maxLength: 3 }),
        (items, contexts, typed) => {
          const search = createTypedSearch<Searchable>();
          typed.flat().forEach((query, step) => {
            const context = contexts[Math.floor(step / 4) % contexts.length] ?? contexts[0];
            if (!context) return;
            const terms = parseQuery(query);
            expect(search(items, terms, context)).toEqual(searchItems(items, terms, context));
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it("looks only through the hits of the letter before, and through all again when one is taken back", () => {
    let looked = 0;
    const watched = ["apple", "apricot", "banana"].map((name, id) => ({
      ...BLANK,
      id,
      name,
      get categoryId() {
        looked += 1;
        return null;
      },
    }));
    const search = createTypedSearch<Searchable>();
    const lookedAt = (query: string) => {
      looked = 0;
      search(watched, parseQuery(query), NO_CONTEXT);
      return looked;
    };
    // The category is read only of what a word isn't in otherwise.
    expect(lookedAt("ap")).toBe(1);
    expect(lookedAt("app")).toBe(1);
    expect(lookedAt("appx")).toBe(1);
    expect(lookedAt("app")).toBe(2);
  });

  it("sees items and context that are others", () => {
    const search = createTypedSearch<Searchable>();
    const item = { ...BLANK, name: "pear" };
    expect(search([item], parseQuery("x"), NO_CONTEXT)).toEqual([]);
    expect(search([{ ...item, name: "xx" }], parseQuery("xx"), NO_CONTEXT)).toHaveLength(1);
  });
});
