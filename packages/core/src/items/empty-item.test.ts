import { describe, expect, it } from "vitest";
import { isEmptyItem } from "./empty-item.ts";

describe("isEmptyItem", () => {
  it.each([
    [{}],
    [{ name: "", url: "", blob: "", moreUrls: [], fields: [] }],
    [{ name: "  \u00a0\u200b", username: "\t", blob: "\n\n", moreUrls: ["", " "] }],
    [{ tags: ["work"], favourite: true }],
    [{ kind: "card" as const }],
  ])("holds for %o, where nothing can be seen", (values) => {
    expect(isEmptyItem(values)).toBe(true);
  });

  it.each([
    [{ name: "Bank" }],
    [{ account: "42" }],
    [{ blob: "a note" }],
    [{ password: "   " }],
    [{ totp: "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP" }],
    [{ moreUrls: ["https://a.example"] }],
    [{ fields: [{ name: "PIN", kind: "hidden" as const, value: "" }] }],
  ])("doesn't hold for %o", (values) => {
    expect(isEmptyItem(values)).toBe(false);
  });
});
