import { describe, expect, it } from "vitest";
import { z } from "zod";
import { newItems } from "./items.ts";
import { parseAtOnce } from "./parse-at-once.ts";

const WRONG = { name: 0, url: 0, account: 0, username: 0, password: 0, blob: 0 };

it.each([
  [1, 6],
  [1000, 6000],
  [1001, 1],
  [100_000, 1],
])(
  "of %j rows that are wrong in six fields each, %j are told: of a long list the first only",
  async (rows, faults) => {
    const input = { items: Array.from({ length: rows }, () => WRONG) };
    const error = await newItems.parseAsync(input).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof z.ZodError)) throw error;
    expect(error.issues).toHaveLength(faults);
    expect(error.issues[0]).toMatchObject({ path: ["items", 0, "name"], message: "name must be text." });
  },
);

describe("a long answer", () => {
  const answer = () => parseAtOnce(z.object({ rows: z.array(z.object({ id: z.int() })), count: z.int() }));
  const rowsOf = (count: number): object[] => Array.from({ length: count }, (_, id) => ({ id }));

  it("is passed on unchanged, and others have their turn while it is checked", async () => {
    const value = { rows: rowsOf(25_000), count: 25_000 };
    let turns = 0;
    const other = setInterval(() => (turns += 1));
    expect(await answer().parseAsync(value)).toBe(value);
    clearInterval(other);
    expect(turns).toBeGreaterThan(0);
  });

  it.each([0, 9_999, 10_000, 24_999])(
    "loses what its schema doesn't name, in row %j as well",
    async (row) => {
      const value = { rows: rowsOf(25_000), count: 25_000 };
      value.rows[row] = { id: row, secret: "left over" };
      expect(await answer().parseAsync(value)).toEqual({ rows: rowsOf(25_000), count: 25_000 });
    },
  );

  it("loses what its schema doesn't name next to its rows", async () => {
    const value = { rows: rowsOf(25_000), count: 25_000, secret: "left over" };
    expect(await answer().parseAsync(value)).not.toHaveProperty("secret");
  });
});
