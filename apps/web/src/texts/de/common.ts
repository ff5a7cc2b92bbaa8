import { LIMITS } from "@opp/core/rules/limits";
import type { common as english } from "../en/common.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";
import { crash } from "./crash.ts";
import { STRENGTH_ADVICE } from "./strength-advice.ts";

const many = pluralIn("de");

/** The texts that belong to no screen: the product's own, buttons, the words for things, refusals. */
export const common: Translation<typeof english> = {
  product: "OpenPassPhrase",
  description: "Dein eigener Tresor für Geheimnisse.",
  noScript: "OpenPassPhrase braucht JavaScript. Erlaube es für diese Adresse und lade die Seite noch einmal.",
  skip: "Zum Inhalt springen",
  loading: "Lädt",
  close: "Schließen",
  back: "Zurück",
  cancel: "Abbrechen",
  save: "Speichern",
  undo: "Rückgängig",
  understood: "Verstanden",
  yes: "Ja",
  no: "Nein",
  withKey: (what, key) => `${what} (Taste ${key})`,
  tryAgain: "Noch einmal",
  messages: "Meldungen",
  offline: "Der Server ist nicht erreichbar. Was du siehst, kann veraltet sein.",
  unreachable: {
    title: "Der Server ist nicht erreichbar",
    text: "Prüfe die Verbindung, oder frag, wer diesen Server betreibt. Von dir ist nichts verloren.",
  },
  update: {
    ready: "Es gibt eine neue Version.",
    otherVersion: (server, page) =>
      `Auf dem Server läuft Version ${server}, diese Seite ist noch Version ${page}.`,
    outdated:
      "Diese Seite ist zu alt für den Server: Sie zeigt, was da ist, kann aber nichts speichern. Lade sie neu.",
    copyFirst: "Kopiere vorher deine Eingabe.",
    formOpen: "Speichere oder schließ das Formular und lade dann neu.",
    passphrase: "Danach wird deine Passphrase wieder abgefragt.",
    reload: "Neu laden",
    later: "Später",
  },
  notFound: {
    title: "Diese Seite gibt es nicht",
    text: "Der Tresor hat nur eine Adresse.",
    back: "Zum Tresor",
  },
  crash,
  time: { justNow: "gerade eben" },
  words: {
    username: "Benutzername",
    password: "Passwort",
    passphrase: "Passphrase",
    recoveryCode: "Wiederherstellungscode",
    newUsername: "Neuer Benutzername",
    newPassword: "Neues Passwort",
    newPassphrase: "Neue Passphrase",
    name: "Name",
    url: "Website",
    account: "Konto",
    itemUsername: "Benutzername",
    totp: "Einmalcode",
    blob: "Notizen",
  },
  fieldNames: {
    name: "Name",
    url: "Website",
    moreUrls: "Weitere Websites",
    account: "Konto",
    username: "Benutzername",
    password: "Passwort",
    totp: "Einmalcode",
    blob: "Notizen",
    fields: "Eigene Felder",
    tags: "Schlagwörter",
    favourite: "Favorit",
    categoryId: "Kategorie",
  },
  secret: {
    show: (what) => `${what} zeigen`,
    hide: (what) => `${what} verbergen`,
    large: "In großen Buchstaben zeigen",
    letterByLetter: "Zeichen für Zeichen",
    hidden: "verborgen",
    capsLock: "Die Feststelltaste ist an.",
  },
  copy: {
    label: "Kopieren",
    field: (what) => `${what} kopieren`,
    of: (what, name) => `${what} von ${name} kopieren`,
    done: (what, seconds) => `${what} kopiert. Die Zwischenablage wird in ${seconds} Sekunden geleert.`,
    stays: (what) => `${what} kopiert. Es bleibt in der Zwischenablage.`,
    nothing: (what) => `${what}: hier gibt es nichts zu kopieren.`,
    refused: "Der Browser lässt diese Seite nicht kopieren. Zeig den Wert an und kopiere ihn von Hand.",
  },
  errors: {
    offline: "Der Server ist nicht erreichbar. Nichts wurde gespeichert; versuch es gleich noch einmal.",
    unknown: "Etwas ist schiefgegangen. Versuch es noch einmal.",
    waitFor: (seconds) =>
      seconds < 60
        ? `Versuch es in ${many(seconds, "Sekunde", "Sekunden")} noch einmal.`
        : `Versuch es in ${many(Math.ceil(seconds / 60), "Minute", "Minuten")} noch einmal.`,
    passwordIncorrect: "Das Passwort stimmt nicht.",
    refused: "Das kann so nicht angenommen werden.",
    tooShort: (limit) => `Zu kurz: mindestens ${many(limit, "Zeichen", "Zeichen")}.`,
    tooLong: (limit) => `Zu lang: höchstens ${many(limit, "Zeichen", "Zeichen")}.`,
    tryNow: "Du kannst es jetzt noch einmal versuchen.",
    byCode: {
      UNAUTHORIZED: "Deine Sitzung ist zu Ende. Melde dich noch einmal an.",
      CREDENTIALS_INCORRECT: "Benutzername oder Passwort stimmt nicht.",
      PASSPHRASE_REQUIRED: "Dafür wird deine Passphrase gebraucht. Entsperre den Tresor.",
      PASSPHRASE_INCORRECT: "Das ist nicht die Passphrase. Achte auf Großschreibung und Leerzeichen.",
      RECOVERY_CODE_INCORRECT:
        "Dieser Wiederherstellungscode stimmt nicht. Vergleiche ihn Zeichen für Zeichen.",
      TOO_MANY_TRIES: "Zu viele Fehlversuche.",
      BUSY: "Der Server ist ausgelastet.",
      REGISTRATION_CLOSED: "Dieser Server nimmt keine neuen Konten an. Frag, wer ihn betreibt.",
      USERNAME_TAKEN: "Dieser Benutzername ist vergeben. Wähle einen anderen.",
      NOT_FOUND: "Das gibt es nicht mehr. Lade die Seite neu, um zu sehen, was es gibt.",
      UNKNOWN_CATEGORY: "Diese Kategorie gibt es nicht mehr. Wähle eine andere.",
      CATEGORY_IN_ITSELF:
        "Eine Kategorie kann nicht in sich selbst liegen und auch nicht in einer, die in ihr liegt. Wähle einen anderen Ort.",
      CATEGORY_TOO_DEEP: `Kategorien liegen höchstens ${LIMITS.categoryLevels} Ebenen tief; die im Papierkorb zählen mit. Wähle einen Ort weiter oben.`,
      CONFLICT: "Das wurde inzwischen anderswo geändert. Lade es noch einmal und wiederhole deine Änderung.",
      CLIENT_OUTDATED:
        "Diese Seite ist von einer anderen Version als der Server, darum wurde nichts gespeichert. Kopiere deine Eingabe, dann lade die Seite neu.",
      INVALID_INPUT: "Etwas von deiner Eingabe kann nicht angenommen werden. Prüfe die Felder.",
      RECORD_DAMAGED:
        "Ein Datensatz lässt sich nicht öffnen: Er wurde beschädigt oder außerhalb des Produkts geändert. Nichts wurde überschrieben.",
      RECORD_UNSUPPORTED:
        "Ein Datensatz hat eine Form, die diese Version nicht kennt. Nichts wurde überschrieben; vielleicht braucht der Server seine neuere Version zurück.",
      INTERNAL:
        "Der Server ist daran gescheitert. Nichts wurde geändert; wer ihn betreibt, findet den Grund im Protokoll.",
    },
  },
  strength: {
    sentence: (score, span) =>
      `${["Sehr schwach", "Schwach", "Mittel", "Gut", "Stark"][score] ?? ""}: Ein gestohlener Hash davon hält ${span}.`,
    advice: (english) => STRENGTH_ADVICE[english] ?? english,
  },
};
