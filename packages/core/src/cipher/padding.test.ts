import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pad, padText, TEXT_PLACE_BYTES, unpad } from "./padding.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

describe("pad", () => {
  it("pads as libsodium does", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(16, 64, 100), (bytes, block) => {
        expect(pad(bytes, block)).toEqual(sodium.pad(bytes, block));
      }),
    );
  });

  it("adds a byte at least, so that what is full gets a block more", () => {
    expect([0, 1, 63, 64, 127, 128].map((length) => pad(new Uint8Array(length), 64).length)).toEqual([
      64, 64, 64, 128, 128, 192,
    ]);
  });
});

describe("padText", () => {
  it("pads a text's UTF-8, whatever text came before", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        expect(padText(text, 64)).toEqual(pad(utf8Encode(text), 64));
      }),
    );
  });

  it.each([
    ["one byte", "x"],
    ["three bytes", "€"],
  ])("pads texts of %s a letter up to the length that gets an array for itself, and beyond", (_, letter) => {
    const most = Math.floor((TEXT_PLACE_BYTES - 64) / 3);
    for (const length of [most - 1, most, most + 1, 4 * most]) {
      const text = letter.repeat(length);
      expect(Buffer.compare(padText(text, 64), pad(utf8Encode(text), 64))).toBe(0);
    }
  });
});

describe("unpad", () => {
  it("answers what was padded, whatever it ends with", () => {
    const ends = fc.constantFrom([], [0], [0x80], [0x80, 0], [0, 0x80, 0, 0]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), ends, (start, end) => {
        const bytes = new Uint8Array([...start, ...end]);
        expect(unpad(pad(bytes, 64), 64)).toEqual(bytes);
      }),
    );
  });

  it("answers null where there is no such padding", () => {
    const endingIn = (length: number, ...end: number[]) => {
      const bytes = new Uint8Array(length);
      bytes.set(end, length - end.length);
      return bytes;
    };
    const wrong = [
      endingIn(0),
      endingIn(64),
      endingIn(64, 0x81),
      endingIn(64, 0x80, 1),
      endingIn(63, 0x80),
      endingIn(65, 0x80),
    ];
    for (const bytes of wrong) expect(unpad(bytes, 64)).toBeNull();
    // The mark stands in the last block, or nowhere.
    const early = new Uint8Array(128);
    early[63] = 0x80;
    expect(unpad(early, 64)).toBeNull();
  });
});
