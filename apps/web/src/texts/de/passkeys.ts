import type { passkeys as english } from "../en/passkeys.ts";
import type { Translation } from "../translation.ts";

/** Passkeys. Nothing of it is in the first load. */
export const passkeys: Translation<typeof english> = {
  title: "Passkeys",
  none: "Melde dich mit Fingerabdruck, Gesicht oder PIN an, statt ein Passwort einzugeben. Ein Passkey kann auch dein zweiter Faktor sein.",
  add: "Passkey hinzufügen…",
  obstacle: {
    browser: "Dieser Browser unterstützt keine Passkeys.",
    address: "Passkeys brauchen einen Namen, aber diese Seite wurde mit ihrer IP-Adresse geöffnet.",
    open: (name) => `${name} öffnen`,
  },
  refused: {
    cancelled:
      "Es wurde kein Passkey verwendet. Du hast abgebrochen, es hat zu lange gedauert, oder hier gibt es keinen für dieses Konto.",
    known: "Dieses Gerät oder dieser Sicherheitsschlüssel hat schon einen Passkey für dein Konto.",
    name: "Unter dieser Adresse gibt es keine Passkeys.",
    unsuitable:
      "Dieses Gerät oder dieser Sicherheitsschlüssel eignet sich dafür nicht. Vielleicht ist keine PIN, kein Fingerabdruck und kein Gesicht eingerichtet.",
  },
  facts: {
    opens: "Meldet an und entsperrt den Tresor",
    "log-in": "Meldet an",
    "second-factor": "Nur zweiter Faktor",
    synced: "synchronisiert",
    elsewhere: (host) => `für ${host}`,
    made: (when) => `erstellt ${when}`,
    used: (when) => `zuletzt verwendet ${when}`,
    unused: "noch nicht verwendet",
    damaged: "Beschädigter Name",
  },
  actions: (name) => `Aktionen für ${name}`,
  newOne: {
    title: "Passkey hinzufügen",
    explain: "Damit enden alle anderen Sitzungen.",
    use: "Verwendung",
    uses: {
      "log-in": "Zum Anmelden",
      "second-factor": "Als zweiter Faktor",
    },
    useHints: {
      "log-in":
        "Anstelle von Benutzername, Passwort und Code. Dein Gerät fragt nach Fingerabdruck, Gesicht oder PIN.",
      "second-factor":
        "Nach dem Passwort, anstelle eines Codes. Auch für Sicherheitsschlüssel ohne PIN. Schalte dafür „Nach einem Code fragen“ ein.",
    },
    begin: "Weiter",
    named: "Passkey benennen",
    name: "Name",
    nameHint: "Damit du ihn in der Liste wiedererkennst.",
    suggestion: "Passkey",
    unlocks: "Auch den Tresor damit entsperren",
    unlocksHint:
      "Dann brauchst du deine Passphrase nicht. Wer diesen Passkey verwenden kann, kann deinen Tresor öffnen, auch wer Zugriff auf das Konto hat, das ihn synchronisiert.",
    cantUnlock: "Dieser Passkey kann den Tresor nicht entsperren. Du wirst nach deiner Passphrase gefragt.",
    save: "Speichern",
    done: "Passkey hinzugefügt. Alle anderen Sitzungen beendet.",
  },
  changes: {
    rename: {
      open: "Umbenennen…",
      title: "Passkey umbenennen",
      explain: "",
      button: "Umbenennen",
      done: "Passkey umbenannt.",
    },
    remove: {
      open: "Entfernen…",
      title: "Passkey entfernen",
      explain:
        "Er gilt hier dann nicht mehr. Alle anderen Sitzungen enden, und auch diese, wenn du dich mit ihm angemeldet hast. Lösche ihn auch im Gerät oder Passwort-Manager, der ihn aufbewahrt.",
      button: "Passkey entfernen",
      done: "Passkey entfernt.",
    },
    "unlock-on": {
      open: "Tresor damit entsperren…",
      title: "Tresor mit diesem Passkey entsperren",
      explain:
        "Dann brauchst du deine Passphrase nicht. Wer diesen Passkey verwenden kann, kann deinen Tresor öffnen, auch wer Zugriff auf das Konto hat, das ihn synchronisiert.",
      button: "Weiter",
      done: "Dieser Passkey entsperrt jetzt deinen Tresor.",
    },
    "unlock-off": {
      open: "Tresor nicht mehr damit entsperren…",
      title: "Tresor nicht mehr mit diesem Passkey entsperren",
      explain: "Er meldet dich weiterhin an. Danach gibst du deine Passphrase ein.",
      button: "Nicht mehr entsperren",
      done: "Dieser Passkey entsperrt deinen Tresor nicht mehr.",
    },
  },
  cantCompute:
    "Dieser Passkey kann keinen Tresor entsperren: Gerät, Sicherheitsschlüssel oder Browser unterstützen das nicht. Deine Passphrase gilt weiterhin.",
  unlock: "Mit einem Passkey entsperren",
  gone: "Dieser Passkey entsperrt den Tresor nicht mehr. Gib deine Passphrase ein.",
  waitsFor: {
    passphrase:
      "Deine ungespeicherten Eingaben sind mit deiner Passphrase verschlüsselt. Um weiterzumachen, sperre den Tresor und entsperre ihn mit der Passphrase.",
    passkey:
      "Deine ungespeicherten Eingaben sind mit einem Passkey verschlüsselt. Um weiterzumachen, sperre den Tresor und entsperre ihn mit diesem Passkey.",
  },
};
