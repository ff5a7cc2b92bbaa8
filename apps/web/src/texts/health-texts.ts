import { health as de } from "./de/health.ts";
import { health as en } from "./en/health.ts";
import { currentLanguage, type Language } from "./texts.ts";
import type { Translation } from "./translation.ts";

const IN: Readonly<Record<Language, Translation<typeof en>>> = { en, de };

/** Texts apart from `texts`, which is in the first load: only the health screen and the pages of items need them. */
export const healthTexts = (): Translation<typeof en> => IN[currentLanguage()];
