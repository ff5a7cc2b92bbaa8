import type { RandomBytes } from "../random-bytes.ts";
import { asSealed, type Sealed } from "../sealed.ts";
import type { SealedPlace } from "./associated-data.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { asWrappingKey, KEY_BYTES, type WrappingKey, wipe } from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const LABEL = utf8Encode("opp/box/v1");
const PUBLIC_BYTES = 32;

/** X25519 (RFC 7748): the public key seals, and only the private one opens. 32 bytes each. */
export interface KeyPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

export function newKeyPair(random: RandomBytes): KeyPair {
  const privateKey = random(KEY_BYTES);
  return { publicKey: sodium.crypto_scalarmult_base(privateKey), privateKey };
}

/**
 * A Box: the public half E (32) of a key pair made for this one, then an envelope (envelope.ts) under BLAKE2b-256 keyed with
 * X25519(private half of E, recipient), message = "opp/box/v1" ‖ E ‖ recipient.
 * @throws RangeError for a recipient that isn't a public key, or has a small order, so that anyone can open the box.
 */
export function sealBox(
  random: RandomBytes,
  recipient: Uint8Array,
  { plaintext, place }: { readonly plaintext: Uint8Array; readonly place: SealedPlace },
): Sealed {
  const fresh = newKeyPair(random);
  try {
    const key = boxKey(fresh.privateKey, recipient, { fresh: fresh.publicKey, recipient });
    if (!key) throw new RangeError("This isn't a public key that can be sealed to.");
    const envelope = sealEnvelope(random, key, plaintext, place);
    wipe(key);
    const box = new Uint8Array(PUBLIC_BYTES + envelope.length);
    box.set(fresh.publicKey);
    box.set(envelope, PUBLIC_BYTES);
    return asSealed(box);
  } finally {
    wipe(fresh.privateKey);
  }
}

/**
 * @returns null where it doesn't open: another key, another place and a changed byte look alike.
 * @throws VaultError RECORD_UNSUPPORTED for a format version that this program doesn't know.
 */
export function openBox(
  { publicKey, privateKey }: KeyPair,
  box: Sealed,
  place: SealedPlace,
): Uint8Array | null {
  if (box.length <= PUBLIC_BYTES) return null;
  const fresh = box.subarray(0, PUBLIC_BYTES);
  const key = boxKey(privateKey, fresh, { fresh, recipient: publicKey });
  if (!key) return null;
  try {
    return openEnvelope(key, asSealed(box.subarray(PUBLIC_BYTES)), place);
  } finally {
    wipe(key);
  }
}

/** @returns null where libsodium refuses the public key: a small order makes the secret a known one. */
function boxKey(
  privateKey: Uint8Array,
  publicKey: Uint8Array,
  { fresh, recipient }: { readonly fresh: Uint8Array; readonly recipient: Uint8Array },
): WrappingKey | null {
  const shared = multiply(privateKey, publicKey);
  if (!shared) return null;
  const message = new Uint8Array(LABEL.length + 2 * PUBLIC_BYTES);
  message.set(LABEL);
  message.set(fresh, LABEL.length);
  message.set(recipient, LABEL.length + PUBLIC_BYTES);
  const key = asWrappingKey(sodium.crypto_generichash(KEY_BYTES, message, shared));
  wipe(shared);
  return key;
}

function multiply(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  if (publicKey.length !== PUBLIC_BYTES || privateKey.length !== KEY_BYTES) return null;
  try {
    return sodium.crypto_scalarmult(privateKey, publicKey);
  } catch {
    return null;
  }
}
