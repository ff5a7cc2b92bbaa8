import { wipe } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const HASH_BYTES = 32;
/** Each update costs some microseconds, which show with ten thousand records. */
const CHARS_AT_ONCE = 64 * 1024;

/** What a request is found by: BLAKE2b-256 keyed with its key (16 random bytes), of "opp/request/v1". The key itself is not kept. */
export const requestName = (requestKey: Uint8Array): Uint8Array =>
  sodium.crypto_generichash(HASH_BYTES, utf8Encode("opp/request/v1"), requestKey);

/**
 * What a request asked for: BLAKE2b-256 keyed with its key, of "opp/asked/v1" and each part behind a line feed. Without the key, which
 * only the caller has, guesses at the contents can't be tested against it, not even with the vault's keys.
 */
export function requestDigest(requestKey: Uint8Array): { add(part: string): void; end(): Uint8Array } {
  const state = sodium.crypto_generichash_init(requestKey, HASH_BYTES);
  let waiting = "opp/asked/v1";
  const hashWaiting = () => {
    const bytes = utf8Encode(waiting);
    sodium.crypto_generichash_update(state, bytes);
    wipe(bytes);
    waiting = "";
  };
  return {
    add(part) {
      waiting += `\n${part}`;
      if (waiting.length > CHARS_AT_ONCE) hashWaiting();
    },
    end() {
      hashWaiting();
      return sodium.crypto_generichash_final(state, HASH_BYTES);
    },
  };
}

export const readRequestKey = (hex: string): Uint8Array => sodium.from_hex(hex);
export const areSameDigests = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && sodium.memcmp(one, other);
