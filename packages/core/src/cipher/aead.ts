import { KEY_BYTES, wipe } from "./keys.ts";
import { sodium, sodiumMemory } from "./sodium.ts";

export const NONCE_BYTES = 24;
export const TAG_BYTES = 16;

/** A file's chunk with its padding fits. Longer texts, and what they are bound to, go by libsodium's wrapper. */
export const PLACE_BYTES = 272 * 1024;
const BOUND_BYTES = 512;

// One place in libsodium's memory for all calls, each of which wipes it. The wrapper asks for memory and copies at every call, which
// costs more than the cipher does for a record.
const KEY_AT = sodiumMemory._malloc(KEY_BYTES + NONCE_BYTES + BOUND_BYTES + PLACE_BYTES);
const NONCE_AT = KEY_AT + KEY_BYTES;
const BOUND_AT = NONCE_AT + NONCE_BYTES;
const TEXT_AT = BOUND_AT + BOUND_BYTES;

/** XChaCha20-Poly1305-IETF (draft-irtf-cfrg-xchacha). @returns the ciphertext, then the 16-byte tag. */
export function aeadEncrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array {
  const ciphertext = new Uint8Array(plaintext.length + TAG_BYTES);
  aeadWrite(key, nonce, { plaintext, associatedData }, ciphertext);
  return ciphertext;
}

/** As `aeadEncrypt`, into `ciphertext`, which is as long as the plaintext and a tag. */
export function aeadWrite(
  key: Uint8Array,
  nonce: Uint8Array,
  { plaintext, associatedData }: { readonly plaintext: Uint8Array; readonly associatedData: Uint8Array },
  ciphertext: Uint8Array,
): void {
  const bytes = plaintext.length + TAG_BYTES;
  if (!fits(key, nonce, associatedData, bytes)) {
    ciphertext.set(
      sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, associatedData, null, nonce, key),
    );
    return;
  }
  const { HEAPU8: memory, _crypto_aead_xchacha20poly1305_ietf_encrypt: encrypt } = sodiumMemory;
  memory.set(key, KEY_AT);
  memory.set(nonce, NONCE_AT);
  memory.set(associatedData, BOUND_AT);
  memory.set(plaintext, TEXT_AT);
  encrypt(TEXT_AT, 0, TEXT_AT, plaintext.length, 0, BOUND_AT, associatedData.length, 0, 0, NONCE_AT, KEY_AT);
  ciphertext.set(memory.subarray(TEXT_AT, TEXT_AT + bytes));
  wipePlace(memory, bytes);
}

/** @returns the plaintext; null where tag, key, nonce and associated data don't belong together. */
export const aeadDecrypt = (
  key: Uint8Array,
  nonce: Uint8Array,
  ciphertext: Uint8Array,
  associatedData: Uint8Array,
): Uint8Array | null =>
  aeadRead(key, nonce, { ciphertext, associatedData }, (plaintext) => plaintext.slice());

/** What is sealed, and what it is bound to. */
interface Sealing {
  /** With its tag. */
  readonly ciphertext: Uint8Array;
  readonly associatedData: Uint8Array;
}

/**
 * As `aeadDecrypt`, for who only reads the plaintext: no copy is made, and it is wiped when `read` returns.
 * @param read seals and opens nothing itself.
 */
export function aeadRead<Made>(
  key: Uint8Array,
  nonce: Uint8Array,
  { ciphertext, associatedData }: Sealing,
  read: (plaintext: Uint8Array) => Made,
): Made | null {
  const bytes = ciphertext.length;
  if (!fits(key, nonce, associatedData, bytes))
    return readByWrapper(key, nonce, { ciphertext, associatedData }, read);
  if (bytes < TAG_BYTES) return null;
  const { HEAPU8: memory, _crypto_aead_xchacha20poly1305_ietf_decrypt: decrypt } = sodiumMemory;
  memory.set(key, KEY_AT);
  memory.set(nonce, NONCE_AT);
  memory.set(associatedData, BOUND_AT);
  memory.set(ciphertext, TEXT_AT);
  try {
    const failed =
      decrypt(TEXT_AT, 0, 0, TEXT_AT, bytes, 0, BOUND_AT, associatedData.length, 0, NONCE_AT, KEY_AT) !== 0;
    return failed ? null : read(memory.subarray(TEXT_AT, TEXT_AT + bytes - TAG_BYTES));
  } finally {
    wipePlace(memory, bytes);
  }
}

/** The wrapper also says what is wrong with a key or a nonce of another length. */
const fits = (key: Uint8Array, nonce: Uint8Array, associatedData: Uint8Array, bytes: number): boolean =>
  key.length === KEY_BYTES &&
  nonce.length === NONCE_BYTES &&
  associatedData.length <= BOUND_BYTES &&
  bytes <= PLACE_BYTES;

function wipePlace(memory: Uint8Array, bytes: number): void {
  memory.fill(0, KEY_AT, BOUND_AT);
  memory.fill(0, TEXT_AT, TEXT_AT + bytes);
}

function readByWrapper<Made>(
  key: Uint8Array,
  nonce: Uint8Array,
  { ciphertext, associatedData }: Sealing,
  read: (plaintext: Uint8Array) => Made,
): Made | null {
  const plaintext = decryptByWrapper(key, nonce, { ciphertext, associatedData });
  if (!plaintext) return null;
  try {
    return read(plaintext);
  } finally {
    wipe(plaintext);
  }
}

function decryptByWrapper(key: Uint8Array, nonce: Uint8Array, { ciphertext, associatedData }: Sealing) {
  try {
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associatedData, nonce, key);
  } catch {
    // libsodium throws one and the same error for whatever was wrong.
    return null;
  }
}
