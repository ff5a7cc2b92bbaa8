import { createDecipheriv, createHash } from "node:crypto";
import type { LegacyCipher } from "../legacy/legacy-cipher.ts";

const BLOCK_BYTES = 16;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** OpenPassPhrase's cipher, by OpenSSL. */
export const legacyCipher: LegacyCipher = {
  sha256: (message) => new Uint8Array(createHash("sha256").update(message).digest()),

  decrypt(key, base64) {
    // Node's decoder passes over what is no base64.
    const text = base64.trim();
    if (!BASE64.test(text)) return null;
    const bytes = Buffer.from(text, "base64");
    // The IV, and one block at least.
    if (bytes.length < 2 * BLOCK_BYTES || bytes.length % BLOCK_BYTES !== 0) return null;
    const decipher = createDecipheriv("aes-256-cbc", key, bytes.subarray(0, BLOCK_BYTES));
    try {
      const head = decipher.update(bytes.subarray(BLOCK_BYTES));
      const plain = Buffer.concat([head, decipher.final()]);
      head.fill(0);
      return plain;
    } catch {
      // The padding is wrong: another key, or damaged.
      return null;
    }
  },
};
