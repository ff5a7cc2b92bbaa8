import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeName } from "./safe-name.ts";

const piece = fc.constantFrom("a", ".", "/", "\\", " ", "\u0000", "\u202e", "con", "é", "🙂", ":");

describe("the name that a file is saved under", () => {
  it("is the file's own, where that is harmless", () => {
    for (const name of ["scan.pdf", "Steuer 2025 (Kopie).ods", "日本.txt", "a.tar.gz"])
      expect(safeName(name)).toBe(name);
  });

  it("leads into no folder, hides no ending and names no device", () => {
    expect(safeName("../../etc/passwd")).toBe("_.._etc_passwd");
    expect(safeName("..\\..\\x")).toBe("_.._x");
    expect(safeName("annual\u202Efdp.exe")).toBe("annual_fdp.exe");
    expect(safeName("CON")).toBe("_CON");
    expect(safeName("nul.txt")).toBe("_nul.txt");
    expect(safeName("a\u0000b\nc")).toBe("a_b_c");
    expect(safeName(" .. ")).toBe("file");
  });

  it("is never empty, and stays the same a second time", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const name = pieces.join("");
        const safe = safeName(name);
        expect(safe).not.toBe("");
        expect(safeName(safe)).toBe(safe);
        expect(safe).not.toMatch(/[/\\\p{Cc}\u202e]/u);
      }),
    );
  });
});
