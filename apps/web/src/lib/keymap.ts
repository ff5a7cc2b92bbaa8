import { texts } from "../texts/texts.ts";

/** Where keys work, in the order of the help page. */
export const KEY_AREAS = ["anywhere", "list", "item", "search", "palette", "categories", "form"] as const;
export type KeyArea = (typeof KEY_AREAS)[number];

interface Shortcut {
  readonly id: KeyId;
  readonly where: KeyArea;
  /** The keys on the help page, as the browser names them, with the modifiers in front. */
  readonly press: readonly string[];
  /** Further keys that work, too, and aren't on the help page. */
  readonly also?: readonly string[];
}

/** What each key does, in words: `shortcutTexts().does`. */
export type KeyId =
  | "palette"
  | "search"
  | "new"
  | "undo"
  | "lock"
  | "map"
  | "close"
  | "move"
  | "ends"
  | "open"
  | "choose"
  | "chooseUpTo"
  | "chooseAll"
  | "copyPassword"
  | "copyUsername"
  | "copyCode"
  | "openWebsite"
  | "edit"
  | "history"
  | "favourite"
  | "moveTo"
  | "tags"
  | "trash"
  | "toList"
  | "firstHit"
  | "clear"
  | "take"
  | "actionsOf"
  | "reorder"
  | "moveIn"
  | "moveOut"
  | "unfold"
  | "save";

/** The one list of keys: the handlers ask it, and the help page, the hints and docs/keyboard.md are made from it. */
const SHORTCUTS: readonly Shortcut[] = [
  { id: "palette", where: "anywhere", press: ["Ctrl+K"] },
  { id: "search", where: "anywhere", press: ["/"] },
  { id: "new", where: "anywhere", press: ["n"] },
  { id: "undo", where: "anywhere", press: ["Ctrl+Z"] },
  { id: "lock", where: "anywhere", press: ["l"] },
  { id: "map", where: "anywhere", press: ["?"] },
  { id: "close", where: "anywhere", press: ["Escape"] },
  { id: "move", where: "list", press: ["ArrowUp", "ArrowDown"], also: ["PageUp", "PageDown"] },
  { id: "ends", where: "list", press: ["Home", "End"] },
  { id: "open", where: "list", press: ["Enter"] },
  { id: "choose", where: "list", press: ["x"], also: [" "] },
  {
    id: "chooseUpTo",
    where: "list",
    press: ["Shift+ArrowDown"],
    also: ["Shift+ArrowUp", "Shift+PageUp", "Shift+PageDown", "Shift+Home", "Shift+End"],
  },
  { id: "chooseAll", where: "list", press: ["Ctrl+A"] },
  { id: "copyPassword", where: "list", press: ["c"] },
  { id: "copyUsername", where: "list", press: ["u"] },
  { id: "favourite", where: "list", press: ["f"] },
  { id: "moveTo", where: "list", press: ["m"] },
  { id: "tags", where: "list", press: ["#"] },
  { id: "trash", where: "list", press: ["Delete"] },
  { id: "copyPassword", where: "item", press: ["c"] },
  { id: "copyUsername", where: "item", press: ["u"] },
  { id: "copyCode", where: "item", press: ["t"] },
  { id: "openWebsite", where: "item", press: ["o"] },
  { id: "edit", where: "item", press: ["e"] },
  { id: "favourite", where: "item", press: ["f"] },
  { id: "tags", where: "item", press: ["#"] },
  { id: "history", where: "item", press: ["h"] },
  { id: "toList", where: "search", press: ["ArrowDown"] },
  { id: "firstHit", where: "search", press: ["Enter"] },
  { id: "clear", where: "search", press: ["Escape"] },
  { id: "take", where: "palette", press: ["Enter"] },
  { id: "actionsOf", where: "palette", press: ["ArrowRight"] },
  { id: "reorder", where: "categories", press: ["Alt+ArrowDown"], also: ["Alt+ArrowUp"] },
  { id: "moveIn", where: "categories", press: ["Alt+ArrowRight"] },
  { id: "moveOut", where: "categories", press: ["Alt+ArrowLeft"] },
  { id: "unfold", where: "categories", press: ["ArrowRight"], also: ["ArrowLeft"] },
  { id: "save", where: "form", press: ["Ctrl+Enter"] },
];

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowRight: "→",
  ArrowLeft: "←",
  Escape: "Esc",
  Delete: "Del",
};

/** The shortcuts with their keys as shown: `Ctrl`, `K`. */
export const KEYMAP = SHORTCUTS.map(({ id, where, press }) => ({
  id,
  where,
  keys: press.flatMap((chord) => chord.split("+")).map((key) => SIGNS[key] ?? key),
}));

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** What a pressed key does there; null: nothing. Ctrl is ⌘, too. */
export function shortcutOf(event: Pressed, where: KeyArea): KeyId | null {
  const here = SHORTCUTS.filter((shortcut) => shortcut.where === where);
  const find = (isPressed: (chord: string) => boolean) =>
    here.find(({ press, also = [] }) => press.some(isPressed) || also.some(isPressed))?.id ?? null;
  const withCtrl = event.ctrlKey || event.metaKey;
  const held = `${withCtrl ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}`;
  const isNamed = (shift: string) => {
    const chord = `${held}${shift}${event.key}`;
    // Caps lock changes the letter that comes with Ctrl.
    return (each: string) => each === chord || (withCtrl && each.toLowerCase() === chord.toLowerCase());
  };
  const exact = find(isNamed(event.shiftKey ? "Shift+" : ""));
  // Some signs need Shift, which ones depends on the keyboard.
  return exact ?? (event.shiftKey && !withCtrl ? find(isNamed("")) : null);
}

/** The keys of an action, for a hint next to it. */
export const keysOf = (id: KeyId, where: KeyArea = "anywhere"): readonly string[] =>
  KEYMAP.find((entry) => entry.id === id && entry.where === where)?.keys ?? [];

/** The same in one text, as assistive technology wants it. */
export const hintOf = (id: KeyId, where: KeyArea = "anywhere"): string => keysOf(id, where).join("+");

const IN_WORDS = ["Ctrl", "Shift", "Del", "Home", "End"] as const;

/** The label of a key on the user's keyboard. */
export function shownKey(key: string): string {
  const mac = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" }[key];
  if (mac !== undefined && /Mac|iPhone|iPad/.test(navigator.platform)) return mac;
  const named = IN_WORDS.find((each) => each === key);
  return named ? texts.keys.names[named] : key;
}
