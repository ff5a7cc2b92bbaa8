import { createStore } from "./external-store.ts";

export type Theme = "system" | "light" | "dark";
export type SortOrder = "name" | "changed" | "own";

export interface Settings {
  readonly theme: Theme;
  /** 0: never. */
  readonly idleMinutes: number;
  readonly sort: SortOrder;
}

export const IDLE_MINUTES = [1, 5, 10, 30, 60, 0] as const;

const STORAGE_KEY = "opp.settings";
const DEFAULTS: Settings = { theme: "system", idleMinutes: 10, sort: "name" };

/** How this browser shows things; no secret, so it may stay in `localStorage`. */
export const settingsStore = createStore<Settings>(DEFAULTS);

export function readSettings(): void {
  let stored: unknown = null;
  try {
    stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
  } catch {}
  settingsStore.set(parseSettings(stored));
}

export function changeSettings(change: Partial<Settings>): void {
  const settings = { ...settingsStore.get(), ...change };
  settingsStore.set(settings);
  localStorage.setItem(STORAGE_KEY, JSON.stringify(settings));
  if (settings.theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = settings.theme;
}

/** Whatever isn't understood takes its default. */
export function parseSettings(stored: unknown): Settings {
  if (typeof stored !== "object" || stored === null) return DEFAULTS;
  const { theme, idleMinutes, sort } = stored as Partial<Record<keyof Settings, unknown>>;
  return {
    theme: theme === "light" || theme === "dark" ? theme : DEFAULTS.theme,
    idleMinutes: IDLE_MINUTES.find((minutes) => minutes === idleMinutes) ?? DEFAULTS.idleMinutes,
    sort: sort === "changed" || sort === "own" ? sort : DEFAULTS.sort,
  };
}
