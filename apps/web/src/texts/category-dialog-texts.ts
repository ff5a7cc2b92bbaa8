import { textsApart } from "./apart.ts";
import { categoryDialogs as de } from "./de/category-dialogs.ts";
import { categoryDialogs as en } from "./en/category-dialogs.ts";

export const categoryDialogTexts = textsApart({ en, de });
