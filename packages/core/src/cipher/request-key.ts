import { wipe } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const HASH_BYTES = 32;

/** What a request is found by: BLAKE2b-256 keyed with its key (16 random bytes), of "opp/request/v1". The key itself is not kept. */
export const requestName = (requestKey: Uint8Array): Uint8Array =>
  sodium.crypto_generichash(HASH_BYTES, utf8Encode("opp/request/v1"), requestKey);

/**
 * What a request asked for: BLAKE2b-256 keyed with its key, of "opp/asked/v1" and each part behind a line feed. Without the key, which
 * only the caller has, nobody can try contents against it: not even with the vault's keys.
 */
export function requestDigest(requestKey: Uint8Array): { add(part: string): void; end(): Uint8Array } {
  const state = sodium.crypto_generichash_init(requestKey, HASH_BYTES);
  sodium.crypto_generichash_update(state, utf8Encode("opp/asked/v1"));
  return {
    add(part) {
      const bytes = utf8Encode(`\n${part}`);
      sodium.crypto_generichash_update(state, bytes);
      wipe(bytes);
    },
    end: () => sodium.crypto_generichash_final(state, HASH_BYTES),
  };
}

export const readRequestKey = (hex: string): Uint8Array => sodium.from_hex(hex);
export const areSameDigests = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && sodium.memcmp(one, other);
