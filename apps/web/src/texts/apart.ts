import { currentLanguage, type Language } from "./texts.ts";
import type { Translation } from "./translation.ts";

/** Texts apart from `texts`, which is in the first load; like those, they are read while drawing or acting. */
export const textsApart =
  <English>(texts: { readonly en: English } & Readonly<Record<Language, Translation<English>>>) =>
  (): Translation<English> =>
    texts[currentLanguage()];
