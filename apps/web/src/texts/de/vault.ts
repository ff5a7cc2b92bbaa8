import type { vault as english } from "../en/vault.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

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
    name: "Name",
    create: "Neue Kategorie",
    none: "Ordne Einträge in Kategorien: Zuhause, Arbeit, Bank…",
    actions: (name) => `Aktionen für ${name}`,
    rename: "Umbenennen",
    createInside: "Neue Unterkategorie",
    liesIn: "Übergeordnete Kategorie",
    top: "Oberste Ebene",
    moveInto: "Verschieben in…",
    moveIntoTitle: (name) => `„${name}“ verschieben in…`,
    inside: (name) => `Inhalt von ${name}`,
    unfold: "Aufklappen",
    fold: "Zuklappen",
    moveUp: "Nach oben",
    moveDown: "Nach unten",
    movedTo: (name, place, of) => `„${name}“ ist jetzt ${place} von ${of}.`,
    movedInto: (name, outer, place, of) => `„${name}“ ist jetzt ${place} von ${of} in „${outer}“.`,
    renameTitle: "Kategorie umbenennen",
    renamed: (from, to) => `Kategorie „${from}“ in „${to}“ umbenannt.`,
    created: (name) => `Kategorie „${name}“ erstellt.`,
    delete: "Löschen",
    deleteTitle: (name) => `„${name}“ löschen?`,
    deleted: (name) => `„${name}“ in den Papierkorb verschoben.`,
    isEmpty: "Diese Kategorie hat keine Einträge. Sie kommt in den Papierkorb.",
    whatOfContents: (items, categories) => {
      const what = [
        ...(categories > 0 ? [many(categories, "Kategorie", "Kategorien")] : []),
        ...(items > 0 ? [many(items, "Eintrag", "Einträge")] : []),
      ].join(" und ");
      return `Diese Kategorie enthält ${what}. Was soll damit passieren?`;
    },
    keep: "Einträge behalten",
    keepHint:
      "Sie bleiben ohne Kategorie im Tresor. Stellst du die Kategorie wieder her, gehören sie wieder dazu.",
    keepContents: "Inhalt behalten",
    keepContentsHint:
      "Unterkategorien rücken eine Ebene auf, Einträge bleiben ohne Kategorie. Stellst du die Kategorie wieder her, ist alles wieder darin.",
    along: "Einträge auch löschen",
    alongHint: "Sie kommen in den Papierkorb. Dort kannst du sie wiederherstellen.",
    alongContents: "Alles darin löschen",
    alongContentsHint:
      "Unterkategorien und alle Einträge kommen in den Papierkorb. Stellst du die Kategorie wieder her, kommen sie mit zurück.",
  },
  trash: {
    text: (count) =>
      `${many(count, "Eintrag", "Einträge")}. Einträge bleiben hier, bis du den Papierkorb leerst.`,
    empty: "Papierkorb leeren",
    emptyTitle: "Papierkorb leeren?",
    emptyText: (count) =>
      `${many(count, "Eintrag", "Einträge")} und alle Kategorien im Papierkorb werden endgültig gelöscht, mit ihrem Verlauf. Das lässt sich nicht rückgängig machen.`,
    erase: "Endgültig löschen",
    eraseOf: (name) => `${name} endgültig löschen`,
    eraseTitle: (name) => `„${name}“ endgültig löschen?`,
    eraseText: "Auch der Verlauf wird gelöscht. Das lässt sich nicht rückgängig machen.",
    eraseManyTitle: (count) => `${many(count, "Eintrag", "Einträge")} endgültig löschen?`,
    eraseManyText: "Auch ihr Verlauf wird gelöscht. Das lässt sich nicht rückgängig machen.",
    search: "Papierkorb durchsuchen",
    noHit: (query) => `Nichts im Papierkorb passt zu „${query}“.`,
    eraseButton: "Endgültig löschen",
    erased: "Endgültig gelöscht.",
    items: "Einträge im Papierkorb",
    restore: "Wiederherstellen",
    restoreOf: (name) => `${name} wiederherstellen`,
    restored: (name, count) =>
      count === 1 ? `„${name}“ wiederhergestellt.` : `${count} Einträge wiederhergestellt.`,
    categoryRestored: (categories, items) =>
      categories === 1 && items === 0
        ? "Kategorie wiederhergestellt."
        : `Wiederhergestellt: ${many(categories, "Kategorie", "Kategorien")}, ${many(items, "Eintrag", "Einträge")}.`,
    liesIn: (path) => `In ${path}`,
    since: (when) => `Gelöscht ${when}`,
    nothing: "Der Papierkorb ist leer",
    nothingText: "Gelöschte Einträge bleiben hier, bis du den Papierkorb leerst.",
  },
};
