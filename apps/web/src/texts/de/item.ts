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
    nameless: "Unbenannt",
    noDetails: "Keine Angaben",
    nothingYet: "Dieser Eintrag ist leer.",
    newCategory: "Neue Kategorie…",
    favourite: "Favorit",
    duplicate: "Duplizieren",
    duplicated: "Eintrag dupliziert. Das ist die Kopie.",
    copyOf: (name) => `${name} (Kopie)`.trim(),
    openUrl: (host) => `${host} in einem neuen Tab öffnen`,
    changedAt: (when) => `Geändert ${when}`,
    createdAt: (when) => `erstellt ${when}`,
    passwordSince: (when) => `Passwort festgelegt ${when}`,
    health: {
      title: "Dieses Passwort:",
      breached: "in Datenlecks gefunden",
      weak: (level) => level.toLowerCase(),
      reused: (others) =>
        `auch in ${others === 1 ? "einem anderen Eintrag" : many(others, "anderen Eintrag", "anderen Einträgen")} verwendet`,
      old: (when) => `zuletzt ${when} geändert`,
    },
    damagedName: "Beschädigter Datensatz",
    damaged:
      "Dieser Eintrag lässt sich nicht entschlüsseln. Er ist beschädigt oder wurde außerhalb der App geändert. Nichts wurde überschrieben. Im Verlauf ist vielleicht eine ältere Version.",
    gone: "Eintrag nicht gefunden",
    notLoaded: (name) => `„${name}“ konnte nicht geladen werden.`,
    goneText: "Vielleicht ist er im Papierkorb oder endgültig gelöscht.",
    trashed: (name, count) =>
      count === 1
        ? `„${name}“ in den Papierkorb verschoben.`
        : `${count} Einträge in den Papierkorb verschoben.`,
    favouriteSet: (favourite, name, count) =>
      count === 1
        ? `„${name}“ ${favourite ? "zu Favoriten hinzugefügt" : "aus Favoriten entfernt"}.`
        : `${count} Einträge: ${favourite ? "Zu Favoriten hinzugefügt." : "Aus Favoriten entfernt."}`,
    created: (name, count) => (count === 1 ? `„${name}“ erstellt.` : `${count} Einträge erstellt.`),
    edited: (name) => `„${name}“ bearbeitet.`,
  },
  history: { title: "Verlauf" },
};
