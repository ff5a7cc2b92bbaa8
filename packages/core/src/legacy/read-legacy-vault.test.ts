import { describe, expect, it } from "vitest";
import { legacyCipher } from "../platform/legacy-cipher.ts";
import { encryptLegacy, OLD_TIME } from "../testing/legacy-database.ts";
import { legacyKey } from "./legacy-cipher.ts";
import type { LegacyCategoryRow, LegacyItemRow } from "./legacy-rows.ts";
import { localTimeReader } from "./local-time.ts";
import { readLegacyVault } from "./read-legacy-vault.ts";

const PHRASE = "an old phrase";
const reader = {
  cipher: legacyCipher,
  key: legacyKey(legacyCipher, PHRASE),
  readTime: localTimeReader("UTC"),
  now: 5000,
};
const text = (plain: string | Uint8Array) => encryptLegacy(PHRASE, plain);
const times = { createdAt: OLD_TIME, updatedAt: OLD_TIME };

const item = (id: number, fields: Partial<LegacyItemRow>): LegacyItemRow => ({
  id,
  categoryId: null,
  sortId: 0,
  ...times,
  name: null,
  url: null,
  account: null,
  username: null,
  password: null,
  blob: null,
  ...fields,
});
const category = (id: number, fields: Partial<LegacyCategoryRow> = {}): LegacyCategoryRow => ({
  id,
  name: text(`category ${id}`),
  sortId: 0,
  ...times,
  ...fields,
});
const read = (items: LegacyItemRow[], categories: LegacyCategoryRow[] = []) =>
  readLegacyVault(reader, { categories, items });

describe("readLegacyVault", () => {
  it("reads fields that are bytes, that are text, and that are missing", () => {
    const { items, problems } = read([
      item(1, {
        name: text("as bytes"),
        url: text("as text").toString("ascii"),
        account: null,
        blob: text(""),
      }),
    ]);
    expect(items).toMatchObject([{ name: "as bytes", url: "as text", account: "", blob: "" }]);
    expect(problems).toEqual([]);
  });

  it.each([
    ["no base64", Buffer.from("%%%")],
    ["cut off", text("a secret of some length, so that there is something to cut").subarray(0, 60)],
    ["another text for the same bytes", Buffer.from(`${text("a secret").toString("ascii")}\n=`)],
    ["a number", 42],
    ["of another passphrase", encryptLegacy("another", "x")],
    ["no UTF-8 inside", text(Buffer.from([0xff, 0xfe]))],
    ["an IV alone", Buffer.from(Buffer.alloc(16).toString("base64"))],
    ["empty", Buffer.alloc(0)],
  ])("keeps the rest of an item with a field that doesn't open: %s", (_, password) => {
    const { items, problems } = read([item(4, { name: text("kept"), password })]);
    expect(items).toMatchObject([{ legacyId: 4, name: "kept", password: "" }]);
    expect(problems).toEqual([
      { table: "items", id: 4, kind: "partly", reason: expect.stringMatching(/^password: doesn't open/) },
    ]);
  });

  it("leaves out an item of which nothing can be read, and reports it", () => {
    const bad = encryptLegacy("another", "x");
    const { items, problems } = read([
      item(5, { name: bad, password: bad, url: text("") }),
      item(6, { name: text("good") }),
    ]);
    expect(items).toMatchObject([{ legacyId: 6 }]);
    expect(problems).toEqual([
      {
        table: "items",
        id: 5,
        kind: "left-out",
        reason: expect.stringContaining("name, password: doesn't open"),
      },
    ]);
  });

  it("takes values beyond the old limits, up to ours, and reports what is longer", () => {
    const { items, problems } = read([
      item(1, { name: text("long"), password: text("p".repeat(8192)), blob: text("b".repeat(1_048_576)) }),
      item(2, { name: text("longer"), password: text("p".repeat(8193)) }),
    ]);
    expect(items[0]?.password).toHaveLength(8192);
    expect(items[0]?.blob).toHaveLength(1_048_576);
    expect(items[1]).toMatchObject({ name: "longer", password: "" });
    expect(problems).toEqual([
      {
        table: "items",
        id: 2,
        kind: "partly",
        reason: expect.stringContaining("longer than 8192 characters"),
      },
    ]);
  });

  it("takes items of another user's category, or one that isn't there, without a category", () => {
    const { items, problems } = read([item(1, { name: text("i"), categoryId: 99 })], [category(3)]);
    expect(items).toMatchObject([{ legacyCategoryId: null }]);
    expect(problems).toMatchObject([{ table: "items", id: 1, kind: "noted" }]);
  });

  it("takes the items of a category that doesn't open without one, and reports the category alone", () => {
    const bad = category(3, { name: encryptLegacy("another", "x") });
    const { categories, items, problems } = read([item(1, { name: text("i"), categoryId: 3 })], [bad]);
    expect(categories).toEqual([]);
    expect(items).toMatchObject([{ legacyCategoryId: null }]);
    expect(problems).toMatchObject([{ table: "categories", id: 3, kind: "left-out" }]);
  });

  it("gives a category without a name one", () => {
    const { categories, problems } = read([], [category(3, { name: null })]);
    expect(categories).toMatchObject([{ name: "(no name)" }]);
    expect(problems).toMatchObject([{ table: "categories", id: 3, kind: "noted" }]);
  });

  it("keeps the order where it was NULL: before everything else", () => {
    const rows = [null, -3, 0, 7].map((sortId, at) => item(at + 1, { name: text("i"), sortId }));
    expect(read(rows).items.map(({ legacyId, sortId }) => [legacyId, sortId])).toEqual([
      [1, -3],
      [2, -3],
      [3, 0],
      [4, 7],
    ]);
  });

  it("makes up a time that can't be read, and says so", () => {
    const { items, problems } = read([
      item(1, { name: text("i"), createdAt: "long ago" }),
      item(2, { name: text("i"), createdAt: null, updatedAt: null }),
    ]);
    const updated = Date.parse("2020-02-03T04:05:06.789Z");
    expect(items).toMatchObject([
      { createdAt: updated, updatedAt: updated },
      { createdAt: 5000, updatedAt: 5000 },
    ]);
    expect(problems).toMatchObject([
      { id: 1, kind: "noted" },
      { id: 2, kind: "noted" },
    ]);
  });
});
