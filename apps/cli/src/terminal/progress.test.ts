import { describe, expect, it } from "vitest";
import { visible } from "../text/visible.ts";
import { progressLine } from "./progress.ts";

describe("progressLine", () => {
  it.each([
    [0, 8, "0 % (0 of 8)"],
    [4, 8, "50 % (4 of 8)"],
    [8, 8, "100 % (8 of 8)"],
    [0, 0, "100 % (0 of 0)"],
  ])("shows %d of %d as %s", (done, total, end) => {
    const line = progressLine("Sealing", done, total);
    expect(line).toMatch(/^Sealing [█░]{30} /);
    expect(line.endsWith(end)).toBe(true);
  });
});

describe("visible", () => {
  it("shows what a terminal would obey, and leaves letters of any script", () => {
    expect(visible("Ünï日本 \u001b[2J\u202e")).toBe("Ünï日本 \\u{1b}[2J\\u{202e}");
  });
});
