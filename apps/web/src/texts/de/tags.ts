import type { tags as english } from "../en/tags.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** Tags of items, wherever they are shown or changed. */
export const tags: Translation<typeof english> = {
  tags: {
    title: "Schlagwörter",
    of: (name) => `Schlagwort ${name}`,
    show: (name) => `Alles mit dem Schlagwort ${name} zeigen`,
    all: (count) => `Alle ${count} Schlagwörter`,
    more: (count) => `${count} weitere`,
    actions: (name) => `Aktionen für das Schlagwort ${name}`,
    edit: "Schlagwörter…",
    gone: "Nichts hat dieses Schlagwort",
    goneText: "Ein Schlagwort gibt es, solange ein Eintrag es hat.",
    hint: "Die Eingabetaste oder ein Komma fügt es hinzu.",
    full: (most) => `Ein Eintrag hat höchstens ${most} Schlagwörter.`,
    offered: "Schlagwörter, die es gibt",
    added: (name) => `Schlagwort ${name} hinzugefügt.`,
    taken: (name) => `Schlagwort ${name} entfernt.`,
    take: (name) => `Schlagwort ${name} entfernen`,
    dialogTitle: (count) => `Schlagwörter von ${many(count, "Eintrag", "Einträgen")}`,
    find: "Schlagwort finden oder hinzufügen",
    findHint: "Die Eingabetaste fügt es bei allen hinzu.",
    add: (name) => `„${name}“ hinzufügen`,
    some: (count) => `${count} davon`,
    none: "Es gibt noch keine Schlagwörter. Tipp eines ein.",
    changed: (count) => `Schlagwörter von ${many(count, "Eintrag", "Einträgen")} geändert.`,
    rename: "Umbenennen",
    renameTitle: "Schlagwort umbenennen",
    name: "Name",
    noComma: "Ein Schlagwort hat kein Komma.",
    merges: (name) => `„${name}“ gibt es schon: aus beiden wird eines.`,
    renamed: (tag, to, count) => `„${tag}“ heißt jetzt „${to}“, in ${many(count, "Eintrag", "Einträgen")}.`,
    remove: "Von allen Einträgen entfernen",
    removeTitle: (name) => `„${name}“ entfernen?`,
    removeText: (count) =>
      `${many(count, "Eintrag verliert", "Einträge verlieren")} dieses Schlagwort und ${count === 1 ? "behält" : "behalten"} alles andere.`,
    removed: (name, count) => `„${name}“ von ${many(count, "Eintrag", "Einträgen")} entfernt.`,
    tooLate: "Einige dieser Einträge wurden seither geändert; es wurde nichts rückgängig gemacht.",
  },
};
