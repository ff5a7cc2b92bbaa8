import { describe, expect, it } from "vitest";
import { ITEM_FIELDS } from "../items/field-table.ts";
import { LIMITS } from "../rules/limits.ts";
import {
  itemChange,
  itemChanges,
  itemPageRequest,
  itemRecord,
  newItem,
  newItems,
  trashSelection,
} from "./items.ts";

const limits = {
  name: ITEM_FIELDS.name.maxChars,
  url: ITEM_FIELDS.url.maxChars,
  account: ITEM_FIELDS.account.maxChars,
  username: ITEM_FIELDS.username.maxChars,
  password: ITEM_FIELDS.password.maxChars,
  blob: ITEM_FIELDS.blob.maxChars,
};
const empty = { name: "", url: "", account: "", username: "", password: "", blob: "" };

describe("newItem", () => {
  it("is empty and without a category where nothing is said", () => {
    expect(newItem.parse({})).toEqual({ ...empty, categoryId: null });
  });

  it.each(Object.entries(limits))("takes %s of %i characters and no more", (field, most) => {
    const longest = "x".repeat(most);
    expect(newItem.parse({ [field]: longest })).toMatchObject({ [field]: longest });
    const refused = newItem.safeParse({ [field]: `${longest}x` });
    expect(refused.error?.issues[0]).toMatchObject({
      path: [field],
      message: `${field} has at most ${most} characters.`,
    });
  });

  it("keeps text unchanged: spaces, line breaks, control characters, letters in two ways", () => {
    const text = "  a\u0000\r\n\ta\u0308\u00e4  ";
    expect(newItem.parse({ ...empty, name: text, password: text, blob: text })).toMatchObject({
      name: text,
      password: text,
      blob: text,
    });
  });

  it.each([
    ["name", { name: "a\ud800" }],
    ["password", { password: "\udfff" }],
    ["blob", { blob: "\ud83d and \ude00" }],
    ["tags.0", { tags: ["\ud83d"] }],
    ["moreUrls.0", { moreUrls: ["https://x.example/\ud83d"] }],
    ["fields.0.name", { fields: [{ name: "\ud83d", kind: "text", value: "" }] }],
    ["fields.0.value", { fields: [{ name: "PIN", kind: "hidden", value: "\ude00\ud83d" }] }],
  ])("refuses half a character in %s: it would be kept as another one", (path, given) => {
    const [issue] = newItem.safeParse(given).error?.issues ?? [];
    expect([issue?.path.join("."), issue?.message]).toEqual([
      path,
      expect.stringContaining("half a character"),
    ]);
  });

  it("refuses a name of spaces or invisible characters, for an item and for a custom field; no name is fine", () => {
    for (const name of [" ", "\u00a0\u3000", "\u200b", "\u2800"]) {
      expect(newItem.safeParse({ name }).error?.issues[0]?.message).toMatch(/needs something to see/);
      const fields = [{ name, kind: "text", value: "x" }];
      expect(newItem.safeParse({ fields }).error?.issues[0]?.message).toBe("A field needs a name.");
    }
    expect(newItem.parse({ name: "" }).name).toBe("");
  });

  it("refuses fields that it doesn't know, rather than lose them", () => {
    expect(newItem.safeParse({ nmae: "x" }).success).toBe(false);
    expect(newItem.safeParse(JSON.parse('{"__proto__":"x"}')).success).toBe(false);
  });

  it("refuses a field that isn't text, and a category that is no id", () => {
    for (const value of [null, 5, ["x"], { text: "x" }])
      expect(newItem.safeParse({ name: value }).success).toBe(false);
    for (const value of [0, "1", -1, 1.5])
      expect(newItem.safeParse({ categoryId: value }).success).toBe(false);
    expect(newItem.parse({ categoryId: 7 })).toMatchObject({ categoryId: 7 });
  });

  it("never repeats a value in what it says about it", () => {
    const { error } = newItem.safeParse({ password: "sesame".repeat(ITEM_FIELDS.password.maxChars) });
    expect(JSON.stringify(error?.issues)).not.toContain("sesame");
  });
});

