import { LANGUAGES, type Language } from "../texts/texts.ts";
import { createStore } from "./external-store.ts";

export type Theme = "system" | "light" | "dark";
export const SORT_ORDERS = ["name", "changed", "used", "own", "username", "website", "category"] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface Settings {
  readonly theme: Theme;
  /** 0: never. */
  readonly idleMinutes: number;
  readonly sort: SortOrder;
  readonly sortReversed: boolean;
  readonly language: "system" | Language;
  /** A password is old after so many; 0: never. */
  readonly passwordAgeMonths: number;
}

export const IDLE_MINUTES = [1, 5, 10, 30, 60, 0] as const;
export const PASSWORD_AGE_MONTHS = [6, 12, 24, 36, 0] as const;

const STORAGE_KEY = "opp.settings";
const DEFAULTS: Settings = {
  theme: "system",
  idleMinutes: 10,
  sort: "name",
  sortReversed: false,
  language: "system",
  passwordAgeMonths: 12,
};

/** How this browser shows things; no secret, so it may stay in `localStorage`. */
export const settingsStore = createStore<Settings>(DEFAULTS);

/** Reads what was chosen before, and follows what another tab chooses. */
export function followSettings(): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === STORAGE_KEY || event.key === null) apply(readStored());
  };
  apply(readStored());
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

function readStored(): Settings {
  try {
    return parseSettings(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null"));
  } catch {
    return DEFAULTS;
  }
}

export function changeSettings(change: Partial<Settings>): void {
  const settings = { ...settingsStore.get(), ...change };
  apply(settings);
  localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
}

function apply(settings: Settings): void {
  settingsStore.set(settings);
  if (settings.theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = settings.theme;
}

/** Whatever isn't understood takes its default. */
export function parseSettings(stored: unknown): Settings {
  if (typeof stored !== "object" || stored === null) return DEFAULTS;
  const { theme, idleMinutes, sort, sortReversed, language, passwordAgeMonths } = stored as Partial<
    Record<keyof Settings, unknown>
  >;
  return {
    theme: theme === "light" || theme === "dark" ? theme : DEFAULTS.theme,
    idleMinutes: IDLE_MINUTES.find((minutes) => minutes === idleMinutes) ?? DEFAULTS.idleMinutes,
    sort: SORT_ORDERS.find((order) => order === sort) ?? DEFAULTS.sort,
    sortReversed: sortReversed === true,
    language: isLanguage(language) ? language : DEFAULTS.language,
    passwordAgeMonths:
      PASSWORD_AGE_MONTHS.find((months) => months === passwordAgeMonths) ?? DEFAULTS.passwordAgeMonths,
  };
}

const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && Object.hasOwn(LANGUAGES, value);
