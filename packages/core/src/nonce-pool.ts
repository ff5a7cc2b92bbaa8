import type { RandomBytes } from "./random-bytes.ts";

const POOL_BYTES = 16 * 1024;

/** Nonces for one call that seals many records. It is wiped at the call's end. */
export interface NoncePool extends Disposable {
  readonly random: RandomBytes;
}

/**
 * Draws in bulk: a nonce costs a fraction of a call to the system's generator. Only nonces may come from here, and only for one
 * call: a virtual machine that is resumed twice from one image gives out a filled pool twice. Keys, salts and codes are drawn one
 * by one.
 */
export function openNoncePool(source: RandomBytes): NoncePool {
  let pool: Uint8Array = new Uint8Array(0);
  return {
    random: (byteCount) => {
      if (byteCount > POOL_BYTES) return source(byteCount);
      if (byteCount > pool.length) {
        pool.fill(0);
        pool = source(POOL_BYTES);
      }
      const bytes = pool.slice(0, byteCount);
      pool.fill(0, 0, byteCount);
      pool = pool.subarray(byteCount);
      return bytes;
    },
    [Symbol.dispose]: () => {
      pool.fill(0);
      pool = new Uint8Array(0);
    },
  };
}
