import { textsApart } from "./apart.ts";
import { administration as de } from "./de/administration.ts";
import { administration as en } from "./en/administration.ts";

/** Only administrators and holders of one-time links need them. */
export const administrationTexts = textsApart({ en, de });
