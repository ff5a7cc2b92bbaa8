import { createDecipheriv, createHash } from "node:crypto";
import { decodeBase64 } from "../base64.ts";
import type { LegacyCipher } from "../legacy/legacy-cipher.ts";

const BLOCK_BYTES = 16;

/** OpenPassPhrase's cipher, by OpenSSL. */
export const legacyCipher: LegacyCipher = {
  sha256: (message) => new Uint8Array(createHash("sha256").update(message).digest()),

  decrypt(key, base64) {
    const bytes = decodeBase64(base64.trim());
    // The IV, and one block at least.
    if (!bytes || bytes.length < 2 * BLOCK_BYTES || bytes.length % BLOCK_BYTES !== 0) return null;
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
