import { utf8Decode, utf8Encode } from "../cipher/utf8.ts";
import type { LegacyCell } from "./legacy-rows.ts";

/** The primitives of OpenPassPhrase's cipher. */
export interface LegacyCipher {
  sha256(message: Uint8Array): Uint8Array;
  /** @param base64 of IV[16] and AES-256-CBC ciphertext with PKCS#7. @returns null for what isn't, or doesn't open. */
  decrypt(key: Uint8Array, base64: string): Uint8Array | null;
}

/** @returns SHA-256(passphrase): 32 bytes, the key of all of a user's fields. */
export function legacyKey(cipher: LegacyCipher, passphrase: string): Uint8Array {
  const message = utf8Encode(passphrase);
  const key = cipher.sha256(message);
  message.fill(0);
  return key;
}

/** One field in clear. A column that is NULL is an empty text. @returns null for what doesn't open. */
export function openLegacyField(cipher: LegacyCipher, key: Uint8Array, cell: LegacyCell): string | null {
  if (cell === null) return "";
  const base64 = cellText(cell);
  const bytes = base64 === null ? null : cipher.decrypt(key, base64);
  if (!bytes) return null;
  try {
    return utf8Decode(bytes);
  } catch {
    return null;
  } finally {
    bytes.fill(0);
  }
}

/** Whether the key is the one that this phrase check was made with. */
export const isLegacyKey = (cipher: LegacyCipher, key: Uint8Array, phraseCheck: LegacyCell): boolean =>
  phraseCheck !== null && openLegacyField(cipher, key, phraseCheck) === "OK";

/** A text, whether it stands in the database as text or as bytes. @returns null for anything else. */
export function cellText(cell: LegacyCell): string | null {
  if (typeof cell === "string") return cell;
  if (!(cell instanceof Uint8Array)) return null;
  try {
    return utf8Decode(cell);
  } catch {
    return null;
  }
}
