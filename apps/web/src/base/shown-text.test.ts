import { describe, expect, it } from "vitest";
import { onOneLine, visibleName } from "./shown-text.ts";

describe("visibleName", () => {
  it("shows what a name is made of that shows nothing itself", () => {
    expect(visibleName("  ")).toBe("␣ ␣");
    expect(visibleName("\u200b\u00a0")).toBe("U+200B U+00A0");
    expect(visibleName(" Bank ")).toBe(" Bank ");
    expect(visibleName("")).toBe("");
  });
});

describe("onOneLine", () => {
  it("keeps spaces, and shows a line break as a sign", () => {
    expect(onOneLine("two  spaces\r\nand\na line")).toBe("two  spaces⏎and⏎a line");
  });
});
