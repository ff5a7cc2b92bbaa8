import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** What a person chooses for this browser. */
export const settings = {
  settings: {
    title: "This browser",
    theme: "Appearance",
    themeText: "As the system has it, or your choice.",
    themes: { system: "System", light: "Light", dark: "Dark" },
    language: "Language",
    languageText: "The language of this app in this browser.",
    languageAsSystem: "As the system",
    languageFailed: "The language couldn't be loaded. Try again.",
    idle: "Lock when idle",
    idleText: "The passphrase is asked for again.",
    idleAfter: (minutes: number) =>
      minutes === 0
        ? "Never"
        : minutes === 60
          ? "After 1 hour"
          : `After ${many(minutes, "minute", "minutes")}`,
  },
};
