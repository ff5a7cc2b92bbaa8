import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VaultError } from "../../errors.ts";
import type { TryLimits } from "../deps.ts";

export interface TestClock {
  at: number;
  elapsed(): number;
}

export const startClock = (): TestClock => {
  const clock = { at: 1_700_000_000_000, elapsed: () => clock.at };
  return clock;
};

/** What it said to wait, in seconds; null: the try was admitted. */
export async function refused(admission: Promise<unknown>): Promise<number | null> {
  try {
    await admission;
    return null;
  } catch (error) {
    if (error instanceof VaultError && error.code === "TOO_MANY_TRIES")
      return error.details.retryAfterSeconds ?? 0;
    throw error;
  }
}

/** The rules for tries, wherever they are counted. @param open unused limits */
export function describeTryLimits(
  where: string,
  open: (clock: TestClock) => Promise<TryLimits>,
  { runs = 100 }: { runs?: number } = {},
): void {
  const openLimits = async () => {
    const clock = startClock();
    return { clock, limits: await open(clock) };
  };

  describe(`limits for tries, ${where}`, () => {
    it("give an address 20 tries and another every 30 seconds, and say how long to wait", async () => {
      const { clock, limits } = await openLimits();
      for (let tries = 0; tries < 20; tries += 1)
        expect(await refused(limits.admit("a", `name ${tries}`))).toBeNull();
      expect(await refused(limits.admit("a", "name"))).toBe(30);
      expect(await refused(limits.admit("b", "name"))).toBeNull();
      clock.at += 29_999;
      expect(await refused(limits.admit("a", "name"))).toBe(1);
      clock.at += 1;
      expect(await refused(limits.admit("a", "name"))).toBeNull();
      expect(await refused(limits.admit("a", "name"))).toBe(30);
    });

    it("count no try that they refuse, so that waiting as long as they said is enough", async () => {
      const { clock, limits } = await openLimits();
      for (let tries = 0; tries < 20; tries += 1) await limits.admit("a", `name ${tries}`);
      for (let tries = 0; tries < 200; tries += 1) expect(await refused(limits.admit("a", "name"))).toBe(30);
      clock.at += 30_000;
      expect(await refused(limits.admit("a", "name"))).toBeNull();
    });

    it("slow a username down from the sixth failure, by twice as much each time, up to 8 seconds", async () => {
      const { clock, limits } = await openLimits();
      const delays: number[] = [];
      for (let tries = 0; tries < 12; tries += 1) {
        clock.at += 1;
        delays.push(await limits.admit(`address ${tries}`, "ada"));
      }
      expect(delays).toEqual([0, 0, 0, 0, 0, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
      expect(await limits.admit("address", "bob")).toBe(0);
    });

    it("forgive a username one failure a minute", async () => {
      const { clock, limits } = await openLimits();
      for (let tries = 0; tries < 6; tries += 1) await limits.admit(`address ${tries}`, "ada");
      clock.at += 2 * 60_000;
      expect(await limits.admit("address", "ada")).toBe(0);
      expect(await limits.admit("address", "ada")).toBe(500);
    });

    it("take a forgiven try back, and never give credit", async () => {
      const { limits } = await openLimits();
      for (let times = 0; times < 50; times += 1) {
        expect(await limits.admit("a", "ada")).toBe(0);
        await limits.forgive("a", "ada");
      }
      for (let times = 0; times < 50; times += 1) await limits.forgive("a", "ada");
      for (let tries = 0; tries < 20; tries += 1) await limits.admit("a", `name ${tries}`);
      expect(await refused(limits.admit("a", "ada"))).toBe(30);
    });

    it("can't be outrun by tries side by side", async () => {
      const { limits } = await openLimits();
      const tries = Array.from({ length: 50 }, (_, index) => refused(limits.admit("a", `name ${index}`)));
      expect((await Promise.all(tries)).filter((wait) => wait === null)).toHaveLength(20);
    });

    it("never let an address have more than 20 tries and one more every 30 seconds, whatever the order", async () => {
      const step = fc.record({ wait: fc.nat(3000), name: fc.constantFrom("ada", "bob") });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 200 }), async (steps) => {
          const { clock, limits } = await openLimits();
          const startedAt = clock.at;
          let admitted = 0;
          for (const { wait, name } of steps) {
            clock.at += wait;
            if ((await refused(limits.admit("a", name))) === null) admitted += 1;
            expect(admitted).toBeLessThanOrEqual(20 + (clock.at - startedAt) / 30_000 + 1e-6);
          }
        }),
        { numRuns: runs },
      );
    });
  });
}
