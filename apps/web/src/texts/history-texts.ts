import { textsApart } from "./apart.ts";
import { historyScreen as de } from "./de/history-screen.ts";
import { historyScreen as en } from "./en/history-screen.ts";

export const historyTexts = textsApart({ en, de });
