import { describe, expect, it } from "vitest";
import { inSlices } from "./in-slices.ts";

/** How many turns others got in between. */
async function turnsFor(rows: readonly object[], bytesOf?: (row: object) => number): Promise<number> {
  let turns = 0;
  const clock = {
    yield: async () => {
      turns += 1;
    },
  };
  await inSlices(clock, rows, (row) => row, bytesOf);
  return turns;
}

const rowsOf = (count: number, row: object) => Array.from({ length: count }, () => row);

describe("inSlices", () => {
  it("gives others a turn after each five hundred rows", async () => {
    expect(await turnsFor(rowsOf(500, {}))).toBe(0);
    expect(await turnsFor(rowsOf(2000, {}))).toBe(3);
  });

  it("gives others a turn sooner where rows are large, as read or as written", async () => {
    const large = 1024 * 1024 + 1;
    expect(await turnsFor(rowsOf(20, { sealed: new Uint8Array(large) }))).toBe(19);
    expect(await turnsFor(rowsOf(20, {}), () => large)).toBe(19);
  });
});
