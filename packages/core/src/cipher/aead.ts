import { sodium } from "./sodium.ts";

export const NONCE_BYTES = 24;
export const TAG_BYTES = 16;

/** XChaCha20-Poly1305-IETF (draft-irtf-cfrg-xchacha). @returns the ciphertext, then the 16-byte tag. */
export const aeadEncrypt = (
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array =>
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, associatedData, null, nonce, key);

/** @returns the plaintext; null where tag, key, nonce and associated data don't belong together. */
export function aeadDecrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array | null {
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associatedData, nonce, key);
  } catch {
    // libsodium throws one and the same error for whatever was wrong.
    return null;
  }
}
