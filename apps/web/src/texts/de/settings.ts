import type { settings as english } from "../en/settings.ts";
import { pluralIn } from "../plural.ts";
import type { Translation } from "../translation.ts";

const many = pluralIn("de");

/** What a person chooses for this browser. */
export const settings: Translation<typeof english> = {
  settings: {
    title: "Dieser Browser",
    theme: "Aussehen",
    themeText: "Wie das System es hat, oder deine Wahl.",
    themes: { system: "System", light: "Hell", dark: "Dunkel" },
    density: "Abstände",
    densityText: "Wie viel Platz die Zeilen der Listen bekommen.",
    densities: { comfortable: "Bequem", compact: "Dicht" },
    locking: "Sperren",
    hidden: "Sperren, wenn nicht zu sehen",
    hiddenText: "Wenn ein anderer Tab oder ein anderes Fenster davor ist.",
    hiddenAfter: (seconds) =>
      seconds === null ? "Nie" : seconds === 0 ? "Sofort" : `Nach ${many(seconds / 60, "Minute", "Minuten")}`,
    sleep: "Nach dem Ruhezustand sperren",
    sleepText: "Wenn der Deckel zu war oder der Computer geschlafen hat.",
    yes: "Ja",
    no: "Nein",
    clipboard: "Zwischenablage leeren",
    clipboardText: "Was du hier kopiert hast, wird wieder daraus entfernt.",
    clipboardAfter: (seconds) =>
      seconds === 0
        ? "Nie"
        : seconds < 60
          ? `Nach ${many(seconds, "Sekunde", "Sekunden")}`
          : `Nach ${many(seconds / 60, "Minute", "Minuten")}`,
    session: "Angemeldet bleiben für",
    sessionText: "Womit die Anmeldung beginnt; dort kannst du es anders wählen.",
    remember: "Benutzernamen merken",
    rememberText: "Wer diesen Browser öffnet, sieht ihn beim Anmelden.",
    sessionAsServer: "Wie der Server sagt",
    language: "Sprache",
    languageText: "Die Sprache dieser App in diesem Browser.",
    languageAsSystem: "Wie das System",
    languageFailed: "Die Sprache konnte nicht geladen werden. Versuch es noch einmal.",
    idle: "Bei Untätigkeit sperren",
    idleText: "Die Passphrase wird wieder abgefragt.",
    idleAfter: (minutes) =>
      minutes === 0 ? "Nie" : minutes === 60 ? "Nach 1 Stunde" : `Nach ${many(minutes, "Minute", "Minuten")}`,
  },
};
