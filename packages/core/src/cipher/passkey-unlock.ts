import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { newKeyPair, openBox, sealBox } from "./box.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import {
  asVaultKey,
  asWrappingKey,
  KEY_BYTES,
  type NumberedVaultKey,
  type WrappingKey,
  wipe,
} from "./keys.ts";
import { sodium } from "./sodium.ts";
import { utf8Encode } from "./utf8.ts";

const LABEL = utf8Encode("opp/passkey-key/v1");

/** Which passkey of which account. */
export interface PasskeyUnlockPlace {
  readonly userId: number;
  readonly passkeyId: number;
}

/** What a row holds of a passkey that opens the vault, and the public key for its record. */
export interface PasskeyUnlock {
  /** The private key, sealed under what the passkey computes. */
  readonly unlockPrivate: Sealed;
  /** The vault key, sealed to the public key. */
  readonly unlockBox: Sealed;
  readonly unlockPublic: Uint8Array;
}

/** @param unlockSecret 32 bytes that the browser derived from the passkey's PRF. */
export function sealForPasskey(
  random: RandomBytes,
  unlockSecret: Uint8Array,
  { place, vaultKey }: { readonly place: PasskeyUnlockPlace; readonly vaultKey: NumberedVaultKey },
): PasskeyUnlock {
  const { publicKey, privateKey } = newKeyPair(random);
  const key = wrappingKey(unlockSecret);
  try {
    return {
      unlockPrivate: sealEnvelope(random, key, privateKey, { kind: "passkey-private", ...place }),
      unlockBox: boxForPasskey(random, publicKey, { place, ...vaultKey }),
      unlockPublic: publicKey,
    };
  } finally {
    wipe(key, privateKey);
  }
}

/**
 * Seals a vault key to a passkey that isn't at hand. @param unlockPublic from its sealed record: a writer of the database could put
 * their own anywhere else. @throws RangeError for bytes that aren't a public key.
 */
export const boxForPasskey = (
  random: RandomBytes,
  unlockPublic: Uint8Array,
  { place, key, number }: NumberedVaultKey & { readonly place: PasskeyUnlockPlace },
): Sealed =>
  sealBox(random, unlockPublic, {
    plaintext: key,
    place: { kind: "passkey-box", ...place, keyNumber: number },
  });

/** @returns null for another passkey's secret, another key's number, and for what is damaged or was moved here. */
export function openWithPasskey(
  unlockSecret: Uint8Array,
  place: PasskeyUnlockPlace,
  {
    keyNumber,
    unlockPrivate,
    unlockBox,
  }: Pick<PasskeyUnlock, "unlockPrivate" | "unlockBox"> & { readonly keyNumber: number },
): NumberedVaultKey | null {
  const key = wrappingKey(unlockSecret);
  let privateKey: Uint8Array | null = null;
  try {
    privateKey = openEnvelope(key, unlockPrivate, { kind: "passkey-private", ...place });
    if (privateKey?.length !== KEY_BYTES) return null;
    const pair = { privateKey, publicKey: sodium.crypto_scalarmult_base(privateKey) };
    const opened = openBox(pair, unlockBox, { kind: "passkey-box", ...place, keyNumber });
    return opened?.length === KEY_BYTES ? { number: keyNumber, key: asVaultKey(opened) } : null;
  } finally {
    wipe(key, privateKey);
  }
}

/** BLAKE2b-256("opp/passkey-key/v1" ‖ unlock secret). */
function wrappingKey(unlockSecret: Uint8Array): WrappingKey {
  if (unlockSecret.length !== KEY_BYTES) throw new RangeError(`An unlock secret has ${KEY_BYTES} bytes.`);
  const message = new Uint8Array(LABEL.length + KEY_BYTES);
  message.set(LABEL);
  message.set(unlockSecret, LABEL.length);
  const key = asWrappingKey(sodium.crypto_generichash(KEY_BYTES, message, null));
  wipe(message);
  return key;
}
