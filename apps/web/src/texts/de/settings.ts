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
