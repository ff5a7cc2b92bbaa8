import { textsApart } from "./apart.ts";
import { health as de } from "./de/health.ts";
import { health as en } from "./en/health.ts";

/** Only the health screen and the pages of items need them. */
export const healthTexts = textsApart({ en, de });
