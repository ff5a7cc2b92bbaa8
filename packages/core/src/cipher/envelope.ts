import { VaultError } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import { asSealed, type Sealed } from "../sealed.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

/**
 * The sealed envelope (docs/format.md): byte 0 format version; 1..4 key number, unsigned big-endian; 5..28 nonce; 29..
 * XChaCha20-Poly1305-IETF ciphertext and 16-byte tag (draft-irtf-cfrg-xchacha).
 */
export const FORMAT_VERSION = 1;
const NONCE_AT = 5;
const NONCE_BYTES = 24;
const CIPHERTEXT_AT = NONCE_AT + NONCE_BYTES;
const TAG_BYTES = 16;
const MAX_KEY_NUMBER = 0xffff_ffff;

export function sealEnvelope(
  random: RandomBytes,
  key: Uint8Array,
  keyNumber: number,
  plaintext: Uint8Array,
  associatedData: string,
): Sealed {
  if (!Number.isInteger(keyNumber) || keyNumber < 0 || keyNumber > MAX_KEY_NUMBER) throw new RangeError("A key number has 32 bits.");
  const nonce = random(NONCE_BYTES);
  const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, utf8Encode(associatedData), null, nonce, key);
  const envelope = new Uint8Array(CIPHERTEXT_AT + ciphertext.length);
  envelope[0] = FORMAT_VERSION;
  envelope[1] = keyNumber >>> 24;
  envelope[2] = keyNumber >>> 16;
  envelope[3] = keyNumber >>> 8;
  envelope[4] = keyNumber;
  envelope.set(nonce, NONCE_AT);
  envelope.set(ciphertext, CIPHERTEXT_AT);
  return asSealed(envelope);
}

/**
 * @returns the plaintext, or null where the seal doesn't open: a wrong key, another place and a changed byte look alike.
 * @throws VaultError RECORD_UNSUPPORTED for a format version that this program doesn't know.
 */
export function openEnvelope(key: Uint8Array, sealed: Sealed, associatedData: string): Uint8Array | null {
  if (sealed.length < CIPHERTEXT_AT + TAG_BYTES) return null;
  if (sealed[0] !== FORMAT_VERSION) {
    throw new VaultError("RECORD_UNSUPPORTED", {}, `A sealed value has format version ${sealed[0]}; this program knows version ${FORMAT_VERSION}.`);
  }
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(CIPHERTEXT_AT),
      utf8Encode(associatedData),
      sealed.subarray(NONCE_AT, CIPHERTEXT_AT),
      key,
    );
  } catch {
    // libsodium throws its one error for a wrong tag.
    return null;
  }
}