describe("newItems", () => {
  it("needs one item at least", () => {
    expect(newItems.safeParse({ items: [] }).success).toBe(false);
    expect(newItems.parse({ items: [{}] }).items).toHaveLength(1);
  });
});

describe("itemRecord", () => {
  it("has every field", () => {
    const later = {
      moreUrls: [],
      totp: "",
      fields: [],
      kind: "login",
      tags: [],
      favourite: false,
      passwordChangedAt: null,
      changedBy: "",
      source: null,
    };
    const full = { ...empty, ...later };
    expect(itemRecord.parse(full)).toEqual(full);
    for (const name of Object.keys(full)) {
      const incomplete = Object.fromEntries(Object.entries(full).filter(([key]) => key !== name));
      expect([name, itemRecord.safeParse(incomplete).success]).toEqual([name, false]);
    }
  });
});

describe("itemChange", () => {
  it("leaves out what stays as it is", () => {
    expect(itemChange.parse({ id: 1, revision: 2 })).toEqual({ id: 1, revision: 2 });
    expect(itemChange.parse({ id: 1, revision: 2, name: "" })).toEqual({ id: 1, revision: 2, name: "" });
    expect(itemChange.parse({ id: 1, revision: 2, categoryId: null })).toEqual({
      id: 1,
      revision: 2,
      categoryId: null,
    });
  });

  it("names the revision that it saw", () => {
    expect(itemChange.safeParse({ id: 1, name: "x" }).success).toBe(false);
    expect(itemChange.safeParse({ id: 1, revision: 0 }).success).toBe(false);
  });

  it("refuses fields that it doesn't know", () => {
    expect(itemChange.safeParse({ id: 1, revision: 1, sealRev: 9 }).success).toBe(false);
  });
});

describe("itemChanges", () => {
  it("refuses one item twice", () => {
    const change = { id: 1, revision: 1, name: "x" };
    expect(itemChanges.safeParse({ items: [change, { ...change, name: "y" }] }).success).toBe(false);
    expect(itemChanges.safeParse({ items: [change, { ...change, id: 2 }] }).success).toBe(true);
    expect(itemChanges.safeParse({ items: [] }).success).toBe(false);
  });
});

describe("itemPageRequest", () => {
  it("asks for the first page of everything where nothing is said", () => {
    expect(itemPageRequest.parse(undefined)).toEqual({ trash: false, limit: LIMITS.defaultPageRows });
    expect(itemPageRequest.parse({})).toEqual({ trash: false, limit: LIMITS.defaultPageRows });
  });

  it("tells every category from none", () => {
    expect(itemPageRequest.parse({}).categoryId).toBeUndefined();
    expect(itemPageRequest.parse({ categoryId: null }).categoryId).toBeNull();
  });

  it("takes cursors of a page's making only", () => {
    for (const cursor of ["0.1", "-5.12", "999999999999999.1"])
      expect(itemPageRequest.parse({ cursor }).cursor).toBe(cursor);
    for (const cursor of [
      "",
      "1",
      "1.",
      ".1",
      "1.1.1",
      "1.-1",
      "1e3.1",
      "1.1\n",
      " 1.1",
      "1.1;DROP",
      "٣.١",
    ]) {
      expect(itemPageRequest.safeParse({ cursor }).success).toBe(false);
    }
  });

  it("has 1 to 5,000 items a page", () => {
    for (const limit of [1, LIMITS.pageRows]) expect(itemPageRequest.parse({ limit }).limit).toBe(limit);
    for (const limit of [0, -1, LIMITS.pageRows + 1, 1.5, "5"])
      expect(itemPageRequest.safeParse({ limit }).success).toBe(false);
  });
});

describe("trashSelection", () => {
  it("means everything where nothing is said, and never by an empty list", () => {
    expect(trashSelection.parse(undefined)).toEqual({});
    expect(trashSelection.parse({ ids: [4] })).toEqual({ ids: [4] });
    expect(trashSelection.safeParse({ ids: [] }).success).toBe(false);
    expect(trashSelection.safeParse({ id: [4] }).success).toBe(false);
  });
});
