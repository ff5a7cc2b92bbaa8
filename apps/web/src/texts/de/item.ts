import type { item as english } from "../en/item.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** One item: its page, its form, its history. */
export const item: Translation<typeof english> = {
  item: {
    new: "Neu",
    newLong: "Neuer Eintrag",
    edit: "Bearbeiten",
    more: "Weitere Aktionen",
    trash: "In den Papierkorb",
    category: "Kategorie",
    nameless: "Ohne Namen",
    noDetails: "Keine Angaben",
    nothingYet: "In diesem Eintrag steht noch nichts.",
    openUrl: (host) => `${host} in einem neuen Tab öffnen`,
    changedAt: (when) => `Geändert ${when}`,
    createdAt: (when) => `angelegt ${when}`,
    damagedName: "Beschädigter Datensatz",
    damaged:
      "Dieser Datensatz lässt sich nicht öffnen: Er wurde beschädigt oder außerhalb des Produkts geändert. Nichts wurde überschrieben; eine ältere Version ist vielleicht in seinem Verlauf.",
    gone: "Dieser Eintrag kann nicht gezeigt werden",
    goneText: "Er ist nicht mehr im Tresor. Vielleicht ist er im Papierkorb oder endgültig gelöscht.",
    trashed: (name, count) =>
      count === 1 ? `„${name}“ ist im Papierkorb.` : `${count} Einträge sind im Papierkorb.`,
    favouriteSet: (favourite, count) =>
      `${count === 1 ? "" : `${count} Einträge: `}${favourite ? "Als Favorit markiert." : "Kein Favorit mehr."}`,
    moved: (category) => `Nach „${category}“ verschoben.`,
  },
  form: {
    editTitle: "Eintrag bearbeiten",
    namePlaceholder: "Wofür ist er?",
    accountHint: "Eine Kundennummer zum Beispiel",
    saving: "Speichert…",
    saved: "Gespeichert.",
    draftBack: "Hier ist, was du eingegeben hattest. Es ist noch nicht gespeichert.",
    categoryGone: "Diese Kategorie gibt es nicht mehr. Wähle eine andere.",
    itemGone: "Dieser Eintrag ist nicht mehr im Tresor. Was du eingegeben hast, steht noch hier.",
    saveAsNew: "Meine Eingabe als neuen Eintrag speichern",
  },
  conflict: {
    title: "Dieser Eintrag wurde inzwischen anderswo geändert",
    text: "Nichts ist verloren: Die Version, die du nicht wählst, bleibt im Verlauf des Eintrags, oder in diesem Formular, bis du dich entscheidest.",
    apart: "Ihr habt verschiedene Felder geändert, darum passen beide Änderungen zusammen.",
    field: "Feld",
    mine: "Deine",
    theirs: "Die andere",
    empty: "(leer)",
    keepMine: "Meine darüber speichern",
    takeTheirs: "Die andere nehmen",
  },
  history: {
    title: "Verlauf",
    passwords: "Passwörter",
    none: "Es gibt keine früheren Versionen. Jede Änderung bewahrt auf, was vorher war.",
    until: (when) => `Bis ${when}`,
    restore: "Wiederherstellen",
    restored: "Die frühere Version ist zurück.",
    same: "Kein sichtbarer Unterschied.",
    forget: "Verlauf löschen",
    forgetSure: (count) => `Wirklich ${many(count, "Version", "Versionen")} löschen`,
    forgotten: "Der Verlauf ist gelöscht.",
  },
};
