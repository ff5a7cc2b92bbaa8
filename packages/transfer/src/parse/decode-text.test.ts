import { expect, test } from "vitest";
import { decodeText } from "./decode-text.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, { big = false, mark = false } = {}) => {
  const units = [...(mark ? [0xfeff] : []), ...Array.from(text, (_, at) => text.charCodeAt(at))];
  return Uint8Array.from(units.flatMap((unit) => (big ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
};

test.each([
  ["UTF-8", utf8("Büro ☃"), "utf-8", "Büro ☃"],
  ["UTF-8 with a mark", utf8("\ufeffBüro"), "utf-8", "Büro"],
  ["UTF-16LE with a mark", utf16("Büro", { mark: true }), "utf-16le", "Büro"],
  ["UTF-16BE with a mark", utf16("Büro", { big: true, mark: true }), "utf-16be", "Büro"],
  ["UTF-16LE without a mark", utf16("name,url\nBüro,"), "utf-16le", "name,url\nBüro,"],
  ["UTF-16BE without a mark", utf16("name,url\nBüro,", { big: true }), "utf-16be", "name,url\nBüro,"],
  ["an empty file", utf8(""), "utf-8", ""],
])("%s is recognised", (_, bytes, encoding, text) => {
  expect(decodeText(bytes)).toEqual({ text, encoding, notices: [] });
});

test("text that isn't UTF-8 is windows-1252, and the report says so", () => {
  const read = decodeText(Uint8Array.from([0x42, 0xfc, 0x72, 0x6f, 0x80]));
  expect(read).toMatchObject({ text: "Büro€", encoding: "windows-1252" });
  expect(read.notices).toEqual([expect.stringContaining("windows-1252")]);
});

test("one letter of windows-1252 in a long text of ASCII isn't taken for damaged UTF-8", () => {
  const bytes = utf8("a".repeat(5000));
  bytes[2000] = 0xfc;
  expect(decodeText(bytes)).toMatchObject({ encoding: "windows-1252", text: expect.stringContaining("ü") });
});

test("UTF-8 with a broken byte remains UTF-8, and the report counts what is broken", () => {
  const bytes = Uint8Array.from([...utf8("ü".repeat(2000)), 0xff, ...utf8("ü")]);
  const read = decodeText(bytes);
  expect(read.encoding).toBe("utf-8");
  expect(read.notices).toEqual([expect.stringMatching(/^1 places/)]);
});

test("a replacement character that the text has itself isn't damage", () => {
  expect(decodeText(utf8("a \ufffd b")).notices).toEqual([]);
});

test("the owner's choice overrides the guess, a mark overrides both", () => {
  expect(decodeText(Uint8Array.from([0xcf, 0xee]), "windows-1251").text).toBe("По");
  expect(decodeText(utf8("\ufeffü"), "windows-1252")).toMatchObject({ text: "ü", encoding: "utf-8" });
});

test.each([
  [Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
  [Uint8Array.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x41])],
])("UTF-32 is refused by name", (bytes) => {
  expect(() => decodeText(bytes)).toThrow(
    expect.objectContaining({ reason: "unsupported", message: expect.stringMatching("UTF-32") }),
  );
});
