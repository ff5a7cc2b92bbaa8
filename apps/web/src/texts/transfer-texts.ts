import { transfer as de } from "./de/transfer.ts";
import { transfer as en } from "./en/transfer.ts";
import { currentLanguage, type Language } from "./texts.ts";
import type { Translation } from "./translation.ts";

const IN: Readonly<Record<Language, Translation<typeof en>>> = { en, de };

/** Texts apart from `texts`, which is in the first load: only its own screen and the export dialog need them. */
export const transferTexts = (): Translation<typeof en> => IN[currentLanguage()];
