import { textsApart } from "./apart.ts";
import { stay as de } from "./de/stay.ts";
import { stay as en } from "./en/stay.ts";

export const stayTexts = textsApart({ en, de });
