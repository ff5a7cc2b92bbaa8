import type { keys as english } from "../en/keys.ts";
import type { Translation } from "../translation.ts";

/** The keyboard shortcuts and the command palette. */
export const keys: Translation<typeof english> = {
  keys: {
    title: "Tastenkürzel",
    names: { Ctrl: "Strg", Shift: "Umschalt", Del: "Entf", Home: "Pos1", End: "Ende" },
  },
  palette: {
    open: "Befehlspalette öffnen",
    account: "Konto und Einstellungen",
  },
};
