import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonBody } from "./json-body.ts";
import { parseJsonInTurns } from "./parse-json-in-turns.ts";

const LONG = "x".repeat(70_000);

/** What is made of a text; null: it isn't JSON. */
async function read(text: string, maxValues = 1_000_000): Promise<{ value: unknown } | null> {
  const body = await JsonBody.parse(Buffer.from(text), maxValues);
  try {
    return { value: body.value() };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function parseAtOnce(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("a JSON body", () => {
  it("is read as JSON.parse reads it, however large and however it is written", async () => {
    const space = fc.constantFrom("", " ", "\n\t");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), space, fc.nat(3), async (small, gap, copies) => {
        const rows = Array.from({ length: copies * 2000 }, (_, index) => ({
          index,
          small: small[0],
          'ä\\"': "}],",
        }));
        const value = { small, rows, long: LONG, lists: [rows, [LONG, LONG, 1], LONG, {}, []], __proto__: 1 };
        const text = gap + JSON.stringify(value, null, gap) + gap;
        // Not against JSON.parse of the whole: in large texts it takes keys of one escaped character for each other (V8 13.6).
        expect(JSON.stringify((await read(text))?.value)).toBe(JSON.stringify(value));
      }),
      { numRuns: 15 },
    );
    for (const empty of [`[${" ".repeat(70_000)}]`, `{${"\n".repeat(70_000)}}`])
      expect(await read(empty)).toEqual(parseAtOnce(empty));
    const odd = `{"a":1,"__proto__":{"x":"${LONG}"},"a":2}`;
    expect(JSON.stringify(await read(odd))).toBe(JSON.stringify(parseAtOnce(odd)));
  });

  it.each([
    `["${LONG}",,1]`,
    `["${LONG}",]`,
    `[,"${LONG}"]`,
    `[1,"${LONG}"`,
    `["${LONG}"]]`,
    `["${LONG}"}`,
    `[["${LONG}"},1]`,
    `{"a":"${LONG}",}`,
    `{"a" "${LONG}"}`,
    `{1:"${LONG}"}`,
    `{"a":"${LONG}"`,
    `["${LONG}]`,
    `["${LONG}"] x`,
    `[{"a":1}}{"b":"${LONG}"}]`,
    `[${"1,".repeat(80_000)}]`,
    `[${"1,".repeat(80_000)},1]`,
  ])("that isn't JSON is none, large as it is", async (text) => {
    expect(parseAtOnce(text)).toBeNull();
    expect(await read(text)).toBeNull();
  });

  it("that any byte is taken from is read, or not, as JSON.parse would", async () => {
    const whole = JSON.stringify({ a: [1, [2, 'b\\"'], { c: [LONG, { d: null }] }], e: LONG });
    const places = [...whole].flatMap((letter, index) => (letter === "x" ? [] : [index]));
    for (const place of places) {
      const text = whole.slice(0, place) + whole.slice(place + 1);
      expect(await read(text)).toEqual(parseAtOnce(text));
    }
  });

  it("is refused for its depth, members and values before anything is made of it", async () => {
    await expect(read(nested(32))).resolves.not.toBeNull();
    await expect(read(nested(33))).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("32 levels"),
    });
    const members = (count: number) =>
      `{${Array.from({ length: count }, (_, index) => `"k${index}":[{"a":0,"b":0}]`).join(",")}}`;
    await expect(read(members(100))).resolves.not.toBeNull();
    await expect(read(members(101))).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("100 members"),
    });
    await expect(read(`[${"0,".repeat(99)}0]`, 100)).resolves.not.toBeNull();
    await expect(read(`[${"0,".repeat(100)}0]`, 100)).rejects.toMatchObject({
      statusCode: 413,
      message: expect.stringContaining("100 values"),
    });
  });

  it("counts nothing inside a text", async () => {
    const text = JSON.stringify({ a: '[{"\\,'.repeat(100_000) });
    expect(await read(text, 2)).toEqual(parseAtOnce(text));
  });

  it("lets others have their turn between its pieces", async () => {
    let turns = 0;
    let isOver = false;
    const count = () => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await parseJsonInTurns(Buffer.from(`[${"{},".repeat(600_000)}{}]`));
    isOver = true;
    expect(turns).toBeGreaterThanOrEqual(20);
  });
});
