import { expect, it } from "vitest";
import { z } from "zod";
import { newItems } from "./items.ts";

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
