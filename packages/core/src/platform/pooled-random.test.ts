import { describe, expect, it } from "vitest";
import { createPooledRandom } from "./pooled-random.ts";

/** Fills with 1, 2, 3 … and keeps the buffers it filled. */
function countingFill() {
  const filled: Uint8Array[] = [];
  let next = 1;
  const fill = (bytes: Uint8Array) => {
    filled.push(bytes);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = next++ & 0xff;
  };
  return { fill, filled };
}

describe("createPooledRandom", () => {
  it("answers as many bytes as wanted, across the pool's end and beyond its size", () => {
    const random = createPooledRandom();
    for (const byteCount of [0, 1, 24, 16_384, 3, 16_383, 24, 40_000])
      expect(random(byteCount)).toHaveLength(byteCount);
  });

  it("hands no byte out twice", () => {
    const { fill } = countingFill();
    const random = createPooledRandom(fill);
    expect([...random(3), ...random(2)]).toEqual([1, 2, 3, 4, 5]);
  });

  it("gives the caller bytes of its own, and wipes them from the pool", () => {
    const { fill, filled } = countingFill();
    const random = createPooledRandom(fill);
    const bytes = random(4);
    expect(bytes.buffer.byteLength).toBe(4);
    expect(Array.from(filled[0]?.subarray(0, 6) ?? [])).toEqual([0, 0, 0, 0, 5, 6]);
    bytes.fill(0);
    expect([...random(2)]).toEqual([5, 6]);
  });

  it("fills again rather than answer from a wiped pool", () => {
    const { fill, filled } = countingFill();
    const random = createPooledRandom(fill);
    random(16_000);
    random(400);
    expect(filled).toHaveLength(2);
    expect(random(300).some((byte) => byte !== 0)).toBe(true);
  });

  it("refuses counts that aren't whole numbers", () => {
    const random = createPooledRandom();
    for (const byteCount of [-1, 1.5, Number.NaN]) expect(() => random(byteCount)).toThrow(RangeError);
  });
});
