import { argon2 } from "node:crypto";
import type { Argon2id } from "../cipher/kdf-lanes.ts";

const TAG_BYTES = 32;

/**
 * Argon2id (RFC 9106, version 0x13) by Node's own OpenSSL, on libuv's thread pool.
 * @throws RangeError or a Node error for parameters that RFC 9106 section 3.1 excludes, such as a salt under 8 bytes.
 */
export const argon2id: Argon2id = (message, salt, { memoryKib, passes, parallelism }) =>
  new Promise((resolve, reject) => {
    const parameters = {
      message,
      nonce: salt,
      memory: memoryKib,
      passes,
      parallelism,
      tagLength: TAG_BYTES,
    };
    argon2("argon2id", parameters, (error, tag) => {
      if (error) reject(error);
      else resolve(tag);
    });
  });
