import { describe, expect, it } from "vitest";
import { emptyValues } from "../../../data/items/empty-values.ts";
import {
  changesBetween,
  clashes,
  isInvisibleName,
  problemsOf,
  rebase,
  refusedFields,
  tidy,
} from "./item-values.ts";

const pin = { name: "PIN", kind: "hidden" as const, value: "1234" };
const base = { ...emptyValues(1), name: "Bank", password: "old", fields: [pin] };
const SECRET = "JBSWY3DPEHPK3PXP";

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

  it("never clashes on tags: every added tag is kept, and every removed tag is gone", () => {
    const tagged = { ...base, tags: ["a", "b"] };
    const [hers, his] = [
      { ...tagged, tags: ["b", "hers"] },
      { ...tagged, tags: ["a", "b", "his"] },
    ];
    expect(clashes(tagged, hers, his)).toEqual([]);
    expect(rebase(tagged, hers, his).tags).toEqual(["b", "his", "hers"]);
  });

  it("knows lists by what they say, not by where they came from", () => {
    const asked = { ...base, fields: [{ ...pin, value: "9" }] };
    const same = { ...base, fields: [{ ...pin, value: "9" }] };
    expect(clashes(base, asked, same)).toEqual([]);
    expect(clashes(base, asked, { ...base, fields: [] })).toEqual(["fields"]);
  });
});

describe("changesBetween", () => {
  it("names what changed, a category taken away included", () => {
    expect(changesBetween(base, { ...base, categoryId: null })).toEqual({ categoryId: null });
    expect(changesBetween(base, base)).toEqual({});
  });

  it("names a changed list as a whole, and no unchanged one", () => {
    expect(changesBetween(base, { ...base, fields: [{ ...pin }], moreUrls: ["https://a.example"] })).toEqual({
      moreUrls: ["https://a.example"],
    });
  });
});

describe("tidy", () => {
  it("drops empty rows, and the first address that isn't empty comes first", () => {
    const empty = { name: " ", kind: "text" as const, value: "" };
    const form = { ...base, url: "", moreUrls: ["", "https://b.example", " "], fields: [empty, pin] };
    expect(tidy(form)).toEqual({ ...base, url: "https://b.example", moreUrls: [], fields: [pin] });
  });

  it("turns a secret into a URI, and keeps an invalid code for the user to correct", () => {
    expect(tidy({ ...base, totp: "jbsw y3dp ehpk 3pxp" }).totp).toBe(`otpauth://totp/?secret=${SECRET}`);
    expect(tidy({ ...base, totp: "0" }).totp).toBe("0");
  });
});

describe("problemsOf", () => {
  it("has nothing to say of a form that can be saved", () => {
    expect(problemsOf(base)).toBeNull();
    expect(problemsOf({ ...base, fields: [{ ...pin, name: "", value: "" }] })).toBeNull();
  });

  it("keeps a form open whose text is too long or can't be kept, instead of cutting it", () => {
    const long = (chars: number) => "x".repeat(chars + 1);
    for (const change of [
      { password: long(8192) },
      { name: long(1024) },
      { blob: long(1_048_576) },
      { blob: "\ud83d" },
      { moreUrls: [long(8192)] },
      { tags: [long(100)] },
      { tags: Array.from({ length: 51 }, (_, index) => `tag ${index}`) },
      { fields: [{ ...pin, value: long(16_384) }] },
      { fields: [{ ...pin, name: long(255) }] },
    ])
      expect(problemsOf({ ...base, ...change })).toEqual({ totp: null, nameless: [], isEmpty: false });
    expect(problemsOf({ ...base, password: "x".repeat(8192), blob: "x".repeat(1_048_576) })).toBeNull();
  });

  it("refuses a new name that shows nothing, and leaves an old one", () => {
    expect(isInvisibleName(" \u200b", "")).toBe(true);
    expect(isInvisibleName(" ", " ")).toBe(false);
    expect(isInvisibleName("", "Router")).toBe(false);
  });

  it("names a code that is none, and values without a name", () => {
    expect(problemsOf({ ...base, totp: "otpauth://hotp/?secret=x" })).toEqual({
      totp: "counter",
      nameless: [],
      isEmpty: false,
    });
    expect(problemsOf({ ...base, fields: [pin, { ...pin, name: "" }] })).toEqual({
      totp: null,
      nameless: [1],
      isEmpty: false,
    });
  });

  it("refuses a form in which nothing can be seen, unless the item was so before", () => {
    const empty = emptyValues(null);
    const unseen = { ...empty, name: " \u200b", tags: ["work"], favourite: true, moreUrls: [" "] };
    for (const values of [empty, unseen])
      expect(problemsOf(values)).toEqual({ totp: null, nameless: [], isEmpty: true });
    expect(problemsOf({ ...base, ...empty }, base)).toMatchObject({ isEmpty: true });
    expect(problemsOf(unseen, empty)).toBeNull();
  });
});

describe("what the server refused of custom fields", () => {
  it("is at the field's position in the form, although empty ones weren't sent", () => {
    const values = { ...base, fields: [{ ...pin, name: "", value: "" }, pin, { ...pin, name: "Card" }] };
    const refused = { "fields[0].value": "too long", "fields[1].name": "taken", name: "too short" };
    expect(refusedFields(values, refused)).toEqual([
      { name: undefined, value: undefined },
      { name: undefined, value: "too long" },
      { name: "taken", value: undefined },
    ]);
  });
});
