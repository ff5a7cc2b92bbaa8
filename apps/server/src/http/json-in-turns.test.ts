import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLarge, jsonInTurns } from "./json-in-turns.ts";

async function whole(value: unknown): Promise<string> {
  let text = "";
  for await (const piece of jsonInTurns(value)) text += piece;
  return text;
}

describe("jsonInTurns", () => {
  it("makes the text that JSON.stringify makes, of small values and large ones", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 0, max: 3001 }), async (small, length) => {
        const value = {
          small,
          rows: Array.from({ length }, (_, index) => ({ index, gone: undefined, small })),
          gone: undefined,
        };
        expect(await whole(value)).toBe(JSON.stringify(value));
        expect(await whole([{ result: { data: value } }, small])).toBe(
          JSON.stringify([{ result: { data: value } }, small]),
        );
      }),
      { numRuns: 30 },
    );
  });

  it("lets others have their turn between the pieces of a long array", async () => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await whole(Array.from({ length: 20_000 }, (_, index) => ({ index, text: "x".repeat(300) })));
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it("leaves an ordinary answer in one piece", () => {
    expect(isLarge({ result: { data: { items: Array.from({ length: 1000 }, () => ({})) } } })).toBe(false);
    expect(isLarge({ result: { data: { items: Array.from({ length: 1001 }, () => ({})) } } })).toBe(true);
  });
});
