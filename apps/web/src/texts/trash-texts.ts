import { textsApart } from "./apart.ts";
import { trashScreen as de } from "./de/trash-screen.ts";
import { trashScreen as en } from "./en/trash-screen.ts";

export const trashTexts = textsApart({ en, de });
