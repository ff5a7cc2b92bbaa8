import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readQuery, refuseCompressed, requireUtf8 } from "./strict-text.ts";

/** A body as the server reads it. */
function read(bytes: Buffer, contentType?: string): string {
  requireUtf8(bytes, contentType);
  return bytes.toString("utf8");
}

describe("a body", () => {
  it("answers the text that was sent, a byte order mark included", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(read(Buffer.from(text), "application/json")).toBe(text);
      }),
    );
    expect(read(Buffer.from("\ufeff{}"))).toBe("\ufeff{}");
  });

  it.each([
    ["Latin-1", [0x22, 0xfc, 0x22]],
    ["a lone surrogate", [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["a cut letter", [0x22, 0xc3]],
    ["UTF-16", [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])("refuses %s with 400", (_what, bytes) => {
    expect(() => read(Buffer.from(bytes), "application/json; charset=utf-8")).toThrow(
      expect.objectContaining({ statusCode: 400, message: expect.stringContaining("isn't valid UTF-8") }),
    );
  });

  it("refuses another charset, also of bytes that UTF-8 could read, with 415", () => {
    for (const type of ["application/json; charset=iso-8859-1", 'application/json;charset="latin1"'])
      expect(() => read(Buffer.from("{}"), type)).toThrow(expect.objectContaining({ statusCode: 415 }));
    for (const charset of ["utf-8", "UTF8", '"utf-8"', "us-ascii"])
      expect(read(Buffer.from("{}"), `application/json; charset=${charset}`)).toBe("{}");
  });
});

describe("refuseCompressed", () => {
  it("refuses a compressed body with 415, and takes one that isn't", () => {
    for (const encoding of ["gzip", "br", "identity, deflate"])
      expect(() => refuseCompressed(encoding)).toThrow(
        expect.objectContaining({ statusCode: 415, message: expect.stringContaining("is compressed") }),
      );
    for (const encoding of [undefined, "", "identity"])
      expect(() => refuseCompressed(encoding)).not.toThrow();
  });
});

describe("readQuery", () => {
  it("answers the names and values that were encoded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const url = `/a?batch=1&input=${encodeURIComponent(text)}`;
        expect([...readQuery(url)]).toEqual([
          ["batch", "1"],
          ["input", text],
        ]);
      }),
    );
    expect(readQuery("/a").size).toBe(0);
    expect(readQuery("/a?x=1=2+3").get("x")).toBe("1=2 3");
  });

  it.each(["%FC", "%ED%A0%80", "%C3", "%", "%zz", "\u00fc"])("refuses %j with 400", (value) => {
    expect(() => readQuery(`/a?input=${value}`)).toThrow(expect.objectContaining({ statusCode: 400 }));
  });
});
