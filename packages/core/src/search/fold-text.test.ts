import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text.ts";

const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."aÀß İıΣσςﬁﾊﾟがK‑—…½ªﷺ한कि\u0301\u00ad") }),
);

describe("foldText", () => {
  it.each([
    ["ZÜRICH", "zurich"],
    ["Zu\u0308rich", "zurich"],
    ["Straße", "strasse"],
    ["GROẞ", "gross"],
    ["Ørsted Łódź", "orsted lodz"],
    ["Ｗｉｄｅ　１２", "wide 12"],
    ["ﬁle ½ ™", "file 1⁄2 tm"],
    ["ΟΔΟΣ", "οδοσ"],
    ["οδός", "οδοσ"],
    ["İstanbul ılık", "istanbul ilik"],
    ["Wi‑Fi – “x”", 'wi-fi - "x"'],
    ["O’Brien", "o'brien"],
    ["soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"],
    ["שָׁלוֹם", "שלום"],
    ["МОЙ", "мои"],
  ])("makes %j %j", (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it("keeps vowel signs, which aren't accents in their scripts", () => {
    expect(foldText("की")).not.toBe(foldText("कु"));
    expect(foldText("กิน")).not.toBe(foldText("กน"));
  });

  it("folds what is folded to itself", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("folds letter by letter to what it folds the whole to", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // Unusually ordered marks are sorted first, because folding a whole text sorts them and folding a single letter can't.
        const sorted = text.normalize("NFC");
        expect([...sorted].map(foldText).join("")).toBe(foldText(sorted));
      }),
      { numRuns: 1000 },
    );
  });
});
