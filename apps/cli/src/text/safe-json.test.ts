import { expect, it } from "vitest";
import { safeJson } from "./safe-json.ts";

it("escapes what a terminal obeys or hides, and stays the same value", () => {
  const obeyed = [0x7f, 0x80, 0x85, 0x9b, 0x9f, 0xad, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff, 0xe0041];
  const directions = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069];
  const text = String.fromCodePoint(...obeyed, ...directions, 0x1b, 0x0a);
  const value = { [`name ${text}`]: [text, "Grüße 🌙 \\u202e", 1, null] };
  const written = safeJson(value);
  expect(JSON.parse(written)).toEqual(value);
  expect(written).toMatch(/^[ -~üß🌙]+$/u);
  expect(safeJson("\u{e0041}\u009b")).toBe(String.raw`"\udb40\udc41\u009b"`);
});
