import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { costNumber } from "./cost.ts";
import { whileDeriving } from "./deriving-clock.ts";

const KEY_BYTES = 32;
const derive = promisify(pbkdf2);

/**
 * PBKDF2 with HMAC-SHA-256.
 * @returns 32 bytes.
 * @throws ImportRefusal too-costly, damaged
 */
export async function derivePbkdf2(
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number | undefined,
): Promise<Uint8Array> {
  const checked = costNumber(rounds, { what: "rounds of PBKDF2", most: IMPORT_LIMITS.pbkdf2Rounds });
  return whileDeriving(0, () => derive(password, salt, checked, KEY_BYTES, "sha256"));
}
