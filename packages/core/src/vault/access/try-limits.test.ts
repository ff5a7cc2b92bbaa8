import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VaultError } from "../../errors.ts";
import { createTryLimits } from "./try-limits.ts";

function openLimits() {
  const clock = { at: 1_700_000_000_000, elapsed: () => clock.at };
  return { clock, limits: createTryLimits(clock) };
}

function refused(admit: () => number): number | null {
  try {
    admit();
    return null;
  } catch (error) {
    if (error instanceof VaultError && error.code === "TOO_MANY_TRIES")
      return error.details.retryAfterSeconds ?? 0;
    throw error;
  }
}

describe("createTryLimits", () => {
  it("gives an address 20 tries and another every 30 seconds, and says how long to wait", () => {
    const { clock, limits } = openLimits();
    for (let tries = 0; tries < 20; tries += 1)
      expect(refused(() => limits.admit("a", `name ${tries}`))).toBeNull();
    expect(refused(() => limits.admit("a", "name"))).toBe(30);
    expect(refused(() => limits.admit("b", "name"))).toBeNull();
    clock.at += 29_999;
    expect(refused(() => limits.admit("a", "name"))).toBe(1);
    clock.at += 1;
    expect(refused(() => limits.admit("a", "name"))).toBeNull();
    expect(refused(() => limits.admit("a", "name"))).toBe(30);
  });

  it("counts no try that it refuses, so that waiting as long as it said is enough", () => {
    const { clock, limits } = openLimits();
    for (let tries = 0; tries < 20; tries += 1) limits.admit("a", `name ${tries}`);
    for (let tries = 0; tries < 1000; tries += 1) expect(refused(() => limits.admit("a", "name"))).toBe(30);
    clock.at += 30_000;
    expect(refused(() => limits.admit("a", "name"))).toBeNull();
  });

  it("slows a username down from the sixth failure, by twice as much each time, up to 8 seconds", () => {
    const { clock, limits } = openLimits();
    const delays = Array.from({ length: 12 }, (_, index) => {
      clock.at += 1;
      return limits.admit(`address ${index}`, "ada");
    });
    expect(delays).toEqual([0, 0, 0, 0, 0, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
    expect(limits.admit("address", "bob")).toBe(0);
  });

  it("forgives a username one failure a minute", () => {
    const { clock, limits } = openLimits();
    for (let tries = 0; tries < 6; tries += 1) limits.admit(`address ${tries}`, "ada");
    clock.at += 2 * 60_000;
    expect(limits.admit("address", "ada")).toBe(0);
    expect(limits.admit("address", "ada")).toBe(500);
  });

  it("takes a forgiven try back, and never gives credit", () => {
    const { limits } = openLimits();
    for (let times = 0; times < 100; times += 1) {
      expect(limits.admit("a", "ada")).toBe(0);
      limits.forgive("a", "ada");
    }
    for (let times = 0; times < 100; times += 1) limits.forgive("a", "ada");
    for (let tries = 0; tries < 20; tries += 1) limits.admit("a", `name ${tries}`);
    expect(refused(() => limits.admit("a", "ada"))).toBe(30);
  });

  it("never lets an address have more than 20 tries and one more every 30 seconds, whatever the order", () => {
    const step = fc.record({ wait: fc.nat(3000), name: fc.constantFrom("ada", "bob") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { clock, limits } = openLimits();
        const startedAt = clock.at;
        let admitted = 0;
        for (const { wait, name } of steps) {
          clock.at += wait;
          if (refused(() => limits.admit("a", name)) === null) admitted += 1;
          expect(admitted).toBeLessThanOrEqual(20 + (clock.at - startedAt) / 30_000 + 1e-6);
        }
      }),
    );
  });

  it("holds a bounded number of keys, and forgets those that failed longest ago", () => {
    const { limits } = openLimits();
    for (let tries = 0; tries < 20; tries += 1) limits.admit("first", `name ${tries}`);
    for (let other = 0; other < 50_000; other += 1) limits.admit(`address ${other}`, "ada");
    expect(refused(() => limits.admit("first", "bob"))).toBeNull();
  });
});
