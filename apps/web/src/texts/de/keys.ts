import type { keys as english } from "../en/keys.ts";
import type { Translation } from "../translation.ts";

/** The keyboard shortcuts and the command palette. */
export const keys: Translation<typeof english> = {
  keys: {
    title: "Tastenkürzel",
    names: { Ctrl: "Strg", Shift: "Umschalt", Del: "Entf", Home: "Pos1", End: "Ende" },
  },
  palette: {
    title: "Befehlspalette",
    open: "Befehlspalette öffnen",
    placeholder: "Eintrag oder Befehl suchen…",
    placeholderWithin: "Aktion wählen…",
    found: "Treffer",
    groups: {
      recent: "Zuletzt benutzt",
      items: "Einträge",
      actions: "Befehle",
      views: "Seiten",
      look: "Aussehen und Sprache",
    },
    holds: "Enthält",
    count: (count) => `${count} Treffer`,
    nothing: (query) => `Keine Treffer für „${query}“.`,
    openItem: "Öffnen",
    more: "Weitere Aktionen",
    star: "Zu Favoriten hinzufügen",
    unstar: "Aus Favoriten entfernen",
    copyCode: "Einmalcode kopieren",
    openWebsite: "Website öffnen",
    goTo: (name) => `Gehe zu ${name}`,
    account: "Konto und Einstellungen",
    theme: { light: "Farben: hell", dark: "Farben: dunkel", system: "Farben: wie im System" },
    language: (name) => `Sprache: ${name}`,
  },
};
