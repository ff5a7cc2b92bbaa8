import { texts } from "../texts/texts.ts";

/** Where keys work, in the order in which the map shows it. */
export const KEY_PLACES = ["anywhere", "list", "item", "search", "palette", "categories", "form"] as const;
export type KeyPlace = (typeof KEY_PLACES)[number];

interface KeyEntry {
  readonly id: KeyId;
  readonly where: KeyPlace;
  /** Pressed together; several ways are several entries. */
  readonly keys: readonly string[];
}

/** What each key does, in words: `texts.keys.does`. */
export type KeyId =
  | "palette"
  | "search"
  | "new"
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

/** The one source: the map that `?` shows, the hints beside actions, and docs/keyboard.md are made of it. */
export const KEYMAP: readonly KeyEntry[] = [
  { id: "palette", where: "anywhere", keys: ["Ctrl", "K"] },
  { id: "search", where: "anywhere", keys: ["/"] },
  { id: "new", where: "anywhere", keys: ["n"] },
  { id: "lock", where: "anywhere", keys: ["l"] },
  { id: "map", where: "anywhere", keys: ["?"] },
  { id: "close", where: "anywhere", keys: ["Esc"] },
  { id: "move", where: "list", keys: ["↑", "↓"] },
  { id: "ends", where: "list", keys: ["Home", "End"] },
  { id: "open", where: "list", keys: ["Enter"] },
  { id: "choose", where: "list", keys: ["x"] },
  { id: "chooseUpTo", where: "list", keys: ["Shift", "↓"] },
  { id: "chooseAll", where: "list", keys: ["Ctrl", "A"] },
  { id: "copyPassword", where: "list", keys: ["c"] },
  { id: "copyUsername", where: "list", keys: ["u"] },
  { id: "favourite", where: "list", keys: ["f"] },
  { id: "moveTo", where: "list", keys: ["m"] },
  { id: "tags", where: "list", keys: ["#"] },
  { id: "trash", where: "list", keys: ["Del"] },
  { id: "copyPassword", where: "item", keys: ["c"] },
  { id: "copyUsername", where: "item", keys: ["u"] },
  { id: "copyCode", where: "item", keys: ["t"] },
  { id: "openWebsite", where: "item", keys: ["o"] },
  { id: "edit", where: "item", keys: ["e"] },
  { id: "favourite", where: "item", keys: ["f"] },
  { id: "tags", where: "item", keys: ["#"] },
  { id: "history", where: "item", keys: ["h"] },
  { id: "toList", where: "search", keys: ["↓"] },
  { id: "firstHit", where: "search", keys: ["Enter"] },
  { id: "clear", where: "search", keys: ["Esc"] },
  { id: "take", where: "palette", keys: ["Enter"] },
  { id: "actionsOf", where: "palette", keys: ["→"] },
  { id: "reorder", where: "categories", keys: ["Alt", "↓"] },
  { id: "moveIn", where: "categories", keys: ["Alt", "→"] },
  { id: "moveOut", where: "categories", keys: ["Alt", "←"] },
  { id: "unfold", where: "categories", keys: ["→"] },
  { id: "save", where: "form", keys: ["Ctrl", "Enter"] },
];

/** The keys of an action that works anywhere, for a hint beside it. */
export const keysOf = (id: KeyId): readonly string[] =>
  KEYMAP.find((entry) => entry.id === id && entry.where === "anywhere")?.keys ?? [];

const IN_WORDS = ["Ctrl", "Shift", "Del", "Home", "End"] as const;

/** As it is printed on the keyboard in front of the person. */
export function shownKey(key: string): string {
  const mac = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" }[key];
  if (mac !== undefined && /Mac|iPhone|iPad/.test(navigator.platform)) return mac;
  const named = IN_WORDS.find((each) => each === key);
  return named ? texts.keys.names[named] : key;
}
