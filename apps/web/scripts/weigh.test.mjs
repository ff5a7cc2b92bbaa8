import { expect, it } from "vitest";
import { sumOf, weighFirstVisit } from "./weigh.mjs";

/** The same mark as the bench's, which counts what a browser really fetches (docs/bench.md). */
const MARK_BYTES = 220_000;

it("fetches at most 220 kB on a first visit until the list is painted, but for its data", () => {
  // `pnpm run weigh` prints each file.
  expect(sumOf(weighFirstVisit())).toBeLessThanOrEqual(MARK_BYTES);
}, 60_000);
