import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** What a person chooses for this browser. */
export const settings = {
  settings: {
    title: "This browser",
    theme: "Appearance",
    themeText: "As the system has it, or your choice.",
    themes: { system: "System", light: "Light", dark: "Dark" },
    density: "Spacing",
    densityText: "How much room the rows of lists take.",
    densities: { comfortable: "Comfortable", compact: "Compact" },
    locking: "Locking",
    hidden: "Lock when out of sight",
    hiddenText: "When another tab or window is in front of this one.",
    hiddenAfter: (seconds: number | null) =>
      seconds === null
        ? "Never"
        : seconds === 0
          ? "At once"
          : `After ${many(seconds / 60, "minute", "minutes")}`,
    sleep: "Lock after sleep",
    sleepText: "When the lid was closed, or the computer slept.",
    yes: "Yes",
    no: "No",
    clipboard: "Clear the clipboard",
    clipboardText: "What you copied here is taken out of it again.",
    clipboardAfter: (seconds: number) =>
      seconds === 0
        ? "Never"
        : seconds < 60
          ? `After ${many(seconds, "second", "seconds")}`
          : `After ${many(seconds / 60, "minute", "minutes")}`,
    session: "Stay logged in for",
    sessionText: "What log-in starts with; you can choose otherwise there.",
    remember: "Remember the user name",
    rememberText: "Whoever opens this browser sees it at log-in.",
    sessionAsServer: "As the server says",
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
