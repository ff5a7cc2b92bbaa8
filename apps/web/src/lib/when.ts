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
  return formatFor(locale).format(Math.trunc(seconds / unit[1]), unit[0]);
}

let format: { readonly locale: string; readonly relative: Intl.RelativeTimeFormat } | null = null;

/** Making one takes longer than a whole row of the list. */
function formatFor(wanted: string): Intl.RelativeTimeFormat {
  if (format?.locale !== wanted)
    format = { locale: wanted, relative: new Intl.RelativeTimeFormat(wanted, { numeric: "auto" }) };
  return format.relative;
}

export function exactTime(at: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** A day written year-month-day, as people of the language write it; what is none stays as it is. */
export function exactDay(isoDay: string): string {
  // At noon of UTC, and told in UTC: no time zone makes another day of it.
  const at = Date.parse(`${isoDay}T12:00:00Z`);
  if (Number.isNaN(at)) return isoDay;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(at);
}
