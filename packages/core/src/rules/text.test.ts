import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isVisible, isWellFormed } from "./text.ts";

describe("isWellFormed", () => {
  it("is true of exactly the texts that UTF-8 returns unchanged", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "\ud83d", "\ude00", "é", "\u0000"), maxLength: 6 });
    fc.assert(
      fc.property(text, (given) => {
        expect(isWellFormed(given)).toBe(Buffer.from(given, "utf8").toString("utf8") === given);
      }),
    );
  });
});

describe("isVisible", () => {
  it.each([
    "",
    " ",
    "\u00a0\u2003\u3000",
    "\t\r\n",
    "\u200b\u200d",
    "\u202e\u2066",
    "\u00ad",
    "\u3164\u115f",
    "\ufe0f",
    "\u2800",
  ])("is false of %j", (text) => {
    expect(isVisible(text)).toBe(false);
  });

  it.each(["a", " a ", "\u200b.", "שלום", "😀", "é", "\u200da"])("is true of %j", (text) => {
    expect(isVisible(text)).toBe(true);
  });
});
