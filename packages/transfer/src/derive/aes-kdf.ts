import { createCipheriv, createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { costNumber } from "./cost.ts";
import { whileDeriving } from "./deriving-clock.ts";

const BLOCK_BYTES = 16;
const ROUNDS_A_PIECE = 65_536;
const PIECES_A_TURN = 16;

/** @throws ImportRefusal too-costly, damaged */
export const checkAesKdf = (rounds: number | undefined): number =>
  costNumber(rounds, { what: "rounds of AES-KDF", least: 0, most: IMPORT_LIMITS.aesKdfRounds });

/** KeePass' AES-KDF: each half of the key encrypted `rounds` times, then SHA-256. @returns 32 bytes */
export function deriveByAes(key: Uint8Array, seed: Uint8Array, rounds: number): Promise<Uint8Array> {
  return whileDeriving(0, async () => {
    const hash = createHash("sha256");
    for (const half of [key.subarray(0, BLOCK_BYTES), key.subarray(BLOCK_BYTES)])
      hash.update(await encryptAgainAndAgain(half, seed, rounds));
    return hash.digest();
  });
}

/** As the last block of CBC over zeros with the block as IV, which is one long call instead of a short one for each round. */
async function encryptAgainAndAgain(
  block: Uint8Array,
  seed: Uint8Array,
  rounds: number,
): Promise<Uint8Array> {
  const cipher = createCipheriv("aes-256-cbc", seed, block).setAutoPadding(false);
  const zeros = new Uint8Array(ROUNDS_A_PIECE * BLOCK_BYTES);
  let last = block;
  let pieces = 0;
  for (let left = rounds; left > 0; left -= ROUNDS_A_PIECE) {
    const encrypted = cipher.update(zeros.subarray(0, Math.min(left, ROUNDS_A_PIECE) * BLOCK_BYTES));
    last = encrypted.subarray(-BLOCK_BYTES);
    pieces += 1;
    if (pieces % PIECES_A_TURN === 0) await setImmediate();
  }
  return last;
}
