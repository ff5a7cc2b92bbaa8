import { createStore, useStore } from "../base/external-store.ts";
import { en } from "./en/en.ts";
import type { Translation } from "./translation.ts";

/** Every language has what English has; a text that is missing or left over in another is a type error there. */
export type Texts = Translation<typeof en>;

export type Language = "en" | "de";

/** What each language calls itself. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/**
 * The texts in the language in use. The binding moves when the language changes, and the whole app is rendered again: read
 * it while drawing or acting (`texts.save`), never once for all in a constant of a module.
 */
export let texts: Texts = en;

/** For `Intl`: the language in use, in the person's own regional form where the browser names one ("de-CH"). */
export let locale = "en";

const languageStore = createStore<Language>("en");

/** For a component that isn't rendered again with its parent (`memo`), or that formats by language. */
export const useLanguage = (): Language => useStore(languageStore);

export function currentLanguage(): Language {
  return languageStore.get();
}

/** The first of a browser's wishes that there are texts for; English where there is none. */
export function languageOf(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const base = wish.toLowerCase().split("-")[0];
    if (base === "en" || base === "de") return base;
  }
  return "en";
}

let latest = 0;

/** Rejects where the texts can't be loaded; the language then stays as it was. */
export async function speak(language: Language, wishes: readonly string[]): Promise<void> {
  const call = (latest += 1);
  const next = await TEXTS[language]();
  // Someone who switches twice gets the second choice, whichever arrives first.
  if (call !== latest) return;
  texts = next;
  locale = wishes.find((wish) => languageOf([wish]) === language && wish.startsWith(language)) ?? language;
  document.documentElement.lang = language;
  languageStore.set(language);
}

/** English is in the first load; the others are fetched when someone wants them. */
const TEXTS: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import("./de/de.ts")).de,
};
