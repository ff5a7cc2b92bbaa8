import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64, decodeBase64url, encodeBase64 } from "./base64.ts";

/** RFC 4648 section 10. */
const VECTORS = [
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
  ["fooba", "Zm9vYmE="],
  ["foobar", "Zm9vYmFy"],
] as const;

const bytes = (text: string) => new TextEncoder().encode(text);

describe("base64", () => {
  it.each(VECTORS)("reads and writes %j as RFC 4648 does", (plain, encoded) => {
    expect(decodeBase64(encoded)).toEqual(bytes(plain));
    expect(encodeBase64(bytes(plain))).toBe(encoded);
    expect(decodeBase64url(encoded.replaceAll("=", ""))).toEqual(bytes(plain));
  });

  it("reads back whatever an encoder writes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (given) => {
        expect(decodeBase64url(Buffer.from(given).toString("base64url"))).toEqual(given);
        expect(decodeBase64(Buffer.from(given).toString("base64"))).toEqual(given);
        expect(encodeBase64(given)).toBe(Buffer.from(given).toString("base64"));
      }),
    );
  });

  it("refuses every other text that a lenient decoder would read as the same bytes", () => {
    for (const text of [
      "Zh",
      "Zm9",
      "Zg==",
      "Zg=",
      "Z",
      "Zm9vY",
      " Zg",
      "Zg\n",
      "Zm 8",
      "Zm8.",
      "+_8",
      "Zgé",
    ])
      expect([text, decodeBase64url(text)]).toEqual([text, null]);
    for (const text of ["Zh==", "Zm9=", "Zg", "Zg=", "Zg===", "Zm9v====", "=", "Zm9v\n", "Z===", "-_8="])
      expect([text, decodeBase64(text)]).toEqual([text, null]);
  });

  it("has one text for the same bytes", () => {
    fc.assert(
      fc.property(fc.base64String(), fc.string({ maxLength: 12 }), (valid, other) => {
        for (const text of [valid, other]) {
          const read = decodeBase64(text);
          if (read) expect(Buffer.from(read).toString("base64")).toBe(text);
        }
      }),
    );
  });
});
