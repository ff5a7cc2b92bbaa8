import { textsApart } from "./apart.ts";
import { conflictScreen as de } from "./de/conflict-screen.ts";
import { conflictScreen as en } from "./en/conflict-screen.ts";

export const conflictTexts = textsApart({ en, de });
