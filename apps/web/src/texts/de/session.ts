import type { session as english } from "../en/session.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** Login, the lock screen, recovery and the end of a session. */
export const session: Translation<typeof english> = {
  account: { title: "Konto", changePassword: "Passwort ändern" },
  logIn: {
    title: "Anmelden",
    restoreTitle: "Gelöschtes Konto wiederherstellen",
    ended: "Deine Sitzung ist beendet.",
    changes: (list: string) =>
      `Seit deiner letzten Anmeldung: ${list}. Wenn du das nicht warst, wende dich an die Administration und ändere dein Passwort.`,
    wrongCodes: (count) =>
      `Seit deiner letzten Anmeldung ${count === 1 ? "wurde" : "wurden"} mit deinem Passwort ${many(count, "falscher Code", "falsche Codes")} eingegeben. Wenn du das nicht warst, kennt jemand dein Passwort: Ändere es.`,
    fewSpareCodes: (left) => `Du hast noch ${many(left, "Ersatzcode", "Ersatzcodes")}. Erstelle neue.`,
    endedWithDraft:
      "Deine Sitzung ist beendet. Melde dich an, um deine ungespeicherten Eingaben zurückzubekommen.",
    passphraseHint: "Entsperrt deinen Tresor. Sie bleibt nur im Speicher dieses Tabs.",
    keep: (length) => `${length} angemeldet bleiben`,
    keepHint:
      "Auch wenn du den Browser schließt. Danach gibst du nur deine Passphrase ein. Nicht für gemeinsam genutzte Computer.",
    lengthOther: "Andere Dauer…",
    lengthCount: "Anzahl",
    lengthUnit: "Einheit",
    lengthUnits: { minute: "Minuten", hour: "Stunden", day: "Tage" },
    lengthBounds: (shortest, longest) => `Von ${shortest} bis ${longest}.`,
    lengthOf: ({ count, unit }) => {
      const [one, other] = {
        second: ["Sekunde", "Sekunden"] as const,
        minute: ["Minute", "Minuten"] as const,
        hour: ["Stunde", "Stunden"] as const,
        day: ["Tag", "Tage"] as const,
      }[unit];
      return many(count, one, other);
    },
    button: "Anmelden",
    opening: "Tresor wird entsperrt…",
    passkey: "Mit einem Passkey anmelden",
    passkeyAddress: "Passkeys brauchen eine Adresse mit Namen:",
    forgotten: "Passphrase vergessen?",
    restore: "Konto gelöscht?",
    noRestore: "Zurück zur Anmeldung",
    restoreButton: "Wiederherstellen und anmelden",
    register: "Konto erstellen",
    closed:
      "Die Registrierung ist geschlossen. Wenn du ein Konto brauchst, wende dich an die Administration.",
  },
  lock: {
    title: "Gesperrt",
    loggedInAs: (username) => `Angemeldet als ${username}`,
    text: "Du bist noch angemeldet. Gib deine Passphrase ein, um den Tresor zu entsperren.",
    because: {
      idle: "Gesperrt, weil du eine Weile inaktiv warst.",
      hidden: "Gesperrt, weil dieser Tab im Hintergrund war.",
      sleep: "Gesperrt, weil der Computer im Ruhezustand war.",
    },
    draftLost:
      "Deine ungespeicherten Eingaben ließen sich nicht wiederherstellen. Sie waren mit der alten Passphrase verschlüsselt, die inzwischen geändert wurde.",
    draftWaits:
      "Deine ungespeicherten Eingaben sind verschlüsselt aufbewahrt. Entsperre den Tresor, um weiterzumachen.",
    button: "Entsperren",
    logOut: "Abmelden",
    another: "Anderes Konto verwenden",
  },
};
