import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerptAround } from "./excerpt.ts";
import { foldText } from "./fold-text.ts";

describe("an excerpt of a text", () => {
  it("is one line around the first match, whatever the case and the accents", () => {
    expect(excerptAround("PIN of the Zürich safe", "zurich")).toBe("PIN of the Zürich safe");
    expect(excerptAround("first line\nPIN:\t1234\nlast", "1234")).toBe("first line PIN: 1234 last");
  });

  it("is cut at words before, and says where it was cut", () => {
    const text = `${"before ".repeat(20)}the Geheimzahl is 4711 ${"after ".repeat(20)}`;
    const excerpt = excerptAround(text, "geheimzahl");
    expect(excerpt).toMatch(/^…before before the Geheimzahl is 4711 after .*…$/);
    expect(excerpt.length).toBeLessThan(100);
  });

  it("is empty without a match or a word", () => {
    expect(excerptAround("anything", "nothing")).toBe("");
    expect(excerptAround("anything", "")).toBe("");
  });

  it("finds the place far into a text of letters that fold to more or to none", () => {
    const text = `${"Straße ﬁ é\u00ad 😀 ".repeat(2000)}needle here`;
    expect(excerptAround(text, "needle")).toContain("needle here");
  });

  it("contains the match, in any text", () => {
    const anyText = fc.string({
      unit: fc.constantFrom("a", "ß", "é", "e\u0301", "😀", " ", "\n", "Ω", "ﬁ"),
      maxLength: 2000,
    });
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        expect(foldText(excerptAround(`${before}Nadel${after}`, "nadel"))).toContain("nadel");
      }),
    );
  });
});
