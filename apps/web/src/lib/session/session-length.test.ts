import { describe, expect, it } from "vitest";
import {
  chosenLength,
  inHumanUnits,
  isAllowedLength,
  keptLength,
  sessionLengths,
  warningSeconds,
} from "./session-length.ts";

describe("session lengths", () => {
  it("go no further than the server allows", () => {
    expect(sessionLengths(3600)).toEqual([300, 1800, 3600]);
    expect(sessionLengths(30 * 86_400)).toHaveLength(7);
  });

  it("are the server's maximum where that is shorter than all", () => {
    expect(sessionLengths(60)).toEqual([60]);
  });

  it("are a working day, or what the person chose, where the server allows that", () => {
    expect(chosenLength(null, 86_400)).toBe(8 * 3600);
    expect(chosenLength(null, 3600)).toBe(3600);
    expect(chosenLength(7200, 86_400)).toBe(7200);
    expect(chosenLength(7200, 3600)).toBe(3600);
  });

  it("are 30 days where the session is kept, or the server's maximum", () => {
    expect(keptLength(365 * 86_400)).toBe(30 * 86_400);
    expect(keptLength(12 * 3600)).toBe(12 * 3600);
  });

  it("may be any whole number of seconds from five minutes to the server's maximum", () => {
    expect([299, 300, 5400, 86_400, 86_401].map((seconds) => isAllowedLength(seconds, 86_400))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isAllowedLength(Number.NaN, 86_400)).toBe(false);
    expect(isAllowedLength(60, 60)).toBe(true);
  });

  it("are shown in the largest whole unit", () => {
    expect(inHumanUnits(300)).toEqual({ count: 5, unit: "minute" });
    expect(inHumanUnits(86_400)).toEqual({ count: 1, unit: "day" });
    expect(inHumanUnits(90)).toEqual({ count: 90, unit: "second" });
  });

  it("are warned about two minutes ahead, or a fifth of a short life", () => {
    expect(warningSeconds(86_400)).toBe(120);
    expect(warningSeconds(300)).toBe(60);
    expect(warningSeconds(20)).toBe(10);
  });
});
