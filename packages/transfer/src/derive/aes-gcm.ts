import { createDecipheriv } from "node:crypto";

const TAG_BYTES = 16;

/** AES-256-GCM; null: the key, or anything else of it, is wrong. */
export function openGcm(
  key: Uint8Array,
  nonce: Uint8Array,
  { ciphertext, tag }: { readonly ciphertext: Uint8Array; readonly tag: Uint8Array },
): Uint8Array | null {
  if (nonce.length === 0 || tag.length !== TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    return null;
  }
}
