import { describe, expect, it } from "vitest";
import { noticeSecret } from "./secret-notices.ts";

describe("noticeSecret", () => {
  it.each([
    "",
    "a b  c",
    "p\u00e4ssw\u00f6rt",
    "\ud83d\udc68\u200d\ud83d\udcbb",
    "\u2764\ufe0f",
    "\u05e9\u05dc\u05d5\u05dd",
  ])("has nothing to say about %j", (text) => {
    expect(noticeSecret(text)).toBeNull();
  });

  it.each([" a", "a ", "a\n", "\ta", "\u00a0a", "a\u3000", "   "])(
    "sees the space at an end of %j",
    (text) => {
      expect(noticeSecret(text)).toBe("outer-space");
    },
  );

  it.each([
    "a\u200bb",
    "a\u200db",
    "a\u00adb",
    "\u2060a",
    "a\u00a0b",
    "a\u2003b",
    "a\u2800",
    "a\u202eb",
    "a\ufe00",
  ])("sees what isn't to be seen in %j", (text) => {
    expect(noticeSecret(text)).toBe("invisible-character");
  });
});
