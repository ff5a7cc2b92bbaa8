import { describe, expect, it } from "vitest";
import { flagsOf, healthScore, type JudgedItem } from "./health-score.ts";

const NOW = Date.UTC(2026, 10, 25);
const YEAR = 365 * 24 * 3600 * 1000;
const sound: JudgedItem = {
  hasPassword: true,
  reuseGroup: null,
  passwordChangedAt: NOW,
  insecure: false,
  code: "unknown",
  strength: 4,
  seen: 0,
};
const scoreOf = (...items: JudgedItem[]) =>
  healthScore(items.map((item) => ({ item, flags: flagsOf(item, NOW, YEAR) })));

describe("flagsOf", () => {
  it("finds nothing against a sound password", () => {
    expect(flagsOf(sound, NOW, YEAR)).toEqual({
      breached: false,
      weak: false,
      reused: false,
      old: false,
      insecure: false,
      codeMissing: false,
    });
  });

  it("calls a password weak up to a strength of 2, and none that wasn't judged yet", () => {
    const weak = ([0, 1, 2, 3, 4, null] as const).map(
      (strength) => flagsOf({ ...sound, strength }, NOW, YEAR).weak,
    );
    expect(weak).toEqual([true, true, true, false, false, false]);
  });

  it("calls a password breached once it was seen anywhere, and none that wasn't checked", () => {
    const breached = [0, 1, 4096, null].map((seen) => flagsOf({ ...sound, seen }, NOW, YEAR).breached);
    expect(breached).toEqual([false, true, true, false]);
  });

  it("calls a password old once it is older than the age that was chosen, and never where none was", () => {
    const aged = { ...sound, passwordChangedAt: NOW - YEAR };
    expect(flagsOf(aged, NOW, YEAR).old).toBe(false);
    expect(flagsOf(aged, NOW + 1, YEAR).old).toBe(true);
    expect(flagsOf(aged, NOW + 1, 0).old).toBe(false);
    expect(flagsOf({ ...sound, passwordChangedAt: null }, NOW, YEAR).old).toBe(false);
  });
});

describe("healthScore", () => {
  it("is 100 where nothing is left to do, and only there", () => {
    expect(scoreOf(sound, sound)).toBe(100);
    const almost = Array.from({ length: 9999 }, () => sound);
    expect(scoreOf(...almost, { ...sound, insecure: true })).toBe(99);
  });

  it("is 0 where every password is guessed at once", () => {
    expect(scoreOf({ ...sound, strength: 0, reuseGroup: 1 }, { ...sound, strength: 1 })).toBe(0);
  });

  it.each([
    [{ seen: 1 }, 0],
    [{ seen: null }, 100],
    [{ strength: 2 }, 40],
    [{ reuseGroup: 1 }, 50],
    [{ passwordChangedAt: NOW - 2 * YEAR }, 90],
    [{ insecure: true }, 90],
    [{ code: "missing" as const }, 90],
    [{ reuseGroup: 1, insecure: true }, 40],
  ])("takes away for %j, down to %i", (fault, points) => {
    expect(scoreOf({ ...sound, ...fault })).toBe(points);
  });

  it("is the average of the items with a password; the others have no part in it", () => {
    const note = { ...sound, hasPassword: false, strength: null, insecure: true };
    expect(scoreOf(sound, { ...sound, strength: 0 }, note)).toBe(50);
  });

  it("isn't there without a password", () => {
    expect(scoreOf()).toBeNull();
    expect(scoreOf({ ...sound, hasPassword: false })).toBeNull();
  });
});
