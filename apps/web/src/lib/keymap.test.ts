import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { shortcuts } from "../texts/en/shortcuts.ts";
import { KEY_AREAS, KEYMAP, shortcutOf } from "./keymap.ts";

const DOCS = join(import.meta.dirname, "../../../../docs/keyboard.md");

const pressed = (
  key: string,
  held: Partial<Record<"ctrlKey" | "metaKey" | "altKey" | "shiftKey", true>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("a pressed key", () => {
  it("does what the map says in its area only", () => {
    expect(shortcutOf(pressed("c"), "item")).toBe("copyPassword");
    expect(shortcutOf(pressed("c"), "anywhere")).toBeNull();
    expect(shortcutOf(pressed("C", { shiftKey: true }), "item")).toBeNull();
    expect(shortcutOf(pressed("ArrowDown"), "list")).toBe("move");
    expect(shortcutOf(pressed("ArrowDown", { shiftKey: true }), "list")).toBe("chooseUpTo");
    expect(shortcutOf(pressed("ArrowDown", { altKey: true }), "list")).toBeNull();
    expect(shortcutOf(pressed("ArrowUp", { altKey: true }), "categories")).toBe("reorder");
  });

  it("counts with Ctrl or ⌘, in capitals too, and not with Shift", () => {
    expect(shortcutOf(pressed("k", { ctrlKey: true }), "anywhere")).toBe("palette");
    expect(shortcutOf(pressed("K", { metaKey: true }), "anywhere")).toBe("palette");
    expect(shortcutOf(pressed("K", { ctrlKey: true, shiftKey: true }), "anywhere")).toBeNull();
    expect(shortcutOf(pressed("k"), "anywhere")).toBeNull();
    expect(shortcutOf(pressed("c", { ctrlKey: true }), "list")).toBeNull();
  });

  it("is the sign, whether the keyboard needs Shift for it or not", () => {
    expect(shortcutOf(pressed("?", { shiftKey: true }), "anywhere")).toBe("map");
    expect(shortcutOf(pressed("#"), "list")).toBe("tags");
    expect(shortcutOf(pressed("/", { shiftKey: true }), "anywhere")).toBe("search");
  });
});

describe("the keyboard's map", () => {
  it("gives a key one meaning in an area", () => {
    const said = KEYMAP.map(({ where, keys }) => `${where}: ${keys.join("+")}`);
    expect(new Set(said).size).toBe(said.length);
  });

  it("has keys in every area, and an area for every key", () => {
    expect(new Set(KEYMAP.map(({ where }) => where))).toEqual(new Set(KEY_AREAS));
  });

  it("is what docs/keyboard.md says", async () => {
    const lists = KEY_AREAS.map((area) => {
      const rows = KEYMAP.filter(({ where }) => where === area).map(
        ({ id, keys }) => `- ${keys.map((key) => `\`${key}\``).join(" ")}: ${shortcuts.does[id]}`,
      );
      return `## ${shortcuts.areas[area]}\n\n${rows.join("\n")}\n`;
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
