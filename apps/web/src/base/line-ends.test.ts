import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keepLineEnds, replaceShown, shownLines } from "./line-ends.ts";

const lines = fc.string({ unit: fc.constantFrom("a", "b", "\r\n", "\n", "\r", "é"), maxLength: 12 });

describe("keepLineEnds", () => {
  it("changes nothing where nothing was typed", () => {
    fc.assert(
      fc.property(lines, (text) => {
        expect(keepLineEnds(text, shownLines(text))).toBe(text);
      }),
    );
  });

  it("shows what was typed, whatever the line breaks were", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const typed = shownLines(after);
        expect(shownLines(keepLineEnds(before, typed))).toBe(typed);
      }),
    );
  });

  it("keeps each line break of a key of which one letter changes", () => {
    expect(keepLineEnds("BEGIN\r\nkey\nEND\r", "BEGIN\nkez\nEND\n")).toBe("BEGIN\r\nkez\nEND\r");
    expect(keepLineEnds("a\r\nb", "a\nX\nb")).toBe("a\r\nX\r\nb");
    expect(keepLineEnds("a\r\nb", "ab")).toBe("ab");
    expect(keepLineEnds("a\nb", "a\nc")).toBe("a\nc");
  });
});

describe("replaceShown", () => {
  it("puts a paste where the box showed the cursor", () => {
    expect(replaceShown("a\r\nb\r\nc", 2, 3, "X\r\nY")).toBe("a\r\nX\r\nY\r\nc");
    expect(replaceShown("abc", 3, 3, "\n")).toBe("abc\n");
  });
});
