import { describe, expect, it } from "vitest";
import { readSpareCode, readTotpCode } from "./factor-codes.ts";

describe("readTotpCode", () => {
  it("takes six digits, with spaces and dashes between them or without", () => {
    for (const typed of ["123456", " 123 456 ", "123-456", "123\u00a0456", "\uff11\uff12\uff13456"])
      expect(readTotpCode(typed)).toBe("123456");
  });

  it("takes nothing else", () => {
    for (const typed of ["", "12345", "1234567", "12345a", "\u0661\u0662\u0663\u0664\u0665\u0666"])
      expect(readTotpCode(typed)).toBeNull();
  });
});

describe("readSpareCode", () => {
  it("forgives small letters, spaces, dashes, and the letters that look like digits", () => {
    for (const typed of ["K7P2-M4QX-1D0R", "k7p2m4qx1d0r", " K7P2 M4QX IDOR", "k7p2\u2013m4qx\u2013ldoR"])
      expect(readSpareCode(typed)).toBe("K7P2M4QX1D0R");
  });

  it("takes nothing else", () => {
    for (const typed of ["", "K7P2-M4QX-9DT", "K7P2-M4QX-9DTRR", "K7P2-M4QX-9DTU", "K7P2-M4QX-9DT\u00c4"])
      expect(readSpareCode(typed)).toBeNull();
  });
});
