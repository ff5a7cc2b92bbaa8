import { WrongValue } from "./config-values.ts";
import { PERIODS, type Period } from "./time-spans.ts";

/** For how many of the last hours, days, weeks, months and years that have a backup the latest of each is kept. UTC. */
export type KeepRule = Readonly<Partial<Record<Period, number>>>;

const MOST = 9999;

/** Reads a rule such as 7d,4w,6m. @throws WrongValue */
export function readKeepRule(text: string): KeepRule {
  const rule: Partial<Record<Period, number>> = {};
  for (const part of text.split(",")) {
    const [, count, period] = /^([1-9]\d{0,3})([hdwmy])$/.exec(part.trim()) ?? [];
    if (!isPeriod(period) || rule[period] !== undefined || Number(count) > MOST)
      throw new WrongValue(
        "must be numbers with h, d, w, m or y, each at most once, such as 7d,4w,6m for the last 7 days, 4 weeks and 6 months",
      );
    rule[period] = Number(count);
  }
  return rule;
}

const isPeriod = (text: string | undefined): text is Period =>
  text !== undefined && Object.hasOwn(PERIODS, text);

/**
 * Which of the backups made at these instants may go: all but the latest of each of the last so many hours, days, … that have any.
 * Never the latest of all.
 */
export function chooseToDelete(instants: readonly number[], rule: KeepRule): number[] {
  const latestFirst = [...new Set(instants)].toSorted((a, b) => b - a);
  const kept = new Set(latestFirst.slice(0, 1));
  for (const period of ["h", "d", "w", "m", "y"] as const) {
    for (const instant of latestOfEach(latestFirst, PERIODS[period]).slice(0, rule[period] ?? 0))
      kept.add(instant);
  }
  return latestFirst.filter((instant) => !kept.has(instant));
}

const latestOfEach = (latestFirst: readonly number[], periodOf: (at: number) => number): number[] =>
  latestFirst.filter((instant, i) => {
    const before = latestFirst[i - 1];
    return before === undefined || periodOf(before) !== periodOf(instant);
  });
