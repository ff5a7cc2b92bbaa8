import { describe, expect, it } from "vitest";
import { createSteadyClock } from "./steady-clock.ts";

function openClock() {
  const at = { elapsed: 500, wall: 1_700_000_000_000 };
  return {
    at,
    now: createSteadyClock(
      () => at.elapsed,
      () => at.wall,
    ),
  };
}

describe("the steady clock", () => {
  it("continues by what passed when the device's clock is set back", () => {
    const { at, now } = openClock();
    at.elapsed += 1000;
    at.wall -= 3_600_000;
    expect(now()).toBe(1000);
    at.elapsed += 500;
    at.wall += 500;
    expect(now()).toBe(1500);
  });

  it("counts a sleep in which the page's own clock stood still", () => {
    const { at, now } = openClock();
    at.elapsed += 20;
    at.wall += 600_000;
    expect(now()).toBe(600_000);
  });

  it("never goes back", () => {
    const { at, now } = openClock();
    at.wall -= 5000;
    expect(now()).toBe(0);
  });
});
