import { expect, test } from "vitest";
import { salsa20Stream, streamCipher } from "./stream-cipher.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex").toUpperCase();

test("Salsa20 gives the key stream of eSTREAM's vectors (256 bit, set 1, vector 0), across pieces too", () => {
  const key = Buffer.from(`80${"00".repeat(31)}`, "hex");
  const nonce = Buffer.alloc(8);
  const whole = salsa20Stream(key, nonce)(new Uint8Array(512));
  expect(hex(whole.subarray(0, 64))).toBe(
    "E3BE8FDD8BECA2E3EA8EF9475B29A6E7003951E1097A5C38D23B7A5FAD9F6844B22C97559E2723C7CBBD3FE4FC8D9A0744652A83E72A9C461876AF4D7EF1A117",
  );
  expect(hex(whole.subarray(192, 256))).toBe(
    "57BE81F47B17D9AE7C4FF15429A73E10ACF250ED3A90A93C711308A74C6216A9ED84CD126DA7F28E8ABF8BB63517E1CA98E712F4FB2E1A6AED9FDC73291FAA17",
  );
  expect(hex(whole.subarray(448, 512))).toBe(
    "696AFCFD0CDDCC83C7E77F11A649D79ACDC3354E9635FF137E929933A0BD6F5377EFA105A3A4266B7C0D089D08F1E855CC32B15B93784A36E56A76CC64BC8477",
  );
});

test.each([2, 3])("a stream runs on over values of any length: cipher %i", (type) => {
  const key = Buffer.alloc(32, 7);
  const whole = streamCipher(type, key)(new Uint8Array(200_000));
  const split = streamCipher(type, key);
  const pieces = [1, 63, 65_472, 0, 100_000, 34_464].map((length) => split(new Uint8Array(length)));
  expect(Buffer.concat(pieces).equals(whole)).toBe(true);
});

test("a stream of another kind is refused", () => {
  expect(() => streamCipher(1, new Uint8Array(32))).toThrow(
    expect.objectContaining({ reason: "unsupported" }),
  );
});
