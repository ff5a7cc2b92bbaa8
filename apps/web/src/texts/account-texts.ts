import { textsApart } from "./apart.ts";
import { activity as deActivity } from "./de/account.ts";
import { accountScreen as de } from "./de/account-screen.ts";
import { activity as enActivity } from "./en/account.ts";
import { accountScreen as en } from "./en/account-screen.ts";

/** The account screen needs them, and the report on what happened to the account. */
export const accountTexts = textsApart({ en: { ...en, ...enActivity }, de: { ...de, ...deActivity } });
