import { describe, expect, it } from "vitest";
import { ITEM_FIELDS } from "../items/field-table.ts";
import { LIMITS } from "../rules/limits.ts";
import { itemChange, itemRecord, newItem } from "./items.ts";

const SECRET = "JBSWY3DPEHPK3PXP";
const messageOf = (given: object) => newItem.safeParse(given).error?.issues[0]?.message;

describe("more addresses", () => {
  it("are twenty at most, none of them empty", () => {
    const most = Array.from({ length: ITEM_FIELDS.moreUrls.maxEntries }, (_, i) => `https://${i}.example`);
    expect(newItem.parse({ moreUrls: most }).moreUrls).toEqual(most);
    expect(messageOf({ moreUrls: [...most, "x"] })).toBe("An item has at most 20 more websites.");
    expect(messageOf({ moreUrls: [""] })).toBe("A website is empty.");
    expect(messageOf({ moreUrls: "https://x.example" })).toBe("moreUrls must be a list of websites.");
    expect(messageOf({ moreUrls: ["x".repeat(ITEM_FIELDS.url.maxChars + 1)] })).toMatch(/at most 8192/);
  });
});

describe("a one-time code", () => {
  it("is kept as a URI in its normal form, and taken away by nothing", () => {
    expect(newItem.parse({ totp: "jbsw y3dp ehpk 3pxp" }).totp).toBe(`otpauth://totp/?secret=${SECRET}`);
    expect(itemChange.parse({ id: 1, revision: 1, totp: "" }).totp).toBe("");
  });

  it("is refused with the reason", () => {
    expect(messageOf({ totp: `otpauth://hotp/?secret=${SECRET}` })).toMatch(/HOTP/);
    expect(messageOf({ totp: 5 })).toBe("totp must be text.");
    expect(messageOf({ totp: "A".repeat(ITEM_FIELDS.totp.maxChars + 1) })).toMatch(/at most 2048/);
  });
});

describe("a field of one's own", () => {
  const field = { name: "PIN", kind: "hidden", value: "1234" };

  it("has a name, a kind and a value; a hundred of them, in order, names twice or not", () => {
    const most = Array.from({ length: ITEM_FIELDS.fields.maxEntries }, () => field);
    expect(newItem.parse({ fields: most }).fields).toEqual(most);
    expect(messageOf({ fields: [...most, field] })).toMatch(/at most 100 custom fields/);
    expect(messageOf({ fields: [{ ...field, name: "" }] })).toBe("A field needs a name.");
    expect(messageOf({ fields: [{ ...field, kind: "image" }] })).toBe(
      "A field's kind must be text, hidden or date.",
    );
    expect(messageOf({ fields: [{ ...field, colour: "red" }] })).toMatch(/Unrecognized key/);
    expect(
      messageOf({ fields: [{ ...field, value: "x".repeat(LIMITS.customFieldValueChars + 1) }] }),
    ).toMatch(/at most 16384/);
  });

  it("of kind date holds a day that there is, or nothing", () => {
    const date = (value: string) => ({ fields: [{ name: "Expires", kind: "date", value }] });
    for (const value of ["", "2028-02-29", "1815-12-10"]) expect(messageOf(date(value))).toBeUndefined();
    for (const value of ["2027-02-29", "31.3.2027", "2027-3-31", "tomorrow", "2027-03-31T00:00:00Z"])
      expect(messageOf(date(value))).toMatch(/such as 2027-03-31/);
  });
});

describe("what the server notes", () => {
  it("is in the record, and nobody else's to say", () => {
    const source = { format: "csv", id: "csv:1", batch: 1, digest: "00" };
    const noted = { passwordChangedAt: 1, changedBy: "Firefox on Linux", source };
    const later = { moreUrls: [], totp: "", fields: [], kind: "login", tags: [], favourite: true };
    const written = { ...newItem.parse({}), ...later };
    const { categoryId: _, ...record } = written;
    expect(itemRecord.parse({ ...record, ...noted })).toEqual({ ...record, ...noted });
    for (const [name, value] of Object.entries(noted)) {
      expect(newItem.safeParse({ [name]: value }).success).toBe(false);
      expect(itemChange.safeParse({ id: 1, revision: 1, [name]: value }).success).toBe(false);
    }
  });
});
