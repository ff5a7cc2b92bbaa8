import { randomFillSync } from "node:crypto";
import type { RandomBytes } from "../random-bytes.ts";

const POOL_BYTES = 16 * 1024;

/**
 * Cuts requests from a pool that the operating system's generator fills: a nonce costs well under a microsecond rather than a
 * call into the generator each. What is handed out is wiped from the pool at once.
 */
export function createPooledRandom(fill: (bytes: Uint8Array) => unknown = randomFillSync): RandomBytes {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return (byteCount) => {
    if (!Number.isSafeInteger(byteCount) || byteCount < 0)
      throw new RangeError("A count of bytes is a whole number, 0 or more.");
    if (byteCount > POOL_BYTES) {
      const bytes = new Uint8Array(byteCount);
      fill(bytes);
      return bytes;
    }
    if (used + byteCount > POOL_BYTES) {
      fill(pool);
      used = 0;
    }
    const bytes = pool.slice(used, used + byteCount);
    pool.fill(0, used, used + byteCount);
    used += byteCount;
    return bytes;
  };
}
