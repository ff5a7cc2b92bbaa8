import type { settingsScreen as english } from "../en/settings-screen.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** The settings of this browser. */
export const settingsScreen: Translation<typeof english> = {
  title: "Dieser Browser",
  theme: "Aussehen",
  themeText: "Wie im System oder nach deiner Wahl.",
  themes: { system: "System", light: "Hell", dark: "Dunkel" },
  density: "Abstände",
  densityText: "Die Höhe der Zeilen in Listen.",
  densities: { comfortable: "Bequem", compact: "Dicht" },
  locking: "Sperren",
  hidden: "Im Hintergrund sperren",
  hiddenText: "Wenn ein anderer Tab oder ein anderes Fenster diesen verdeckt.",
  hiddenAfter: (seconds) =>
    seconds === null ? "Nie" : seconds === 0 ? "Sofort" : `Nach ${many(seconds / 60, "Minute", "Minuten")}`,
  sleep: "Nach dem Ruhezustand sperren",
  sleepText: "Wenn der Computer zugeklappt oder im Ruhezustand war.",
  yes: "Ja",
  no: "Nein",
  clipboard: "Zwischenablage leeren",
  clipboardText: "Entfernt, was du aus dieser App kopiert hast.",
  clipboardAfter: (seconds) =>
    seconds === 0
      ? "Nie"
      : seconds < 60
        ? `Nach ${many(seconds, "Sekunde", "Sekunden")}`
        : `Nach ${many(seconds / 60, "Minute", "Minuten")}`,
  session: "Abmelden nach",
  sessionText: "Zeit ohne Nutzung, ab der nächsten Anmeldung. Vorher sperrt sich der Tresor.",
  remember: "Benutzernamen merken",
  rememberText: "Wer diesen Browser benutzt, sieht ihn beim Anmelden.",
  language: "Sprache",
  languageText: "Die Sprache dieser App in diesem Browser.",
  languageAsSystem: "Wie im System",
  idle: "Bei Inaktivität sperren",
  idleText: "Danach brauchst du deine Passphrase zum Entsperren.",
  idleAfter: (minutes) =>
    minutes === 0 ? "Nie" : minutes === 60 ? "Nach 1 Stunde" : `Nach ${many(minutes, "Minute", "Minuten")}`,
};
