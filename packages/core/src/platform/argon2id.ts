import { argon2, argon2Sync } from "node:crypto";
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

/** Whether this Node can do it, with the least memory there is and without starting the thread pool, which takes 16 MiB. @throws a Node error */
export function tryArgon2id(): void {
  const [message, nonce] = [new Uint8Array(8), new Uint8Array(16)];
  argon2Sync("argon2id", { message, nonce, memory: 8, passes: 1, parallelism: 1, tagLength: TAG_BYTES });
}
