import { expect, it } from "vitest";
import { describeTryLimits, refused, startClock } from "./try-limits.suite.ts";
import { createTryLimits } from "./try-limits.ts";

describeTryLimits("in one process", async (clock) => createTryLimits(clock));

it("limits for tries in one process hold a bounded number of keys, and forget those that failed longest ago", async () => {
  const limits = createTryLimits(startClock());
  for (let tries = 0; tries < 20; tries += 1) await limits.admit("first", `name ${tries}`);
  for (let other = 0; other < 50_000; other += 1) await limits.admit(`address ${other}`, "ada");
  expect(await refused(limits.admit("first", "bob"))).toBeNull();
});
