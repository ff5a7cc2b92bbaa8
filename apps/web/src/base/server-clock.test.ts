import { describe, expect, it } from "vitest";
import { clockAheadStore, noteServerTime, serverNow } from "./server-clock.ts";

const header = (at: number) => new Date(at).toUTCString();

describe("the server's clock", () => {
  it("is learned from the Date header of its answers, ahead or behind", () => {
    const at = Math.floor(Date.now() / 1000) * 1000;
    noteServerTime(header(at - 600_000), at + 400, at + 600);
    expect(clockAheadStore.get()).toBe(600_000);
    expect(Math.abs(serverNow() - (Date.now() - 600_000))).toBeLessThan(50);
    noteServerTime(header(at + 60_000), at + 400, at + 600);
    expect(clockAheadStore.get()).toBe(-60_000);
  });

  it("is this device's where they differ by less than the header can say, or the header is missing", () => {
    const at = Math.floor(Date.now() / 1000) * 1000;
    noteServerTime(header(at - 1000), at, at + 300);
    expect(clockAheadStore.get()).toBe(0);
    noteServerTime(null, at);
    noteServerTime("soon", at);
    expect(clockAheadStore.get()).toBe(0);
  });

  it("isn't learned from an answer that took so long that its time could be any", () => {
    const at = Math.floor(Date.now() / 1000) * 1000;
    noteServerTime(header(at + 500), at, at + 300);
    noteServerTime(header(at), at, at + 40 * 60_000);
    expect(clockAheadStore.get()).toBe(0);
  });
});
