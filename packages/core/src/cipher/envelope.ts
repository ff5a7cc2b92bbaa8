import { VaultError, type VaultErrorDetails } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import { asSealed, type Sealed, sealedKeyNumber } from "../sealed.ts";
import { aeadRead, aeadWrite, NONCE_BYTES, TAG_BYTES } from "./aead.ts";
import { associatedData, type SealedPlace } from "./associated-data.ts";
import { utf8EncodeInto } from "./utf8.ts";

/**
 * The sealed envelope (docs/format.md): byte 0 format version; 1..4 key number, unsigned big-endian; 5..28 nonce; 29..
 * XChaCha20-Poly1305-IETF ciphertext and 16-byte tag.
 */
const FORMAT_VERSION = 1;
export const NONCE_AT = 5;
export const CIPHERTEXT_AT = NONCE_AT + NONCE_BYTES;
const MAX_KEY_NUMBER = 0xffff_ffff;
/** For places whose key isn't a vault's, or wraps none: it has no number. */
const NO_KEY_NUMBER = 0;

/** @throws RangeError for a place that can't be, such as one with a negative number. */
export function sealEnvelope(
  random: RandomBytes,
  key: Uint8Array,
  plaintext: Uint8Array,
  place: SealedPlace,
): Sealed {
  const keyNumber = keyNumberOf(place);
  if (keyNumber > MAX_KEY_NUMBER) throw new RangeError("A key number has 32 bits.");
  const nonce = random(NONCE_BYTES);
  const envelope = new Uint8Array(CIPHERTEXT_AT + plaintext.length + TAG_BYTES);
  envelope[0] = FORMAT_VERSION;
  envelope[1] = keyNumber >>> 24;
  envelope[2] = keyNumber >>> 16;
  envelope[3] = keyNumber >>> 8;
  envelope[4] = keyNumber;
  envelope.set(nonce, NONCE_AT);
  const associatedData = nameBytes(place);
  aeadWrite(key, nonce, { plaintext, associatedData }, envelope.subarray(CIPHERTEXT_AT));
  return asSealed(envelope);
}

/**
 * @returns the plaintext, or null where the seal doesn't open: a wrong key, another place and a changed byte look alike.
 * @throws VaultError RECORD_UNSUPPORTED for a format version that this program doesn't know.
 */
export const openEnvelope = (key: Uint8Array, sealed: Sealed, place: SealedPlace): Uint8Array | null =>
  readEnvelope(key, sealed, place, (plaintext) => plaintext.slice());

/** As `openEnvelope`, for who only reads the plaintext, which is wiped when `read` returns. `read` seals and opens nothing itself. */
export function readEnvelope<Made>(
  key: Uint8Array,
  sealed: Sealed,
  place: SealedPlace,
  read: (plaintext: Uint8Array) => Made,
): Made | null {
  // The associated data doesn't cover the header's key number by itself: not every place has one.
  if (readKeyNumber(sealed) !== keyNumberOf(place)) return null;
  const associatedData = nameOf(place);
  if (!associatedData) return null;
  const ciphertext = sealed.subarray(CIPHERTEXT_AT);
  return aeadRead(key, sealed.subarray(NONCE_AT, CIPHERTEXT_AT), { ciphertext, associatedData }, read);
}

/**
 * @returns the number of the key that an envelope names, or null for bytes too short to be one.
 * @throws VaultError RECORD_UNSUPPORTED for a format version that this program doesn't know; `where` goes along.
 */
export function readKeyNumber(sealed: Sealed, where: () => VaultErrorDetails = () => ({})): number | null {
  if (sealed.length < CIPHERTEXT_AT + TAG_BYTES) return null;
  if (sealed[0] === FORMAT_VERSION) return sealedKeyNumber(sealed);
  const versions = `A sealed value has format version ${sealed[0]}; this program knows version ${FORMAT_VERSION}.`;
  throw new VaultError("RECORD_UNSUPPORTED", where(), versions);
}

const keyNumberOf = (place: SealedPlace): number => ("keyNumber" in place ? place.keyNumber : NO_KEY_NUMBER);

/** Longer than any name of a place. */
const nameSpace = new Uint8Array(512);
const nameBytes = (place: SealedPlace): Uint8Array => utf8EncodeInto(associatedData(place), nameSpace);

/** A place comes from a row, and a damaged row may name none: nothing was sealed there. */
function nameOf(place: SealedPlace): Uint8Array | null {
  try {
    return nameBytes(place);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
