import { textsApart } from "./apart.ts";
import { shortcuts as de } from "./de/shortcuts.ts";
import { shortcuts as en } from "./en/shortcuts.ts";

export const shortcutTexts = textsApart({ en, de });
