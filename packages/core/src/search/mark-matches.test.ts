import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText } from "./fold-text.ts";
import { type MarkedPiece, markedWords, markMatches } from "./mark-matches.ts";
import { parseQuery } from "./parse-query.ts";

const marked = (text: string, ...words: string[]) =>
  markMatches(text, words.map(foldText))
    .map(({ text: piece, match }) => (match ? `[${piece}]` : piece))
    .join("");
const letters = fc.string({ unit: fc.constantFrom(..."abÀéß ﬁ½ΣςøŁ-\u0301👩🏽") });

describe("marks", () => {
  it("cover the typed letters, with their accents", () => {
    expect(marked("Café Zürich", "fe", "zu")).toBe("Ca[fé] [Zü]rich");
    expect(marked("Cafe\u0301 Zu\u0308rich", "fe", "zu")).toBe("Ca[fe\u0301] [Zu\u0308]rich");
    expect(marked("Straßenbahn", "strass")).toBe("[Straß]enbahn");
    expect(marked("Straßenbahn", "s")).toBe("[S]tra[ß]enbahn");
    expect(marked("👩🏽 Ada", "ada")).toBe("👩🏽 [Ada]");
    expect(marked("Wi‑Fi", "i-f")).toBe("W[i‑F]i");
    expect(marked("ﬁle", "i")).toBe("[ﬁ]le");
  });

  it("lose no letter of any text, and count their places", () => {
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ unit: "binary" })), fc.array(letters), (text, words) => {
        const pieces = markMatches(text, words.map(foldText));
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        const isAtItsPlace = (piece: MarkedPiece) =>
          [...text].slice(piece.at).join("").startsWith(piece.text);
        expect(pieces.every(isAtItsPlace)).toBe(true);
        expect(pieces.slice(1).every((piece, index) => piece.match !== pieces[index]?.match)).toBe(true);
      }),
    );
  });

  it("are wherever a search finds the word, and nowhere else", () => {
    fc.assert(
      fc.property(letters, letters, (text, typed) => {
        const word = foldText(typed);
        fc.pre(word !== "");
        const matches = markMatches(text, [word]).filter(({ match }) => match);
        expect(matches.length > 0).toBe(foldText(text).includes(word));
        for (const { text: piece } of matches) expect(foldText(piece)).toContain(word);
      }),
    );
  });

  it("are those of the words asked of a field, not of those left out", () => {
    const terms = parseQuery("a user:b -c in:d has:url");
    expect(markedWords(terms, "name")).toEqual(["a"]);
    expect(markedWords(terms, "username")).toEqual(["a", "b"]);
    expect(markedWords(terms, "category")).toEqual(["a", "d"]);
  });
});
