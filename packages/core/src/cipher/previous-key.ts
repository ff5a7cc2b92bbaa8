import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { readKeyNumber } from "./envelope.ts";
import { derivePreviousKeyWrappingKey, type NumberedVaultKey } from "./keys.ts";
import { openVaultKey, sealVaultKey, type VaultKeyPlace } from "./vault-key-seal.ts";

/** Keeps the vault key that is being replaced, sealed under the one that replaces it. */
export const sealPreviousKey = (
  random: RandomBytes,
  userId: number,
  { current, previous }: { readonly current: NumberedVaultKey; readonly previous: NumberedVaultKey },
): Sealed =>
  sealVaultKey(random, derivePreviousKeyWrappingKey(current.key), {
    vaultKey: previous,
    place: previousKeyPlace(userId, current, previous.number),
  });

/** @returns null where the seal doesn't open. @throws VaultError RECORD_UNSUPPORTED for an unknown format version. */
export function openPreviousKey(
  userId: number,
  current: NumberedVaultKey,
  sealed: Sealed,
): NumberedVaultKey | null {
  const number = readKeyNumber(sealed);
  if (number === null) return null;
  return openVaultKey(
    derivePreviousKeyWrappingKey(current.key),
    sealed,
    previousKeyPlace(userId, current, number),
  );
}

const previousKeyPlace = (userId: number, current: NumberedVaultKey, keyNumber: number): VaultKeyPlace => ({
  kind: "previous-key",
  userId,
  keyNumber,
  under: current.number,
});
