import type { palette as english } from "../en/palette.ts";
import type { Translation } from "../translation.ts";

/** The command palette. Nothing of it is in the first load. */
export const palette: Translation<typeof english> = {
  title: "Befehlspalette",
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
  theme: { light: "Farben: hell", dark: "Farben: dunkel", system: "Farben: wie im System" },
  language: (name) => `Sprache: ${name}`,
  newKind: (kind) => `Neuer Eintrag: ${kind}`,
};
