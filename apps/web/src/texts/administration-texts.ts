import { administration as de } from "./de/administration.ts";
import { administration as en } from "./en/administration.ts";
import { currentLanguage, type Language } from "./texts.ts";
import type { Translation } from "./translation.ts";

const IN: Readonly<Record<Language, Translation<typeof en>>> = { en, de };

/** Texts apart from `texts`, which is in the first load: only administrators and holders of one-time links need them. */
export const administrationTexts = (): Translation<typeof en> => IN[currentLanguage()];
