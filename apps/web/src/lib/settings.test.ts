import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.ts";

describe("parseSettings", () => {
  it("takes whatever was stored, and never fails", () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        expect(["system", "light", "dark"]).toContain(parseSettings(stored).theme);
      }),
    );
  });

  it("keeps what it knows, and gives the rest its default", () => {
    expect(
      parseSettings({
        clipboardSeconds: 0,
        lockHiddenSeconds: 0,
        theme: "dark",
        idleMinutes: 7,
        sort: "changed",
        language: "de",
        passwordAgeMonths: 7,
        closedCategories: [3, "x", 1.5, null, 4],
      }),
    ).toEqual({
      theme: "dark",
      idleMinutes: 15,
      sort: "changed",
      sortReversed: false,
      tagsFolded: false,
      language: "de",
      passwordAgeMonths: 12,
      density: "comfortable",
      lockHiddenSeconds: 0,
      lockAfterSleep: null,
      clipboardSeconds: 0,
      sessionSeconds: null,
      closedCategories: [3, 4],
      rememberedUsername: null,
    });
  });
});
