import { textsApart } from "./apart.ts";
import { accountScreen as de } from "./de/account-screen.ts";
import { accountScreen as en } from "./en/account-screen.ts";

/** Nobody needs them before the account screen. */
export const accountTexts = textsApart({ en, de });
