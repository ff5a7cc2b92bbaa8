import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** For commander: "90s", "30m", "8h" or "7d", in seconds. @throws CliFailure */
export function readDuration(text: string): number {
  const [, number, unit = ""] = /^([1-9]\d{0,6})([smhd])$/.exec(text) ?? [];
  if (number === undefined)
    throw new CliFailure(EXIT.usage, 'A length of time is a number and a unit, such as "30m", "8h" or "7d".');
  return Number(number) * (UNIT_SECONDS[unit] ?? 1);
}

/** When something ends, as a person reads it. */
export const describeInstant = (instant: number): string =>
  new Date(instant).toLocaleString("sv-SE", { dateStyle: "short", timeStyle: "short" });
