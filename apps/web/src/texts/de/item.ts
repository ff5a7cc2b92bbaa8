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
  form: {
    editTitle: "Eintrag bearbeiten",
    namePlaceholder: "z. B. Online-Banking",
    accountHint: "Zum Beispiel eine Kunden- oder Vertragsnummer",
    saving: "Wird gespeichert…",
    saved: "Gespeichert.",
    empty:
      "Gib einen Namen ein oder fülle ein anderes Feld aus. Ein leerer Eintrag lässt sich nicht speichern.",
    draftBack: "Deine ungespeicherten Eingaben sind wieder da. Speichere sie.",
    categoryGone: "Diese Kategorie gibt es nicht mehr. Wähle eine andere.",
    itemGone: "Dieser Eintrag wurde gelöscht. Deine Eingaben sind noch da.",
    saveAsNew: "Als neuen Eintrag speichern",
    urlNumber: (place) => `Website ${place}`,
    addUrl: "Website hinzufügen",
    removeUrl: (place) => `Website ${place} entfernen`,
  },
  fields: {
    title: "Eigene Felder",
    add: "Feld hinzufügen",
    name: "Feldname",
    value: "Wert",
    nameOf: (place) => `Name von Feld ${place}`,
    kindOf: (name, place) => `Art von ${name || `Feld ${place}`}`,
    valueOf: (name, place) => `Wert von ${name || `Feld ${place}`}`,
    up: (name, place) => `${name || `Feld ${place}`} nach oben`,
    down: (name, place) => `${name || `Feld ${place}`} nach unten`,
    remove: (name, place) => `${name || `Feld ${place}`} entfernen`,
    nameless: "Gib einen Namen für dieses Feld ein.",
    kinds: { text: "Text", hidden: "Verborgen", date: "Datum" },
  },
  otp: {
    hint: "Füge den Einrichtungsschlüssel, den otpauth://-Link oder ein Bild des QR-Codes ein. Du kannst ein Bild auch hierher ziehen.",
    choose: "Bild mit QR-Code wählen",
    fromQr: "QR-Code gelesen.",
    noQr: "Kein lesbarer QR-Code gefunden. Versuch es mit einem schärferen oder näheren Bild.",
    nobody: "Die Website hat zu diesem Code kein Konto angegeben.",
    remove: "Entfernen",
    next: (code) => `danach: ${code}`,
    secondsLeft: (seconds) => `${seconds} s`,
    problems: {
      several: "Das enthält mehrere Codes aus Google Authenticator. Exportiere ein Konto nach dem anderen.",
      address:
        "Das ist kein Link für einen Einmalcode. Solche Links beginnen mit otpauth://totp/ oder steam://.",
      letters: "Ein Einrichtungsschlüssel enthält nur die Buchstaben A bis Z und die Ziffern 2 bis 7.",
      short:
        "Ein Einrichtungsschlüssel hat mindestens 8 Buchstaben und Ziffern, am Stück oder in gleich langen Gruppen.",
      code: "Das sieht wie ein Einmalcode aus. Füge stattdessen den Einrichtungsschlüssel ein.",
      counter: "Zählerbasierte Codes (HOTP) werden nicht unterstützt. Nimm einen zeitbasierten.",
      encoder: "Diese Art von Codes wird nicht unterstützt.",
      algorithm: "Dieses Verfahren wird nicht unterstützt. Nimm SHA1, SHA256 oder SHA512.",
      digits: "Ein Einmalcode hat 6 bis 10 Ziffern.",
      period: "Ein Einmalcode muss 5 bis 3.600 Sekunden lang gelten.",
      empty: "Der Link enthält keinen Einrichtungsschlüssel.",
      twice: "Der Link enthält zwei verschiedene Einrichtungsschlüssel. Füge nur den richtigen ein.",
      long: "Der Einrichtungsschlüssel ist zu lang.",
      names: "Die Namen im Link sind zu lang.",
    },
  },
  history: { title: "Verlauf" },
};
