import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { categoryList } from "./categories.ts";
import { exactCheck } from "./exact-check.ts";
import { healthReport } from "./health.ts";
import { itemList, itemPage, newItems } from "./items.ts";
import { wholeVault } from "./vault.ts";

const rows = z.object({
  rows: z.array(
    z.object({
      id: z.int(),
      at: z.int().nonnegative(),
      gone: z.int().nonnegative().nullable(),
      kind: z.enum(["text", "date"]),
      name: z.string(),
      done: z.boolean(),
      mark: z.enum(["a", "b"]).optional(),
      more: z.array(z.object({ text: z.string().nullable() })),
    }),
  ),
});

/** Mostly of the field's kind, now and then of any. */
const of = <T>(kind: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 30, arbitrary: kind }, { weight: 1, arbitrary: fc.constantFrom(...ODD) });
const ODD = [
  undefined,
  null,
  -1,
  0,
  1.5,
  Number.NaN,
  Infinity,
  2 ** 53,
  "",
  "text",
  true,
  {},
  [],
  [undefined],
];
const more = fc.record({ text: of(fc.option(fc.string())) }, { noNullPrototype: true });
const anyRow = fc
  .record(
    {
      id: of(fc.maxSafeInteger()),
      at: of(fc.maxSafeNat()),
      gone: of(fc.option(fc.maxSafeNat())),
      kind: of(fc.constantFrom("text", "date")),
      name: of(fc.string()),
      done: of(fc.boolean()),
      mark: of(fc.constantFrom("a", "b")),
      more: of(fc.array(more, { maxLength: 2 })),
    },
    { noNullPrototype: true, requiredKeys: ["id", "at", "gone", "kind", "name", "done"] },
  )
  .chain((row) =>
    fc.oneof({ weight: 30, arbitrary: fc.constant(row) }, fc.constant({ ...row, secret: "left over" })),
  );

describe("the exact check", () => {
  it("passes what the schema's parse leaves as it is, and nothing else", () => {
    const isExact = exactCheck(rows);
    let passed = 0;
    fc.assert(
      fc.property(
        fc.record({ rows: of(fc.array(anyRow, { maxLength: 3 })) }, { noNullPrototype: true }),
        (value) => {
          const parsed = rows.safeParse(value);
          const unchanged = parsed.success && isSame(parsed.data, value);
          expect(isExact?.(value)).toBe(unchanged);
          if (unchanged) passed += 1;
        },
      ),
      { numRuns: 2000 },
    );
    expect(passed).toBeGreaterThan(200);
  });

  it("doesn't pass over a hole in a list", () => {
    // oxlint-disable-next-line no-sparse-arrays -- it is what this is about
    expect(exactCheck(z.array(z.string()))?.(["a", , "b"])).toBe(false);
  });

  it("knows all that the large answers are made of", () => {
    for (const answer of [itemList, itemPage, categoryList, wholeVault, healthReport])
      expect(exactCheck(answer)).not.toBeNull();
  });

  it.each([
    ["an input with limits and defaults", newItems],
    ["a strict object", z.strictObject({ a: z.string() })],
    ["a loose object", z.looseObject({ a: z.string() })],
    ["a text with a limit", z.string().max(3)],
    ["a list with a limit", z.array(z.string()).min(1)],
    ["a rule of one's own", z.object({ a: z.string() }).refine(() => false)],
    ["a number with a rule that it doesn't know", z.int().multipleOf(2)],
    ["a number above a bound, not at it", z.int().positive()],
    ["a number that isn't whole", z.number()],
    ["a text that is changed", z.string().trim()],
    ["a transform", z.string().transform((text) => text.length)],
  ])("leaves %s to the schema itself", (_, schema) => {
    expect(exactCheck(schema)).toBeNull();
  });
});

it("an answer with a field too many is answered without it, one with a wrong field not at all", async () => {
  const answer = { categories: [], items: [] };
  expect(await wholeVault.parseAsync(answer)).toBe(answer);
  expect(await wholeVault.parseAsync({ ...answer, key: "secret" })).toEqual(answer);
  await expect(wholeVault.parseAsync({ categories: [], items: [{ id: 1 }] })).rejects.toThrow(z.ZodError);
});

const isSame = (a: unknown, b: unknown): boolean => {
  try {
    expect(a).toStrictEqual(b);
    return true;
  } catch {
    return false;
  }
};
