import type { RandomBytes } from "../random-bytes.ts";
import { type Sealed, sealedKeyNumber } from "../sealed.ts";
import { associatedData } from "./associated-data.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";
import { asVaultKey, derivePreviousKeyWrappingKey, type NumberedVaultKey, wipe } from "./keys.ts";

/** Keeps the vault key that is being replaced, sealed under the one that replaces it. */
export function sealPreviousKey(random: RandomBytes, userId: number, current: NumberedVaultKey, previous: NumberedVaultKey): Sealed {
  const key = derivePreviousKeyWrappingKey(current.key);
  const place = associatedData({ kind: "previous-key", userId, keyNumber: previous.number, under: current.number });
  const sealed = sealEnvelope(random, key, previous.number, previous.key, place);
  wipe(key);
  return sealed;
}

/** @returns null where the seal doesn't open. */
export function openPreviousKey(userId: number, current: NumberedVaultKey, sealed: Sealed): NumberedVaultKey | null {
  const number = sealedKeyNumber(sealed);
  const key = derivePreviousKeyWrappingKey(current.key);
  const opened = openEnvelope(key, sealed, associatedData({ kind: "previous-key", userId, keyNumber: number, under: current.number }));
  wipe(key);
  return opened && { number, key: asVaultKey(opened) };
}
