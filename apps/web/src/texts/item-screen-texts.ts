import { textsApart } from "./apart.ts";
import { itemScreen as de } from "./de/item-screen.ts";
import { itemScreen as en } from "./en/item-screen.ts";

export const itemScreenTexts = textsApart({ en, de });
