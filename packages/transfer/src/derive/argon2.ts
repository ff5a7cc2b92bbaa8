import { argon2 } from "node:crypto";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";
import { costNumber, tooCostly } from "./cost.ts";
import { whileDeriving } from "./deriving-clock.ts";

export interface Argon2Cost {
  readonly memoryKiB: number | undefined;
  readonly passes: number | undefined;
  readonly lanes: number | undefined;
  readonly saltBytes: number;
}

const KEY_BYTES = 32;
const GIB_IN_KIB = 1024 * 1024;

/**
 * The cost that a file asks of Argon2, checked before any memory is taken.
 * @throws ImportRefusal too-costly, damaged
 */
export function checkArgon2({ memoryKiB, passes, lanes, saltBytes }: Argon2Cost) {
  const parallelism = costNumber(lanes, { what: "lanes of Argon2", most: IMPORT_LIMITS.argon2Lanes });
  const memory = costNumber(memoryKiB, {
    what: "KiB of memory",
    least: 8 * parallelism,
    most: IMPORT_LIMITS.argon2KiB,
  });
  const times = costNumber(passes, { what: "passes of Argon2", most: IMPORT_LIMITS.argon2WorkKiB });
  if (memory * times > IMPORT_LIMITS.argon2WorkKiB)
    throw tooCostly(
      "GiB of memory times passes",
      Math.ceil((memory * times) / GIB_IN_KIB),
      IMPORT_LIMITS.argon2WorkKiB / GIB_IN_KIB,
    );
  if (saltBytes < IMPORT_LIMITS.argon2SaltBytesMin || saltBytes > IMPORT_LIMITS.argon2SaltBytesMax)
    throw new ImportRefusal("damaged", "The file's key derivation is damaged: the salt's length is wrong.");
  return { memory, passes: times, parallelism };
}

/** Argon2 version 0x13, off the main thread. @returns 32 bytes. */
export function deriveArgon2(
  algorithm: "argon2d" | "argon2id",
  message: Uint8Array,
  { salt, cost }: { readonly salt: Uint8Array; readonly cost: Omit<Argon2Cost, "saltBytes"> },
): Promise<Uint8Array> {
  const checked = checkArgon2({ ...cost, saltBytes: salt.length });
  return whileDeriving(
    checked.memory * 1024,
    () =>
      new Promise((resolve, reject) => {
        argon2(algorithm, { message, nonce: salt, tagLength: KEY_BYTES, ...checked }, (error, key) => {
          if (error) reject(error);
          else resolve(key);
        });
      }),
  );
}
