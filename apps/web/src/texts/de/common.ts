import { LIMITS } from "@opp/core/rules/limits";
import type { common as english } from "../en/common.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";
import { crash } from "./crash.ts";
import { STRENGTH_ADVICE } from "./strength-advice.ts";

const many = pluralIn("de");

/** Texts shared by all screens: the product, buttons, field names and errors. */
export const common: Translation<typeof english> = {
  product: "OpenPassPhrase",
  description: "Dein selbst gehosteter Passwort-Tresor.",
  linkWhileIn:
    "Dieser Link ist für jemanden, der nicht angemeldet ist. Melde dich ab und öffne ihn noch einmal.",
  noScript: "OpenPassPhrase braucht JavaScript. Erlaube es für diese Website und lade die Seite neu.",
  skip: "Zum Inhalt springen",
  loading: "Wird geladen",
  close: "Schließen",
  back: "Zurück",
  cancel: "Abbrechen",
  save: "Speichern",
  undo: "Rückgängig",
  understood: "OK",
  yes: "Ja",
  no: "Nein",
  withKey: (what, key) => `${what} (Taste ${key})`,
  tryAgain: "Erneut versuchen",
  messages: "Meldungen",
  clock: {
    differs: (seconds, isAhead) =>
      `Die Uhr dieses Geräts geht gegenüber dem Server ${seconds} Sekunden ${isAhead ? "vor" : "nach"}. Die App verwendet die Zeit des Servers. Prüfe die Einstellungen für Datum und Uhrzeit.`,
  },
  update: {
    ready: "Eine neue Version ist verfügbar.",
    otherVersion: (server, page) =>
      `Auf dem Server läuft Version ${server}, diese Seite ist noch Version ${page}.`,
    outdated:
      "Diese Seite ist zu alt für den Server. Du kannst Einträge ansehen, aber nichts speichern. Lade sie neu.",
    copyFirst: "Kopiere zuerst deine Eingaben.",
    formOpen: "Speichere oder schließe das Formular und lade dann neu.",
    passphrase: "Danach musst du deine Passphrase wieder eingeben.",
    reload: "Neu laden",
    later: "Später",
  },
  notFound: {
    title: "Seite nicht gefunden",
    text: "Prüfe die Adresse oder geh zum Tresor.",
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
    account: "Kundennummer",
    itemUsername: "Benutzername",
    totp: "Einmalcode",
    blob: "Notizen",
  },
  fieldNames: {
    name: "Name",
    url: "Website",
    moreUrls: "Weitere Websites",
    account: "Kundennummer",
    username: "Benutzername",
    password: "Passwort",
    totp: "Einmalcode",
    blob: "Notizen",
    fields: "Eigene Felder",
    tags: "Schlagwörter",
    favourite: "Favorit",
    kind: "Art",
    categoryId: "Kategorie",
  },
  secret: {
    show: (what) => `${what} zeigen`,
    hide: (what) => `${what} verbergen`,
    large: "Groß anzeigen",
    letterByLetter: "Zeichen für Zeichen",
    hidden: "verborgen",
    capsLock: "Die Feststelltaste ist an.",
    outerSpace: "Beginnt oder endet mit einem Leerzeichen. Es zählt mit.",
    invisible: "Enthält ein unsichtbares oder ungewöhnliches Leerzeichen. Es zählt mit.",
  },
  copy: {
    label: "Kopieren",
    field: (what) => `${what} kopieren`,
    of: (what, name) => `${what} von ${name} kopieren`,
    done: (what, seconds) => `${what} kopiert. Die Zwischenablage wird in ${seconds} Sekunden geleert.`,
    stays: (what) => `${what} kopiert. Die Zwischenablage wird nicht automatisch geleert.`,
    nothing: (what) => `${what}: nichts zu kopieren.`,
    refused: "Der Browser hat das Kopieren verhindert. Zeig den Wert an und kopiere ihn selbst.",
  },
  input: {
    excess: (excess, most) =>
      `${many(excess, "Zeichen", "Zeichen")} zu viel: Höchstens ${many(most, "Zeichen passt", "Zeichen passen")}. Nichts wird abgeschnitten; kürze den Text, um zu speichern.`,
    halfCharacter: "Hier steht ein halbes Zeichen. Lösche es und gib es neu ein.",
    oneLine: (lines) =>
      `Der eingefügte Text hat ${many(lines, "Zeile", "Zeilen")}, und in dieses Feld passt eine. Nichts wurde eingefügt.`,
    invisible: "Dieser Name besteht nur aus Leerzeichen oder unsichtbaren Zeichen. Gib einen sichtbaren ein.",
  },
  errors: {
    unknown: "Etwas ist schiefgelaufen. Versuch es noch einmal.",
    waitFor: (seconds) =>
      seconds < 60
        ? `Versuch es in ${many(seconds, "Sekunde", "Sekunden")} noch einmal.`
        : `Versuch es in ${many(Math.ceil(seconds / 60), "Minute", "Minuten")} noch einmal.`,
    passwordIncorrect: "Falsches Passwort.",
    tooManyCodes: "Zu viele falsche Codes der Authenticator-App. Ein Ersatzcode gilt weiter.",
    refused: "Dieser Wert ist ungültig.",
    tooShort: (limit) => `Zu kurz: mindestens ${many(limit, "Zeichen", "Zeichen")}.`,
    tooLong: (limit) => `Zu lang: höchstens ${many(limit, "Zeichen", "Zeichen")}.`,
    tryNow: "Du kannst es jetzt noch einmal versuchen.",
    saveAgain: "Vielleicht ist es gespeichert. Speichere noch einmal: Nichts wird doppelt angelegt.",
    byCode: {
      UNAUTHORIZED: "Deine Sitzung ist beendet. Melde dich noch einmal an.",
      CREDENTIALS_INCORRECT: "Benutzername oder Passwort ist falsch.",
      SECOND_FACTOR_REQUIRED: "Gib einen Code aus deiner Authenticator-App oder einen Ersatzcode ein.",
      SECOND_FACTOR_INCORRECT:
        "Der Code ist falsch oder schon benutzt. Warte auf den nächsten oder nimm einen Ersatzcode.",
      NO_SECOND_FACTOR:
        "Damit könntest du keine Anmeldung mehr bestätigen. Richte zuerst eine Authenticator-App ein, oder schalte den zweiten Faktor aus.",
      PASSKEY_INCORRECT:
        "Dieser Passkey gilt hier nicht, oder es hat zu lange gedauert. Versuche es noch einmal, oder melde dich mit dem Passwort an.",
      PASSKEYS_UNAVAILABLE: "Passkeys brauchen einen Server mit Namen. Unter dieser Adresse gehen sie nicht.",
      PASSPHRASE_REQUIRED: "Entsperre dafür den Tresor.",
      PASSPHRASE_INCORRECT: "Falsche Passphrase. Achte auf Groß- und Kleinschreibung und auf Leerzeichen.",
      RECOVERY_CODE_INCORRECT: "Falscher Wiederherstellungscode. Vergleiche ihn Zeichen für Zeichen.",
      TOO_MANY_TRIES: "Zu viele Fehlversuche.",
      BUSY: "Der Server ist ausgelastet.",
      OUTCOME_UNKNOWN: "Vielleicht ist es gespeichert. Lade die Seite neu und sieh nach.",
      REQUEST_KEY_USED:
        "Ein früherer Versuch ist gespeichert, ohne deine letzten Änderungen. Lade die Seite neu und sieh nach.",
      REGISTRATION_CLOSED: "Die Registrierung ist geschlossen. Bitte die Administration um ein Konto.",
      LINK_UNUSABLE:
        "Dieser Link geht nicht: Er wurde schon benutzt, ist älter als 24 Stunden, wurde zurückgenommen oder ist nicht vollständig. Bitte die Administration um einen neuen.",
      NOT_ADMINISTRATOR: "Das darf nur die Administration.",
      LAST_ADMINISTRATOR: "Sonst administriert niemand diesen Server. Gib erst jemand anderem diese Rolle.",
      NO_BACKUP_PLAN: "Der Server weiß nicht, wohin mit einem Backup.",
      BACKUP_FAILED: "Das Backup ist fehlgeschlagen. Warum, steht im Log des Servers.",
      USERNAME_TAKEN: "Dieser Benutzername ist vergeben. Wähle einen anderen.",
      ROLE_INSUFFICIENT: "Deine Rolle in diesem Tresor erlaubt das nicht. Frage jemanden, der ihn verwaltet.",
      NOT_FOUND: "Das gibt es nicht mehr. Lade die Seite neu.",
      UNKNOWN_CATEGORY: "Diese Kategorie gibt es nicht mehr. Wähle eine andere.",
      CATEGORY_IN_ITSELF:
        "Eine Kategorie lässt sich nicht in sich selbst oder eine ihrer Unterkategorien verschieben. Wähle einen anderen Ort.",
      CATEGORY_TOO_DEEP: `Kategorien lassen sich höchstens ${LIMITS.categoryLevels} Ebenen tief verschachteln; die im Papierkorb zählen mit. Wähle einen Ort weiter oben.`,
      CONFLICT: "Das wurde inzwischen anderswo geändert. Lade es neu und wiederhole deine Änderung.",
      CLIENT_OUTDATED:
        "Diese Seite und der Server haben verschiedene Versionen, deshalb wurde nichts gespeichert. Kopiere deine Eingaben und lade die Seite neu.",
      QUOTA_EXCEEDED:
        "Für eine Datei dieser Größe ist kein Platz. Entferne andere Dateien oder wende dich an die Administration.",
      ATTACHMENT_INCOMPLETE: "Die Datei ist nicht vollständig angekommen. Sende sie noch einmal.",
      INVALID_INPUT: "Einige Felder sind ungültig. Prüfe deine Eingaben.",
      RECORD_DAMAGED:
        "Ein Datensatz lässt sich nicht entschlüsseln. Er ist beschädigt oder wurde außerhalb der App geändert. Nichts wurde überschrieben.",
      RECORD_UNSUPPORTED:
        "Diese Version des Servers kann einen Datensatz nicht lesen. Vielleicht stammt er von einer neueren. Nichts wurde überschrieben. Bitte die Administration, den Server zu aktualisieren.",
      STORAGE_FULL:
        "Der Speicherplatz des Servers ist voll, deshalb wurde nichts gespeichert. Du kannst Einträge weiterhin lesen, in den Papierkorb verschieben und diesen leeren. Bitte die Administration, Platz zu schaffen.",
      STORAGE_READ_ONLY:
        "Der Server kann nicht auf seinen Datenträger schreiben, deshalb wurde nichts gespeichert. Du kannst deine Einträge weiterhin lesen. Bitte die Administration, den Datenträger zu prüfen.",
      STORAGE_FAILING:
        "Der Datenträger des Servers meldet einen Fehler. Bitte die Administration, eine Sicherung zu machen und den Datenträger zu prüfen.",
      STORAGE_DAMAGED:
        "Die Datenbank des Servers ist beschädigt. Bitte die Administration, eine Sicherung wiederherzustellen.",
      STORAGE_UNREACHABLE:
        "Der Server erreicht seine Datenbank nicht. Es wurde nichts gespeichert. Versuche es in ein paar Sekunden noch einmal.",
      STORAGE_MISSING:
        "Die Datenbank des Servers ist nicht mehr in ihrem Ordner, deshalb wurde nichts gespeichert. Wende dich an die Administration.",
      STORAGE_BUSY: "Ein anderer Prozess benutzt die Datenbank des Servers.",
      STORAGE_TOO_MANY_FILES: "Der Server hat zu viele Dateien oder Verbindungen offen.",
      INTERNAL:
        "Auf dem Server ist ein Fehler aufgetreten. Nichts wurde geändert. Die Administration findet die Ursache im Protokoll.",
    },
  },
  strength: {
    sentence: (score, span) =>
      `${["Sehr schwach", "Schwach", "Mittel", "Gut", "Stark"][score] ?? ""}: Das Erraten aus einem gestohlenen Hash dauert ${span}.`,
    tooEasy:
      "Zu leicht zu erraten: Ein Angreifer könnte es über die Anmeldung innerhalb eines Jahres finden. Wähle etwas Längeres, zum Beispiel vier Wörter ohne Zusammenhang.",
    advice: (english) => STRENGTH_ADVICE[english] ?? english,
  },
};
