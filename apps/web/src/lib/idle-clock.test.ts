import { describe, expect, it } from "vitest";
import { createIdleClock } from "./idle-clock.ts";

describe("the idle clock", () => {
  it("is over after the chosen minutes without activity", () => {
    let now = 0;
    const clock = createIdleClock(() => now);
    now = 5 * 60_000 - 1;
    expect(clock.isOver(5)).toBe(false);
    now += 1;
    expect(clock.isOver(5)).toBe(true);
    clock.touch();
    expect(clock.isOver(5)).toBe(false);
  });

  it("is over at once after a long sleep", () => {
    let now = 0;
    const clock = createIdleClock(() => now);
    now = 24 * 3_600_000;
    expect(clock.isOver(60)).toBe(true);
  });

  it("is never over when the person switched it off", () => {
    let now = 0;
    const clock = createIdleClock(() => now);
    now = Number.MAX_SAFE_INTEGER;
    expect(clock.isOver(0)).toBe(false);
  });
});
