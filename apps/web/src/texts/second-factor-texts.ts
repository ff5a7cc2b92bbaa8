import { textsApart } from "./apart.ts";
import { secondFactor as de } from "./de/second-factor.ts";
import { secondFactor as en } from "./en/second-factor.ts";

/** Few accounts need them before the account screen. */
export const secondFactorTexts = textsApart({ en, de });
