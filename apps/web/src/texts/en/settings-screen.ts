import { pluralIn } from "../plural.ts";

const many = pluralIn("en");

/** The settings of this browser. Nothing of it is in the first load. */
export const settingsScreen = {
  title: "This browser",
  theme: "Appearance",
  themeText: "Follow the system, or choose a theme.",
  themes: { system: "System", light: "Light", dark: "Dark" },
  density: "Spacing",
  densityText: "The height of rows in lists.",
  densities: { comfortable: "Comfortable", compact: "Compact" },
  locking: "Locking",
  hidden: "Lock in the background",
  hiddenText: "When another tab or window hides this one.",
  hiddenAfter: (seconds: number | null) =>
    seconds === null
      ? "Never"
      : seconds === 0
        ? "Immediately"
        : `After ${many(seconds / 60, "minute", "minutes")}`,
  sleep: "Lock after sleep",
  sleepText: "After the lid was closed or the computer slept.",
  yes: "Yes",
  no: "No",
  clipboard: "Clear clipboard",
  clipboardText: "Removes what you copied from this app.",
  clipboardAfter: (seconds: number) =>
    seconds === 0
      ? "Never"
      : seconds < 60
        ? `After ${many(seconds, "second", "seconds")}`
        : `After ${many(seconds / 60, "minute", "minutes")}`,
  session: "Log out after",
  sessionText: "Time without use, from your next login on. Locking comes first.",
  remember: "Remember username",
  rememberText: "Anyone using this browser can see it when logging in.",
  language: "Language",
  languageText: "The language of this app in this browser.",
  languageAsSystem: "System default",
  idle: "Lock when idle",
  idleText: "You then need your passphrase to unlock.",
  idleAfter: (minutes: number) =>
    minutes === 0 ? "Never" : minutes === 60 ? "After 1 hour" : `After ${many(minutes, "minute", "minutes")}`,
};
