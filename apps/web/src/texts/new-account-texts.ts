import { textsApart } from "./apart.ts";
import { newAccount as de } from "./de/new-account.ts";
import { newAccount as en } from "./en/new-account.ts";

export const newAccountTexts = textsApart({ en, de });
