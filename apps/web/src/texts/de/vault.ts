import type { vault as english } from "../en/vault.ts";
import type { Translation } from "../translation.ts";

/** The frame around the items: sidebar, categories and trash. */
export const vault: Translation<typeof english> = {
  side: {
    label: "Tresor",
    open: "Menü öffnen",
    all: "Alle Einträge",
    favourites: "Favoriten",
    recent: "Zuletzt benutzt",
    uncategorised: "Ohne Kategorie",
    categories: "Kategorien",
    trash: "Papierkorb",
    administration: "Administration",
    health: "Sicherheit",
    generator: "Generator",
    transfer: "Import und Export",
    lock: "Sperren",
    logOut: "Abmelden",
  },
  recent: {
    title: "Letzte Aktionen",
    open: "Letzte Aktionen",
    text: "Was du in diesem Tab getan hast. Du kannst es 30 Minuten lang rückgängig machen, bis der Tresor gesperrt wird.",
    none: "Du hast in den letzten 30 Minuten nichts geändert.",
    nothing: "Es gibt nichts rückgängig zu machen.",
    undoLatest: "Letzte Aktion rückgängig machen",
    undoOf: (what) => `Rückgängig: ${what}`,
    done: "Rückgängig gemacht",
    undone: (what) => `Rückgängig gemacht: ${what}`,
    changedSince: (what) => `Nicht rückgängig gemacht, weil es seither geändert wurde: ${what}`,
    partlyUndone: (what, undone, kept) =>
      `${undone} von ${undone + kept} rückgängig gemacht; der Rest wurde seither geändert: ${what}`,
    failed: (what, why) => `Nicht rückgängig gemacht: ${what} ${why}`,
  },
  leave: {
    title: "Änderungen verwerfen?",
    text: "Deine Änderungen sind nicht gespeichert.",
    stay: "Weiter bearbeiten",
    leave: "Verwerfen",
  },
  category: {
    create: "Neue Kategorie",
    none: "Ordne Einträge in Kategorien: Zuhause, Arbeit, Bank…",
    actions: (name) => `Aktionen für ${name}`,
    rename: "Umbenennen",
    createInside: "Neue Unterkategorie",
    liesIn: "Übergeordnete Kategorie",
    top: "Oberste Ebene",
    moveInto: "Verschieben in…",
    inside: (name) => `Inhalt von ${name}`,
    unfold: "Aufklappen",
    fold: "Zuklappen",
    moveUp: "Nach oben",
    moveDown: "Nach unten",
    movedTo: (name, place, of) => `„${name}“ ist jetzt ${place} von ${of}.`,
    movedInto: (name, outer, place, of) => `„${name}“ ist jetzt ${place} von ${of} in „${outer}“.`,
    renamed: (from, to) => `Kategorie „${from}“ in „${to}“ umbenannt.`,
    created: (name) => `Kategorie „${name}“ erstellt.`,
    delete: "Löschen",
  },
  trash: {
    restored: (name, count) =>
      count === 1 ? `„${name}“ wiederhergestellt.` : `${count} Einträge wiederhergestellt.`,
  },
};
