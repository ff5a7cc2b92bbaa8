import { VaultError } from "../errors.ts";
import type { Sealed } from "../sealed.ts";
import { TAG_BYTES } from "./aead.ts";
import { LAST_CHUNK_BLOCK_BYTES } from "./chunk.ts";
import { CIPHERTEXT_AT, NONCE_AT, readKeyNumber } from "./envelope.ts";
import { KEY_BYTES } from "./keys.ts";
import { BLOCK_BYTES } from "./record.ts";

/** What is wrong with an envelope, as far as it shows without a key; null: nothing. `keyNumbers`: those that its vault has. */
export function findEnvelopeFault(
  sealed: Sealed,
  holds: "record" | "vault-key" | "chunk",
  keyNumbers: readonly number[],
): string | null {
  const keyNumber = readNumber(sealed);
  if (typeof keyNumber === "string") return keyNumber;
  if (!keyNumbers.includes(keyNumber)) return `names vault key ${keyNumber}, which its vault doesn't have`;
  const plaintextBytes = sealed.length - CIPHERTEXT_AT - TAG_BYTES;
  if (!LENGTHS[holds](plaintextBytes)) return "has a length that sealing doesn't make";
  if (nonceOf(sealed).every((byte) => byte === 0)) return "has a nonce of zeros";
  return null;
}

const isMultiple = (bytes: number, block: number) => bytes > 0 && bytes % block === 0;

const LENGTHS = {
  record: (bytes: number) => isMultiple(bytes, BLOCK_BYTES),
  "vault-key": (bytes: number) => bytes === KEY_BYTES,
  // A whole chunk is a multiple, too.
  chunk: (bytes: number) => isMultiple(bytes, LAST_CHUNK_BLOCK_BYTES),
} as const;

/** The 24 bytes that no two values under one key may share. */
export const nonceOf = (sealed: Sealed): Uint8Array => sealed.subarray(NONCE_AT, CIPHERTEXT_AT);

function readNumber(sealed: Sealed): number | string {
  try {
    return readKeyNumber(sealed) ?? "is too short for a sealed value";
  } catch (error) {
    if (error instanceof VaultError)
      return `has format version ${sealed[0]}, which this program doesn't know`;
    throw error;
  }
}
