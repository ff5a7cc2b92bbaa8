import { describe, expect, it } from "vitest";
import { WrongValue } from "./config-values.ts";
import { describeInterval, PERIODS, readInterval } from "./time-spans.ts";

describe("readInterval", () => {
  it("reads minutes, hours, days and weeks", () => {
    expect(["15min", "12h", "1d", "2w"].map(readInterval)).toEqual([
      900_000, 43_200_000, 86_400_000, 1_209_600_000,
    ]);
  });

  it("refuses what is no time, too short or too long, and says what to write", () => {
    for (const text of ["", "1", "d", "0d", "-1d", "14min", "53w", "1m", "1D", "1.5h", "1d ", "constructor"])
      expect(() => readInterval(text)).toThrow(WrongValue);
  });
});

describe("describeInterval", () => {
  it("says it in the largest unit that fits", () => {
    const said = ["15min", "60min", "12h", "24h", "2d", "7d"].map((text) =>
      describeInterval(readInterval(text)),
    );
    expect(said).toEqual(["15 minutes", "hour", "12 hours", "day", "2 days", "week"]);
  });
});

describe("PERIODS", () => {
  const changes = (period: keyof typeof PERIODS, before: string, after: string) =>
    PERIODS[period](Date.parse(before)) !== PERIODS[period](Date.parse(after));

  it("end at midnight, on Sunday, and with the month and the year, in UTC", () => {
    expect(changes("h", "2026-03-01T10:59:59.999Z", "2026-03-01T11:00:00Z")).toBe(true);
    expect(changes("d", "2026-03-01T23:59:59.999Z", "2026-03-02T00:00:00Z")).toBe(true);
    expect(changes("w", "2026-03-01T23:59:59.999Z", "2026-03-02T00:00:00Z")).toBe(true);
    expect(changes("w", "2026-02-23T00:00:00Z", "2026-03-01T23:59:59.999Z")).toBe(false);
    expect(changes("m", "2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00Z")).toBe(true);
    expect(changes("y", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z")).toBe(true);
  });
});
