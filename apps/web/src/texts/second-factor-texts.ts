import { secondFactor as de } from "./de/second-factor.ts";
import { secondFactor as en } from "./en/second-factor.ts";
import { currentLanguage, type Language } from "./texts.ts";
import type { Translation } from "./translation.ts";

const IN: Readonly<Record<Language, Translation<typeof en>>> = { en, de };

/** Texts apart from `texts`, which is in the first load: few accounts need them before the account screen. */
export const secondFactorTexts = (): Translation<typeof en> => IN[currentLanguage()];
