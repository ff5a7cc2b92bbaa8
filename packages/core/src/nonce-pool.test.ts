import { describe, expect, it } from "vitest";
import { openNoncePool } from "./nonce-pool.ts";
import { systemRandom } from "./platform/system-random.ts";

/** Answers 1, 2, 3 … and keeps the buffers it gave out. */
function countingSource() {
  const drawn: Uint8Array[] = [];
  let next = 1;
  const source = (byteCount: number) => {
    const bytes = Uint8Array.from({ length: byteCount }, () => next++ & 0xff);
    drawn.push(bytes);
    return bytes;
  };
  return { source, drawn };
}

describe("a pool of nonces", () => {
  it("answers as many bytes as wanted, across the pool's end and beyond its size", () => {
    using pool = openNoncePool(systemRandom);
    for (const byteCount of [0, 1, 24, 16_384, 3, 16_383, 24, 40_000])
      expect(pool.random(byteCount)).toHaveLength(byteCount);
  });

  it("hands no byte out twice, and asks its source once for hundreds", () => {
    const { source, drawn } = countingSource();
    using pool = openNoncePool(source);
    expect([...pool.random(3), ...pool.random(2)]).toEqual([1, 2, 3, 4, 5]);
    const nonces = Array.from({ length: 600 }, () => Buffer.from(pool.random(24)).toString("hex"));
    expect(drawn).toHaveLength(1);
    expect(nonces[0]).toBe("060708090a0b0c0d0e0f101112131415161718191a1b1c1d");
  });

  it("gives each caller separate bytes, and wipes them from the pool", () => {
    const { source, drawn } = countingSource();
    using pool = openNoncePool(source);
    const bytes = pool.random(4);
    expect(bytes.buffer.byteLength).toBe(4);
    expect(Array.from(drawn[0]?.subarray(0, 6) ?? [])).toEqual([0, 0, 0, 0, 5, 6]);
    bytes.fill(0);
    expect([...pool.random(2)]).toEqual([5, 6]);
  });

  it("is wiped at its end, and when it is filled again", () => {
    const { source, drawn } = countingSource();
    {
      using pool = openNoncePool(source);
      pool.random(16_000);
      pool.random(400);
      expect(drawn).toHaveLength(2);
      expect(drawn[0]?.every((byte) => byte === 0)).toBe(true);
      expect(drawn[1]?.some((byte) => byte !== 0)).toBe(true);
    }
    expect(drawn[1]?.every((byte) => byte === 0)).toBe(true);
  });
});

describe("the system's generator", () => {
  it("answers fresh bytes of the length that is wanted", () => {
    for (const byteCount of [0, 1, 24, 40_000]) expect(systemRandom(byteCount)).toHaveLength(byteCount);
    expect(systemRandom(16)).not.toEqual(systemRandom(16));
  });

  it("refuses counts that aren't whole numbers", () => {
    for (const byteCount of [-1, 1.5, Number.NaN]) expect(() => systemRandom(byteCount)).toThrow(RangeError);
  });
});
