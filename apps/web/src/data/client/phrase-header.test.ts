import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phraseHeader } from "./phrase-header.ts";

describe("phraseHeader", () => {
  it("carries any well-formed text so that the server reads the same text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(phraseHeader(text)).toMatch(/^[\w-]*$/);
        expect(Buffer.from(phraseHeader(text), "base64url").toString("utf8")).toBe(text);
      }),
    );
  });
});
