import { VaultError } from "../errors.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { Sealed } from "../sealed.ts";
import { openEnvelope, sealEnvelope } from "./envelope.ts";

/** RFC 4226 section 4: as long as the output of SHA-1. */
export const TOTP_SECRET_BYTES = 20;

/** Seals under the server's own key: a code is checked before any passphrase arrives, and the database alone gives none. */
export const sealTotpSecret = (
  random: RandomBytes,
  totpKey: Uint8Array,
  { userId, secret }: { readonly userId: number; readonly secret: Uint8Array },
): Sealed => sealEnvelope(random, totpKey, secret, { kind: "totp", userId });

/** @returns null where it doesn't open, as after a change of the server secret. */
export function openTotpSecret(totpKey: Uint8Array, userId: number, sealed: Sealed): Uint8Array | null {
  try {
    const secret = openEnvelope(totpKey, sealed, { kind: "totp", userId });
    return secret?.length === TOTP_SECRET_BYTES ? secret : null;
  } catch (error) {
    // An unknown format version.
    if (error instanceof VaultError) return null;
    throw error;
  }
}
