import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WrongValue } from "./config-values.ts";
import { chooseToDelete, type KeepRule, readKeepRule } from "./keep-rule.ts";
import { PERIODS } from "./time-spans.ts";

const DAY = 24 * 3_600_000;
const day = (text: string) => Date.parse(`${text}T03:00:00Z`);
const datesOf = (instants: readonly number[]) =>
  instants.map((at) => new Date(at).toISOString().slice(0, 10));

const instants = fc.array(fc.integer({ min: day("2020-01-01"), max: day("2030-01-01") }), { maxLength: 200 });
const count = fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined });
const rules = fc
  .record({ h: count, d: count, w: count, m: count, y: count })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, n]) => n !== undefined)) as KeepRule);

const keptOf = (all: readonly number[], rule: KeepRule): number[] => {
  const going = new Set(chooseToDelete(all, rule));
  return all.filter((at) => !going.has(at));
};

describe("readKeepRule", () => {
  it("reads numbers of hours, days, weeks, months and years", () => {
    expect(readKeepRule("7d,4w,6m")).toEqual({ d: 7, w: 4, m: 6 });
    expect(readKeepRule("24h, 10y")).toEqual({ h: 24, y: 10 });
  });

  it("refuses everything else, and says what to write", () => {
    for (const text of [
      "",
      "7",
      "d",
      "0d",
      "-1d",
      "7d,",
      "7d,7d",
      "7x",
      "7D",
      "1.5d",
      "99999d",
      "7d;4w",
      "1e3d",
    ])
      expect(() => readKeepRule(text)).toThrow(WrongValue);
    expect(() => readKeepRule("7")).toThrow(/such as 7d,4w,6m/);
  });
});

describe("chooseToDelete", () => {
  it("keeps the latest of each day, week and month", () => {
    const daily = Array.from({ length: 90 }, (_, i) => day("2026-01-01") + i * DAY);
    expect(datesOf(keptOf(daily, readKeepRule("3d,3w,3m")))).toEqual([
      "2026-01-31",
      "2026-02-28",
      "2026-03-22",
      "2026-03-29",
      "2026-03-30",
      "2026-03-31",
    ]);
  });

  it("counts periods that have a backup, so that a long pause costs none", () => {
    const before = [day("2020-05-01"), day("2020-05-02"), day("2020-05-03")];
    expect(datesOf(keptOf([...before, day("2026-01-01")], { d: 3 }))).toEqual([
      "2020-05-02",
      "2020-05-03",
      "2026-01-01",
    ]);
  });

  it("never lets the latest go, whatever the rule", () => {
    fc.assert(
      fc.property(instants, rules, (all, rule) => {
        if (all.length > 0) expect(keptOf(all, rule)).toContain(Math.max(...all));
      }),
    );
  });

  it("names only what there is, each once, in any order of the list", () => {
    fc.assert(
      fc.property(instants, rules, (all, rule) => {
        const going = chooseToDelete(all, rule);
        expect(new Set(going).size).toBe(going.length);
        for (const at of going) expect(all).toContain(at);
        expect(chooseToDelete(all.toReversed(), rule)).toEqual(going);
      }),
    );
  });

  it("keeps no more than the rule's numbers say, and one", () => {
    fc.assert(
      fc.property(instants, rules, (all, rule) => {
        const most = Object.values(rule).reduce((sum, n) => sum + n, 0);
        expect(new Set(keptOf(all, rule)).size).toBeLessThanOrEqual(Math.max(most, 1));
      }),
    );
  });

  it("keeps for each period of the rule the latest of the last so many", () => {
    fc.assert(
      fc.property(instants, rules, (all, rule) => {
        const kept = new Set(keptOf(all, rule));
        for (const period of ["h", "d", "w", "m", "y"] as const) {
          const latest = new Map<number, number>();
          for (const at of all)
            latest.set(PERIODS[period](at), Math.max(at, latest.get(PERIODS[period](at)) ?? at));
          const last = [...latest.values()].toSorted((a, b) => b - a).slice(0, rule[period] ?? 0);
          for (const at of last) expect(kept).toContain(at);
        }
      }),
    );
  });

  it("lets nothing go that it kept before, when it is asked again", () => {
    fc.assert(
      fc.property(instants, rules, (all, rule) => {
        expect(chooseToDelete(keptOf(all, rule), rule)).toEqual([]);
      }),
    );
  });

  it("leaves the same after years of daily rotation as one look at all of them would", () => {
    const rule = readKeepRule("7d,4w,6m,2y");
    const daily = Array.from({ length: 1200 }, (_, i) => day("2022-01-01") + i * DAY);
    let left: number[] = [];
    for (const at of daily) left = keptOf([...left, at], rule);
    expect(datesOf(left)).toEqual(datesOf(keptOf(daily, rule)));
  });
});
