import { textsApart } from "./apart.ts";
import { transfer as de } from "./de/transfer.ts";
import { transfer as en } from "./en/transfer.ts";

/** Only its own screen and the export dialog need them. */
export const transferTexts = textsApart({ en, de });
