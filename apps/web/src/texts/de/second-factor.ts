import type { secondFactor as english } from "../en/second-factor.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The second factor. Nothing of it is in the first load. */
export const secondFactor: Translation<typeof english> = {
  title: "Zweiter Faktor",
  code: {
    totp: "Code aus deiner Authenticator-App",
    spare: "Ersatzcode",
    passkey: "Dein Passkey oder Sicherheitsschlüssel",
    usePasskey: "Jetzt verwenden",
    passkeyRefused: "Dieser Passkey wurde nicht angenommen. Versuche es noch einmal oder auf andere Weise.",
    instead: {
      totp: "Authenticator-App verwenden",
      spare: "Ersatzcode verwenden",
      passkey: "Passkey oder Sicherheitsschlüssel verwenden",
    },
    used: "Dieser Code ist verbraucht. Gib den nächsten ein.",
    refused: {
      totp: "Falscher oder schon verwendeter Code. Warte auf den nächsten oder verwende einen Ersatzcode.",
      spare: "Falscher oder schon verwendeter Ersatzcode.",
    },
    unreadable: {
      totp: "Dieser Code hat 6 Ziffern.",
      spare: "Ein Ersatzcode hat 12 Buchstaben und Ziffern.",
    },
  },
  app: {
    title: "Authenticator-App",
    none: "Erzeugt alle 30 Sekunden einen neuen Code. Mit einem zweiten Faktor genügt ein gestohlenes Passwort nicht, um sich anzumelden.",
    setUp: "Einrichten…",
    made: (when) => `Eingerichtet ${when}`,
    used: (when) => `zuletzt verwendet ${when}`,
    unused: "noch nicht verwendet",
    replace: "Ersetzen…",
    remove: "Entfernen…",
  },
  required: {
    title: "Nach einem Code fragen",
    on: "Ein. Die Anmeldung braucht einen Code oder einen Passkey, und Änderungen am Konto auch, wenn der letzte älter als 10 Minuten ist.",
    off: "Aus. Passwort und Passphrase genügen zum Anmelden.",
    turnOn: "Einschalten…",
    turnOff: "Ausschalten…",
  },
  spareCodes: {
    title: "Ersatzcodes",
    text: (left) => `Noch ${many(left, "Code", "Codes")}. Für den Fall, dass du deine App nicht dabei hast.`,
    renew: "Neue Codes erstellen…",
    shown: "Ersatzcodes sichern",
    shownText:
      "Wenn du deine Authenticator-App verlierst, melde dich mit einem dieser Codes an. Jeder gilt einmal. Sie werden nur jetzt gezeigt.",
    of: (username) => `Ersatzcodes für ${username}`,
    purpose:
      "Wenn du deine Authenticator-App nicht hast, wähle beim Anmelden „Ersatzcode verwenden“. Jeder Code gilt einmal. Neuere Codes ersetzen sie. Bewahre dieses Blatt nicht beim Computer auf.",
    keep: "Bewahre sie auf Papier auf, nicht in diesem Tresor. Sie bestätigen eine Anmeldung; den Tresor entsperren sie nicht.",
    kept: "Ich habe sie",
    ask: "Beim Anmelden nach einem Code fragen",
  },
  setUp: {
    title: "Authenticator-App einrichten",
    explain: "Wenn du eine App einrichtest, enden alle anderen Sitzungen.",
    begin: "Weiter",
    scan: "Scanne den QR-Code mit deiner Authenticator-App oder gib dort den Einrichtungsschlüssel ein.",
    qr: "QR-Code für deine Authenticator-App",
    key: "Einrichtungsschlüssel",
    open: "In einer App auf diesem Gerät öffnen",
    notHere:
      "Speichere ihn nicht in diesem Tresor: Wenn du ausgesperrt bist, wäre der Code darin. Verwende eine App auf einem anderen Gerät.",
    code: "Code, den die App jetzt zeigt",
    confirm: "Bestätigen",
    wrong:
      "Die App zeigt jetzt einen anderen Code, oder ihr Einrichtungsschlüssel stimmt nicht. Prüfe, ob die Uhren dieses Geräts und des Telefons richtig gehen.",
    tookTooLong: "Das hat länger als 15 Minuten gedauert. Schließe diesen Dialog und beginne noch einmal.",
    done: "Authenticator-App eingerichtet. Alle anderen Sitzungen beendet.",
  },
  changes: {
    on: {
      title: "Nach einem Code fragen",
      explain:
        "Jede Anmeldung braucht dann einen Code, einen Passkey oder einen Ersatzcode. Damit enden alle anderen Sitzungen.",
      button: "Einschalten",
      done: "Deine Anmeldung braucht jetzt einen Code. Alle anderen Sitzungen beendet.",
    },
    off: {
      title: "Nicht mehr nach einem Code fragen",
      explain: "Passwort und Passphrase genügen dann zum Anmelden. Damit enden alle anderen Sitzungen.",
      button: "Ausschalten",
      done: "Deine Anmeldung braucht keinen Code mehr. Alle anderen Sitzungen beendet.",
    },
    "remove-one": {
      title: "Authenticator-App entfernen",
      explain:
        "Codes dieser App gelten nicht mehr. Deine Anmeldung braucht dann einen Passkey oder einen Ersatzcode. Damit enden alle anderen Sitzungen.",
      button: "App entfernen",
      done: "Authenticator-App entfernt. Alle anderen Sitzungen beendet.",
    },
    remove: {
      title: "Authenticator-App entfernen",
      explain:
        "Codes dieser App gelten nicht mehr, und deine Anmeldung braucht keinen mehr. Damit enden alle anderen Sitzungen.",
      button: "App entfernen",
      done: "Authenticator-App entfernt. Alle anderen Sitzungen beendet.",
    },
    "spare-codes": {
      title: "Neue Ersatzcodes erstellen",
      explain: "Die alten Ersatzcodes gelten ab sofort nicht mehr. Damit enden alle anderen Sitzungen.",
      button: "Codes erstellen",
      done: "Neue Ersatzcodes erstellt. Die alten gelten nicht mehr.",
    },
  },
};
