import type { tags as english } from "../en/tags.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** Tags, on every screen that shows or changes them. */
export const tags: Translation<typeof english> = {
  tags: {
    title: "Schlagwörter",
    of: (name) => `Schlagwort ${name}`,
    show: (name) => `Einträge mit dem Schlagwort ${name} zeigen`,
    all: (count) => `Alle ${count} Schlagwörter`,
    more: (count) => `${count} weitere`,
    actions: (name) => `Aktionen für das Schlagwort ${name}`,
    edit: "Schlagwörter…",
    gone: "Keine Einträge mit diesem Schlagwort",
    goneText: "Ein Schlagwort gibt es, solange ein Eintrag es benutzt.",
    hint: "Mit Eingabetaste oder Komma hinzufügen.",
    full: (most) => `Ein Eintrag kann höchstens ${most} Schlagwörter haben.`,
    tooMany: (excess, most) =>
      `${many(excess, "Schlagwort", "Schlagwörter")} zu viel: Ein Eintrag kann höchstens ${most} haben.`,
    offered: "Vorhandene Schlagwörter",
    added: (name) => `Schlagwort ${name} hinzugefügt.`,
    taken: (name) => `Schlagwort ${name} entfernt.`,
    take: (name) => `Schlagwort ${name} entfernen`,
    dialogTitle: (count) => `Schlagwörter von ${many(count, "Eintrag", "Einträgen")}`,
    find: "Schlagwort finden oder hinzufügen",
    findHint: "Mit der Eingabetaste bei allen hinzufügen.",
    add: (name) => `„${name}“ hinzufügen`,
    some: (count) => `${count} davon`,
    none: "Noch keine Schlagwörter. Tippe eins ein, um es hinzuzufügen.",
    changed: (count) => `Schlagwörter von ${many(count, "Eintrag", "Einträgen")} geändert.`,
    rename: "Umbenennen",
    renameTitle: "Schlagwort umbenennen",
    name: "Name",
    noComma: "Ein Schlagwort darf kein Komma enthalten.",
    merges: (name) => `„${name}“ gibt es schon. Die Schlagwörter werden zusammengeführt.`,
    renamed: (tag, to, count) => `„${tag}“ heißt jetzt „${to}“, in ${many(count, "Eintrag", "Einträgen")}.`,
    remove: "Von allen Einträgen entfernen",
    removeTitle: (name) => `„${name}“ entfernen?`,
    removeText: (count) =>
      `Entfernt das Schlagwort von ${many(count, "Eintrag", "Einträgen")}. Sonst ändert sich nichts.`,
    removed: (name, count) => `„${name}“ von ${many(count, "Eintrag", "Einträgen")} entfernt.`,
  },
};
