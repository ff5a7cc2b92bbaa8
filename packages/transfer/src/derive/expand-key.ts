import { createHmac } from "node:crypto";

/** HKDF-Expand alone, one block of SHA-256 (RFC 5869, section 2.3): Bitwarden makes its two keys of one by it. */
export const expandKey = (key: Uint8Array, info: "enc" | "mac"): Uint8Array =>
  createHmac("sha256", key).update(info).update(Uint8Array.of(1)).digest();
