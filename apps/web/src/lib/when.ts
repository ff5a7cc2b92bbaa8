import { locale, texts } from "../texts/texts.ts";

const UNITS = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** "3 hours ago", "in 2 days"; under a minute "just now". */
export function relativeTime(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1000);
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (!unit) return texts.time.justNow;
  return relativeFormat().format(Math.trunc(seconds / unit[1]), unit[0]);
}

/** Creating a formatter takes longer than rendering a whole row, so each is created once per language. */
function onceALanguage<T>(make: (locale: string) => T): () => T {
  let made: { readonly locale: string; readonly format: T } | null = null;
  return () => {
    if (made?.locale !== locale) made = { locale, format: make(locale) };
    return made.format;
  };
}

const relativeFormat = onceALanguage((wanted) => new Intl.RelativeTimeFormat(wanted, { numeric: "auto" }));
const timeFormat = onceALanguage(
  (wanted) => new Intl.DateTimeFormat(wanted, { dateStyle: "medium", timeStyle: "short" }),
);
const dayFormat = onceALanguage(
  (wanted) => new Intl.DateTimeFormat(wanted, { dateStyle: "long", timeZone: "UTC" }),
);

export function exactTime(at: number): string {
  return timeFormat().format(at);
}

/** Formats a day given as year-month-day in the current language; returns any other text unchanged. */
export function exactDay(isoDay: string): string {
  // At noon of UTC, and told in UTC: no time zone makes another day of it.
  const at = Date.parse(`${isoDay}T12:00:00Z`);
  return Number.isNaN(at) ? isoDay : dayFormat().format(at);
}
