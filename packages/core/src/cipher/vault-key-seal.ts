import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import type { SealedPlace } from "./associated-data.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { asVaultKey, KEY_BYTES, type NumberedVaultKey, type WrappingKey, wipe } from "./keys.ts";

/** Where a vault key is sealed: under a passphrase, a recovery code, a session, its ticket or a newer vault key. */
export type VaultKeyPlace = Extract<
  SealedPlace,
  { readonly kind: "passphrase-wrap" | "recovery-wrap" | "previous-key" | "session-seal" | "session-ticket" }
>;

/** Seals the vault key whose number the place names, and wipes the wrapping key. */
export function sealVaultKey(
  random: RandomBytes,
  wrappingKey: WrappingKey,
  { vaultKey, place }: { readonly vaultKey: NumberedVaultKey; readonly place: VaultKeyPlace },
): Sealed {
  try {
    return sealEnvelope(random, wrappingKey, vaultKey.key, place);
  } finally {
    wipe(wrappingKey);
  }
}

/**
 * Wipes the wrapping key, whether it opens the seal or not. @returns null where it doesn't.
 * @throws VaultError RECORD_UNSUPPORTED for a format version that this program doesn't know.
 */
export function openVaultKey(
  wrappingKey: WrappingKey,
  sealed: Sealed,
  place: VaultKeyPlace,
): NumberedVaultKey | null {
  try {
    const opened = openEnvelope(wrappingKey, sealed, place);
    return opened?.length === KEY_BYTES ? { number: place.keyNumber, key: asVaultKey(opened) } : null;
  } finally {
    wipe(wrappingKey);
  }
}
