import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase32, encodeBase32 } from "./base32.ts";

/** RFC 4648 section 10, without padding. */
const VECTORS = [
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
] as const;

const bytes = (text: string) => new TextEncoder().encode(text);

describe("base32", () => {
  it.each(VECTORS)("writes and reads %j as RFC 4648 does", (plain, encoded) => {
    expect(encodeBase32(bytes(plain))).toBe(encoded);
    expect(decodeBase32(encoded)).toEqual(bytes(plain));
    expect(decodeBase32(encoded.padEnd(Math.ceil(encoded.length / 8) * 8, "="))).toEqual(bytes(plain));
  });

  it("reads back whatever it wrote", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (given) => {
        expect(decodeBase32(encodeBase32(given))).toEqual(given);
      }),
    );
  });

  it("reads as people write: small letters, groups, padding", () => {
    expect(decodeBase32(" mzxw-6ytb\noi== ")).toEqual(bytes("foobar"));
  });

  it("refuses letters that the alphabet doesn't have", () => {
    for (const text of ["MZXW0", "MZXW1", "MZXW8", "MZ=XW", "é", "MZXW6YQ!"])
      expect(decodeBase32(text)).toBeNull();
  });
});
