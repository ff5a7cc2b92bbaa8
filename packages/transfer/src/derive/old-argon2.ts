import { argon2dAsync, argon2idAsync } from "@noble/hashes/argon2.js";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { type Argon2Cost, checkArgon2 } from "./argon2.ts";
import { tooCostly } from "./cost.ts";
import { whileDeriving } from "./deriving-clock.ts";

const VERSION = 0x10;
const KEY_BYTES = 32;
const GIB_IN_KIB = 1024 * 1024;

/**
 * What version 0x10 of Argon2 may cost: less than the present one, since it runs in JavaScript.
 * @throws ImportRefusal too-costly, damaged
 */
export function checkOldArgon2(cost: Argon2Cost) {
  const checked = checkArgon2(cost);
  const { oldArgon2KiB, oldArgon2WorkKiB } = IMPORT_LIMITS;
  if (checked.memory > oldArgon2KiB)
    throw tooCostly("KiB of memory for the first version of Argon2", checked.memory, oldArgon2KiB);
  if (checked.memory * checked.passes > oldArgon2WorkKiB)
    throw tooCostly(
      "GiB of memory times passes for the first version of Argon2",
      Math.ceil((checked.memory * checked.passes) / GIB_IN_KIB),
      oldArgon2WorkKiB / GIB_IN_KIB,
    );
  return checked;
}

/** Node computes version 0x13 whatever it is asked for. @returns 32 bytes. */
export function deriveOldArgon2(
  algorithm: "argon2d" | "argon2id",
  message: Uint8Array,
  { salt, cost }: { readonly salt: Uint8Array; readonly cost: Omit<Argon2Cost, "saltBytes"> },
): Promise<Uint8Array> {
  const { memory, passes, parallelism } = checkOldArgon2({ ...cost, saltBytes: salt.length });
  const derive = algorithm === "argon2d" ? argon2dAsync : argon2idAsync;
  return whileDeriving(memory * 1024, () =>
    derive(message, salt, { t: passes, m: memory, p: parallelism, version: VERSION, dkLen: KEY_BYTES }),
  );
}
