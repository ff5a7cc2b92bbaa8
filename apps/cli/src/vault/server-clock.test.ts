import { describe, expect, it } from "vitest";
import { clockAheadMs, noteServerTime, serverNow, toOwnTime } from "./server-clock.ts";

const SECOND = 1000;
const header = (at: number) => new Date(at).toUTCString();

describe("the server's clock", () => {
  it("is learned from the Date header of its answers", () => {
    const at = Math.floor(Date.now() / SECOND) * SECOND;
    noteServerTime(header(at - 600 * SECOND), at + 400, at + 600);
    expect(clockAheadMs()).toBe(600 * SECOND);
    expect(Math.abs(serverNow() - (Date.now() - 600 * SECOND))).toBeLessThan(50);
    expect(toOwnTime(5000)).toBe(605 * SECOND);
    noteServerTime(header(at + 60 * SECOND), at + 400, at + 600);
    expect(clockAheadMs()).toBe(-60 * SECOND);
  });

  it("is this machine's where they differ by less than the header can say, or the header is missing", () => {
    const at = Math.floor(Date.now() / SECOND) * SECOND;
    noteServerTime(header(at - SECOND), at, at + 300);
    expect(clockAheadMs()).toBe(0);
    noteServerTime(undefined, at);
    noteServerTime("soon", at);
    expect(clockAheadMs()).toBe(0);
  });
});
