import type { vault as english } from "../en/vault.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The vault around the items: places, list, search, categories, trash. */
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
    health: "Sicherheit",
    generator: "Generator",
    lock: "Sperren",
    logOut: "Abmelden",
  },
  panel: {
    title: "Wähle einen Eintrag",
    text: "Hier erscheint, was darin steht.",
    emptyTitle: "Bereit, wenn du es bist",
    emptyText: "Was du ablegst, wird auf dem Server mit deiner Passphrase versiegelt.",
    keys: [
      { key: "/", does: "Suchen" },
      { key: "n", does: "Neuer Eintrag" },
      { key: "?", does: "Alle Tasten" },
    ],
  },
  leave: {
    title: "Ohne Speichern gehen?",
    text: "Was du eingegeben hast, ist nicht gespeichert.",
    stay: "Weiter bearbeiten",
    leave: "Verwerfen",
  },
  category: {
    name: "Name",
    create: "Neue Kategorie",
    none: "Kategorien halten Dinge auseinander: Zuhause, Arbeit, Bank…",
    actions: (name) => `Aktionen für ${name}`,
    rename: "Umbenennen",
    createInside: "Neue Unterkategorie",
    liesIn: "Liegt in",
    top: "Oberste Ebene",
    moveInto: "Verschieben in…",
    moveIntoTitle: (name) => `„${name}“ verschieben in…`,
    inside: (name) => `Was in ${name} liegt`,
    unfold: "Aufklappen",
    fold: "Zuklappen",
    moveUp: "Nach oben",
    moveDown: "Nach unten",
    movedTo: (name, place, of) => `„${name}“ ist jetzt ${place} von ${of}.`,
    movedInto: (name, outer, place, of) => `„${name}“ ist jetzt ${place} von ${of} in „${outer}“.`,
    renameTitle: "Kategorie umbenennen",
    delete: "Löschen",
    deleteTitle: (name) => `„${name}“ löschen?`,
    deleted: (name) => `„${name}“ ist im Papierkorb.`,
    isEmpty: "Die Kategorie hat keine Einträge. Sie kommt in den Papierkorb.",
    whatOfContents: (items, categories) => {
      const what = [
        ...(categories > 0 ? [many(categories, "Kategorie", "Kategorien")] : []),
        ...(items > 0 ? [many(items, "Eintrag", "Einträge")] : []),
      ].join(" und ");
      return `Darin ${items + categories === 1 ? "liegt" : "liegen"} ${what}. Was soll damit geschehen?`;
    },
    keep: "Die Einträge behalten",
    keepHint: "Sie bleiben im Tresor, ohne Kategorie. Holst du die Kategorie zurück, sind sie wieder darin.",
    keepContents: "Behalten, was darin liegt",
    keepContentsHint:
      "Ihre Kategorien rücken eine Ebene nach oben, ihre eigenen Einträge bleiben ohne Kategorie. Holst du sie zurück, ist alles wieder darin.",
    along: "Die Einträge auch löschen",
    alongHint: "Sie kommen in den Papierkorb, wo du sie wiederherstellen kannst.",
    alongContents: "Alles darin löschen",
    alongContentsHint:
      "Ihre Kategorien und alle Einträge darin kommen in den Papierkorb. Holst du sie zurück, kommen sie mit.",
  },
  trash: {
    text: (count) =>
      `${many(count, "Eintrag", "Einträge")}. Nichts davon ist verloren, bis der Papierkorb geleert wird.`,
    empty: "Papierkorb leeren",
    emptyTitle: "Den Papierkorb leeren?",
    emptyText: (count) =>
      `${many(count, "Eintrag", "Einträge")} und alle Kategorien im Papierkorb werden endgültig gelöscht, mit ihrem Verlauf. Das lässt sich nicht rückgängig machen.`,
    erase: "Endgültig löschen",
    eraseOf: (name) => `${name} endgültig löschen`,
    eraseTitle: (name) => `„${name}“ endgültig löschen?`,
    eraseText: "Mit dem ganzen Verlauf. Das lässt sich nicht rückgängig machen.",
    eraseManyTitle: (count) => `${many(count, "Eintrag", "Einträge")} endgültig löschen?`,
    eraseManyText: "Sie werden mit ihrem Verlauf endgültig gelöscht. Das lässt sich nicht rückgängig machen.",
    search: "Den Papierkorb durchsuchen",
    noHit: (query) => `Nichts im Papierkorb passt zu „${query}“.`,
    eraseButton: "Endgültig löschen",
    erased: "Endgültig gelöscht.",
    items: "Einträge im Papierkorb",
    restore: "Wiederherstellen",
    restoreOf: (name) => `${name} wiederherstellen`,
    restored: (count) =>
      count === 1 ? "Wiederhergestellt." : `${many(count, "Eintrag", "Einträge")} wiederhergestellt.`,
    categoryRestored: (categories, items) =>
      categories === 1 && items === 0
        ? "Die Kategorie ist zurück."
        : `Zurück: ${many(categories, "Kategorie", "Kategorien")}, ${many(items, "Eintrag", "Einträge")}.`,
    liesIn: (path) => `In ${path}`,
    since: (when) => `Gelöscht ${when}`,
    nothing: "Der Papierkorb ist leer",
    nothingText: "Was du löschst, wartet hier, bis du den Papierkorb leerst.",
  },
};
