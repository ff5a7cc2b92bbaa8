import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { en } from "../texts/en/en.ts";
import { KEY_PLACES, KEYMAP } from "./keymap.ts";

const DOCS = join(import.meta.dirname, "../../../../docs/keyboard.md");

describe("the keyboard's map", () => {
  it("gives a key one meaning in a place", () => {
    const said = KEYMAP.map(({ where, keys }) => `${where}: ${keys.join("+")}`);
    expect(new Set(said).size).toBe(said.length);
  });

  it("has keys in every place, and a place for every key", () => {
    expect(new Set(KEYMAP.map(({ where }) => where))).toEqual(new Set(KEY_PLACES));
  });

  it("is what docs/keyboard.md says", async () => {
    const lists = KEY_PLACES.map((place) => {
      const rows = KEYMAP.filter(({ where }) => where === place).map(
        ({ id, keys }) => `- ${keys.map((key) => `\`${key}\``).join(" ")}: ${en.keys.does[id]}`,
      );
      return `## ${en.keys.places[place]}\n\n${rows.join("\n")}\n`;
    });
    const page = [
      "# Keyboard shortcuts\n",
      "You can use the whole web app without a mouse. Press `?` in the app to show this list. On a Mac, use ⌘ instead of Ctrl. Single letters work whenever no text field has the focus.\n",
      "A test generates this page from [keymap.ts](../apps/web/src/lib/keymap.ts); `vitest run src/lib/keymap -u` updates it.\n",
      ...lists,
    ].join("\n");
    await expect(page).toMatchFileSnapshot(DOCS);
  });
});
