import { describe, expect, it } from "vitest";
import { hostOf, safeUrl } from "./safe-url.ts";

describe("safeUrl", () => {
  it.each([
    ["https://example.org/a?b=c", "https://example.org/a?b=c"],
    ["http://nas.local", "http://nas.local/"],
    ["example.org", "https://example.org/"],
    ["nas.local:8443/ui", "https://nas.local:8443/ui"],
    ["  example.org ", "https://example.org/"],
    ["http://intranet/", "http://intranet/"],
  ])("opens %s", (typed, opened) => expect(safeUrl(typed)).toBe(opened));

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "",
    "two words",
    "note",
  ])("doesn't open %s", (typed) => expect(safeUrl(typed)).toBeNull());
});

describe("hostOf", () => {
  it("shows the host, or the typed text if it isn't an address", () => {
    expect(hostOf("https://www.example.org/login")).toBe("example.org");
    expect(hostOf("the blue safe")).toBe("the blue safe");
  });
});
