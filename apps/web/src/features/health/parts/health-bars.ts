import { WEAK_UP_TO } from "@opp/core/health/health-score";
import { yearOf } from "../../../data/health/health-filter.ts";
import type { HealthItem } from "../../../data/health/use-health.ts";
import { healthTexts } from "../../../texts/health-texts.ts";

export interface Bar {
  /** The name of its filter. */
  readonly only: string;
  readonly name: string;
  /** Under the bar, where there is little room. */
  readonly short: string;
  readonly count: number;
  /** Never told by the colour alone: the name says it, too. */
  readonly tone: "bad" | "poor" | "good" | "plain";
}

/** The number of years with their own bar; earlier years share one. */
const YEARS = 6;

export function strengthBars(items: readonly HealthItem[]): readonly Bar[] {
  return healthTexts().strength.levels.map((name, level) => ({
    only: `strength-${level}`,
    name,
    short: name,
    count: items.filter(({ strength }) => strength === level).length,
    tone: level < WEAK_UP_TO ? "bad" : level === WEAK_UP_TO ? "poor" : "good",
  }));
}

/** The latest years that have items, oldest first. */
export function ageBars(items: readonly HealthItem[], thisYear: number, oldMonths: number): readonly Bar[] {
  // Before the first check, the year isn't known.
  if (items.length === 0) return [];
  const years = items.flatMap((item) => yearOf(item) ?? []);
  const oldest = years.reduce((least, year) => Math.min(least, year), thisYear);
  const first = Math.max(oldest, thisYear - YEARS + 1);
  const isOld = (year: number) => oldMonths > 0 && (thisYear - year) * 12 > oldMonths;
  const tone = (year: number) => (isOld(year) ? "poor" : "plain");
  const bars: Bar[] = [];
  if (oldest < first)
    bars.push({
      only: `before-${first}`,
      name: healthTexts().age.before(first),
      short: healthTexts().age.short(first),
      count: years.filter((year) => year < first).length,
      tone: tone(first - 1),
    });
  for (let year = first; year <= thisYear; year += 1)
    bars.push({
      only: `year-${year}`,
      name: String(year),
      short: String(year),
      count: years.filter((each) => each === year).length,
      tone: tone(year),
    });
  return bars;
}
