import type { accountScreen as english } from "../en/account-screen.ts";
import type { Translation } from "../translation.ts";

/** The account screen. */
export const accountScreen: Translation<typeof english> = {
  sessions: {
    title: "Sitzungen",
    current: "Diese Sitzung",
    unknownDevice: "Unbekanntes Gerät",
    facts: (address, used) => `${address} · zuletzt aktiv ${used} ·`,
    ends: (when) => `endet ${when}`,
    end: "Beenden",
    endOf: (device) => `Sitzung auf ${device} beenden`,
    ended: "Sitzung beendet.",
    endOthers: "Alle anderen beenden",
    othersText: "Du erkennst eine Sitzung nicht? Beende alle anderen.",
    othersEnded: "Alle anderen Sitzungen beendet.",
  },
  sections: "Abschnitte",
  identity: "Anmeldung",
  keys: "Verschlüsselung",
  ending: "Konto löschen",
  prove: "Mit deinem Passwort bestätigen",
  repeat: "Wiederholen",
  notRepeated: "Die Eingaben stimmen nicht überein.",
  samePassphrase: "Das ist schon deine Passphrase.",
  oldPassphrase:
    "Dein Tresor wurde aus einer alten Datenbank importiert und benutzt noch deren Passphrase. Wer die alte Datei oder eine Sicherung davon hat, kann sie schnell erraten. Ändere sie und lösche dann die alte Datei.",
  deleted: (when) => `Konto gelöscht. Bis ${when} kannst du es beim Anmelden wiederherstellen.`,
  changes: {
    username: {
      title: "Benutzername",
      text: "",
      open: "Ändern",
      explain: "Damit meldest du dich an.",
      button: "Benutzernamen ändern",
      done: "Benutzername geändert.",
    },
    password: {
      title: "Passwort",
      text: "Der Server prüft es, wenn du dich anmeldest.",
      open: "Ändern",
      explain: "Damit enden alle anderen Sitzungen.",
      button: "Passwort ändern",
      done: "Passwort geändert. Alle anderen Sitzungen beendet.",
    },
    passphrase: {
      title: "Passphrase",
      text: "Entsperrt deinen Tresor.",
      open: "Ändern",
      explain:
        "Damit enden alle anderen Sitzungen. Wenn jemand die alte kennen könnte, erneuere stattdessen den Tresorschlüssel.",
      button: "Passphrase ändern",
      done: "Passphrase geändert. Alle anderen Sitzungen beendet.",
    },
    "recovery-code": {
      title: "Wiederherstellungscode",
      text: "Damit kommst du wieder hinein, wenn du deine Passphrase vergisst.",
      open: "Neuen Code erstellen",
      explain: "Der alte Code gilt ab sofort nicht mehr.",
      button: "Wiederherstellungscode erstellen",
      done: "Neuer Wiederherstellungscode erstellt. Der alte gilt nicht mehr.",
    },
    "vault-key": {
      title: "Tresorschlüssel",
      text: "Falls jemand deine Passphrase kennen könnte. Verschlüsselt alles neu.",
      open: "Erneuern",
      explain:
        "Legt eine neue Passphrase fest, verschlüsselt alles mit einem neuen Schlüssel, erstellt einen neuen Wiederherstellungscode und beendet alle anderen Sitzungen. Eine alte Kopie der Datenbank lässt sich weiter mit der alten Passphrase öffnen.",
      button: "Tresorschlüssel erneuern",
      done: "Tresorschlüssel erneuert.",
    },
    delete: {
      title: "Dein Konto löschen",
      text: "Mit allem Inhalt, nach 14 Tagen.",
      open: "Löschen…",
      explain:
        "Dein Konto und alles darin werden nach 14 Tagen endgültig gelöscht. Bis dahin kannst du es beim Anmelden wiederherstellen. Dein Benutzername ist sofort für andere frei.",
      button: "Mein Konto löschen",
      done: "",
    },
  },
};
