import type { Argon2id } from "../cipher/kdf-lanes.ts";
import type { NumberedVaultKey } from "../cipher/keys.ts";
import { asVaultKey } from "../cipher/keys.ts";
import type { RandomBytes } from "../random-bytes.ts";
import { asSealed, type Sealed } from "../sealed.ts";

/** Hands out the given bytes (hex), one entry a request, and no others: for vectors only. */
export function scriptedRandom(...script: string[]): RandomBytes {
  const left = script.map((hex) => new Uint8Array(Buffer.from(hex, "hex")));
  return (byteCount) => {
    const bytes = left.shift();
    if (bytes?.length !== byteCount) throw new Error(`The script has no ${byteCount} bytes next.`);
    return bytes;
  };
}

export const numberedKey = (number: number, fill = number): NumberedVaultKey => ({
  number,
  key: asVaultKey(new Uint8Array(32).fill(fill)),
});

/** The same bytes with one bit of one of them turned. */
export function withBitFlipped(sealed: Uint8Array, bit: number): Sealed {
  const changed = new Uint8Array(sealed);
  changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return asSealed(changed);
}

/** Every envelope that differs from this one in a single bit. */
export const everyBitFlipped = (sealed: Uint8Array): Sealed[] =>
  Array.from({ length: sealed.length * 8 }, (_, bit) => withBitFlipped(sealed, bit));

/** Every envelope that lacks bytes at the end, the empty one included. */
export const everyTruncation = (sealed: Uint8Array): Sealed[] =>
  Array.from({ length: sealed.length }, (_, length) => asSealed(sealed.slice(0, length)));

/** The real function, which runs once for the same arguments: for tests that open one wrap in a thousand damaged forms. */
export function remembering(argon2id: Argon2id): Argon2id {
  const tags = new Map<string, Promise<Uint8Array>>();
  return async (message, salt, parameters) => {
    const { memoryKib, passes, parallelism } = parameters;
    const bytes = [message, salt].map((some) => Buffer.from(some).toString("hex"));
    const asked = JSON.stringify([bytes, memoryKib, passes, parallelism]);
    const tag = tags.get(asked) ?? argon2id(message, salt, parameters);
    tags.set(asked, tag);
    return new Uint8Array(await tag);
  };
}
