import type { trashScreen as english } from "../en/trash-screen.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The trash. Nothing of it is in the first load. */
export const trashScreen: Translation<typeof english> = {
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
  categoryRestored: (categories, items) =>
    categories === 1 && items === 0
      ? "Kategorie wiederhergestellt."
      : `Wiederhergestellt: ${many(categories, "Kategorie", "Kategorien")}, ${many(items, "Eintrag", "Einträge")}.`,
  liesIn: (path) => `In ${path}`,
  since: (when) => `Gelöscht ${when}`,
  nothing: "Der Papierkorb ist leer",
  nothingText: "Gelöschte Einträge bleiben hier, bis du den Papierkorb leerst.",
};
