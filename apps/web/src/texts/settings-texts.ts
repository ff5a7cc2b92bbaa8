import { textsApart } from "./apart.ts";
import { settingsScreen as de } from "./de/settings-screen.ts";
import { settingsScreen as en } from "./en/settings-screen.ts";

export const settingsTexts = textsApart({ en, de });
