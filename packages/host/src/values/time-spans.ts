import { WrongValue } from "./config-values.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What backups can be kept by; `m` is a month here. */
export const PERIODS = {
  h: (at: number) => Math.floor(at / HOUR_MS),
  d: (at: number) => Math.floor(at / DAY_MS),
  /** From Monday: the first of January 1970 was a Thursday. */
  w: (at: number) => Math.floor((Math.floor(at / DAY_MS) + 3) / 7),
  m: (at: number) => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth(),
  y: (at: number) => new Date(at).getUTCFullYear(),
} as const satisfies Record<string, (at: number) => number>;
export type Period = keyof typeof PERIODS;

const UNIT_MS = { min: 60_000, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS } as const;
const LEAST_MS = 15 * UNIT_MS.min;
const MOST_MS = 52 * UNIT_MS.w;

/** Reads how often, such as 12h or 1d; answers milliseconds. @throws WrongValue */
export function readInterval(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})(min|h|d|w)$/.exec(text) ?? [];
  const milliseconds = isUnit(unit) ? Number(count) * UNIT_MS[unit] : 0;
  if (milliseconds < LEAST_MS || milliseconds > MOST_MS)
    throw new WrongValue("must be a number and min, h, d or w, from 15min to 52w, such as 12h or 1d");
  return milliseconds;
}

const isUnit = (text: string | undefined): text is keyof typeof UNIT_MS =>
  text !== undefined && Object.hasOwn(UNIT_MS, text);

/** How a span is said to a person: the largest unit that it is whole in. */
export function describeInterval(milliseconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [UNIT_MS.w, "week"],
    [UNIT_MS.d, "day"],
    [UNIT_MS.h, "hour"],
    [UNIT_MS.min, "minute"],
  ];
  for (const [unit, name] of units) {
    const count = milliseconds / unit;
    if (Number.isInteger(count)) return count === 1 ? name : `${count} ${name}s`;
  }
  return `${Math.round(milliseconds / 1000)} seconds`;
}
