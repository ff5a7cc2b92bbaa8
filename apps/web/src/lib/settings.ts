import { createStore } from "../base/external-store.ts";
import { THEME_COLORS } from "../base/theme-colors.ts";
import { LANGUAGES, type Language } from "../texts/texts.ts";

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";
export const SORT_ORDERS = ["name", "changed", "used", "own", "username", "website", "category"] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

export interface Settings {
  readonly theme: Theme;
  readonly density: Density;
  /** 0: never. */
  readonly idleMinutes: number;
  readonly sort: SortOrder;
  readonly sortReversed: boolean;
  /** Whether the tags in the sidebar are put away. */
  readonly tagsFolded: boolean;
  readonly language: "system" | Language;
  /** The number of months after which a password is old; 0: never. */
  readonly passwordAgeMonths: number;
  /** How long after the tab is hidden it locks; null: not for that. */
  readonly lockHiddenSeconds: number | null;
  /** Whether it locks when the computer has slept; null: as the idle lock does at all. */
  readonly lockAfterSleep: boolean | null;
  /** 0: never. */
  readonly clipboardSeconds: number;
  /** The username filled in at login; null if the user doesn't want that. */
  readonly rememberedUsername: string | null;
  /** How long a session lasts without use; null: a working day. */
  readonly sessionSeconds: number | null;
  /** The ids of categories whose branch is closed in the sidebar. */
  readonly closedCategories: readonly number[];
}

export const IDLE_MINUTES = [1, 5, 10, 15, 30, 60, 0] as const;
export const HIDDEN_SECONDS = [null, 0, 60, 300] as const;
export const CLIPBOARD_SECONDS = [10, 30, 60, 120, 300, 0] as const;
export const PASSWORD_AGE_MONTHS = [6, 12, 24, 36, 0] as const;

/** Ids of deleted categories stay until enough others have been added. */
const MOST_CLOSED = 1000;

const STORAGE_KEY = "opp.settings";
const DEFAULTS: Settings = {
  theme: "system",
  density: "comfortable",
  idleMinutes: 15,
  sort: "name",
  sortReversed: false,
  tagsFolded: false,
  passwordAgeMonths: 12,
  language: "system",
  lockHiddenSeconds: null,
  lockAfterSleep: null,
  clipboardSeconds: 30,
  sessionSeconds: null,
  closedCategories: [],
  rememberedUsername: null,
};

/** How this browser shows things; no secret, so it may stay in `localStorage`. */
export const settingsStore = createStore<Settings>(DEFAULTS);

/** Reads the stored settings and follows changes in other tabs. */
export function followSettings(): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === STORAGE_KEY || event.key === null) apply(readStored());
  };
  apply(readStored());
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

const readStored = (): Settings => parseSettings(readRaw());

function readRaw(): unknown {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
  } catch {
    return null;
  }
}

export function changeSettings(change: Partial<Settings>): void {
  const settings = { ...settingsStore.get(), ...change };
  apply(settings);
  const raw = readRaw();
  // What a newer version keeps here and this one doesn't know stays.
  const kept = typeof raw === "object" ? raw : null;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...kept, ...settings }));
  } catch {
    // A full or forbidden storage: the choice holds until the tab is closed.
  }
}

function apply(settings: Settings): void {
  settingsStore.set(settings);
  const { dataset } = document.documentElement;
  if (settings.theme === "system") delete dataset.theme;
  else dataset.theme = settings.theme;
  if (settings.density === "compact") dataset.density = "compact";
  else delete dataset.density;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content =
      settings.theme === "system"
        ? meta.media.includes("dark")
          ? THEME_COLORS.dark
          : THEME_COLORS.light
        : THEME_COLORS[settings.theme];
}

/** Whatever isn't understood takes its default. */
export function parseSettings(stored: unknown): Settings {
  if (typeof stored !== "object" || stored === null) return DEFAULTS;
  const { theme, density, idleMinutes, sort, sortReversed, tagsFolded, language, ...rest } =
    stored as Partial<Record<keyof Settings, unknown>>;
  const {
    passwordAgeMonths,
    lockHiddenSeconds,
    lockAfterSleep,
    clipboardSeconds,
    sessionSeconds,
    closedCategories,
    rememberedUsername,
  } = rest;
  return {
    theme: theme === "light" || theme === "dark" ? theme : DEFAULTS.theme,
    density: density === "compact" ? density : DEFAULTS.density,
    idleMinutes: IDLE_MINUTES.find((minutes) => minutes === idleMinutes) ?? DEFAULTS.idleMinutes,
    sort: SORT_ORDERS.find((order) => order === sort) ?? DEFAULTS.sort,
    sortReversed: sortReversed === true,
    tagsFolded: tagsFolded === true,
    language: isLanguage(language) ? language : DEFAULTS.language,
    passwordAgeMonths:
      PASSWORD_AGE_MONTHS.find((months) => months === passwordAgeMonths) ?? DEFAULTS.passwordAgeMonths,
    lockHiddenSeconds: HIDDEN_SECONDS.find((seconds) => seconds === lockHiddenSeconds) ?? null,
    lockAfterSleep: typeof lockAfterSleep === "boolean" ? lockAfterSleep : null,
    clipboardSeconds:
      CLIPBOARD_SECONDS.find((seconds) => seconds === clipboardSeconds) ?? DEFAULTS.clipboardSeconds,
    sessionSeconds: isSessionLength(sessionSeconds) ? sessionSeconds : null,
    closedCategories: Array.isArray(closedCategories)
      ? closedCategories.filter((id) => Number.isSafeInteger(id)).slice(-MOST_CLOSED)
      : DEFAULTS.closedCategories,
    rememberedUsername: typeof rememberedUsername === "string" ? rememberedUsername : null,
  };
}

const isSessionLength = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;

const isLanguage = (value: unknown): value is Language =>
  typeof value === "string" && Object.hasOwn(LANGUAGES, value);
