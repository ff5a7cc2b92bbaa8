import sodium from "libsodium-wrappers";

/** libsodium itself, which its wrapper carries along: functions that take addresses in this memory. 64-bit numbers are two halves. */
export interface SodiumMemory {
  /** Another array once the memory has grown. */
  readonly HEAPU8: Uint8Array;
  readonly _malloc: (bytes: number) => number;
  /** Addresses and lengths as libsodium's manual has them. @returns 0, or -1. */
  readonly _crypto_aead_xchacha20poly1305_ietf_encrypt: (...args: number[]) => number;
  readonly _crypto_aead_xchacha20poly1305_ietf_decrypt: (...args: number[]) => number;
}

// Its WebAssembly is compiled once, before any module of the cipher runs.
await sodium.ready;

export const sodiumMemory: SodiumMemory = readMemory(Reflect.get(sodium, "libsodium"));

export { sodium };

function readMemory(found: unknown): SodiumMemory {
  if (isMemory(found)) return found;
  throw new Error("libsodium-wrappers no longer offers libsodium's memory.");
}

function isMemory(found: unknown): found is SodiumMemory {
  if (typeof found !== "object" || found === null) return false;
  const functions = [
    "_malloc",
    "_crypto_aead_xchacha20poly1305_ietf_encrypt",
    "_crypto_aead_xchacha20poly1305_ietf_decrypt",
  ];
  return (
    Reflect.get(found, "HEAPU8") instanceof Uint8Array &&
    functions.every((name) => typeof Reflect.get(found, name) === "function")
  );
}
