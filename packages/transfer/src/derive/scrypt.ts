import { scrypt } from "node:crypto";
import { IMPORT_LIMITS } from "../import-limits.ts";
import { ImportRefusal } from "../refusal.ts";
import { costNumber, tooCostly } from "./cost.ts";
import { whileDeriving } from "./deriving-clock.ts";

export interface ScryptCost {
  /** A power of two. */
  readonly n: number | undefined;
  readonly r: number | undefined;
  readonly p: number | undefined;
}

const KEY_BYTES = 32;
const MIB = 1024 * 1024;

/**
 * @returns 32 bytes.
 * @throws ImportRefusal too-costly, damaged
 */
export async function deriveScrypt(
  password: Uint8Array,
  salt: Uint8Array,
  cost: ScryptCost,
): Promise<Uint8Array> {
  const checked = checkScrypt(cost);
  const bytes = 128 * checked.N * checked.r;
  // Node counts p's blocks and its own on top.
  const maxmem = bytes + 128 * checked.r * (checked.p + 2) + MIB;
  return whileDeriving(
    maxmem,
    () =>
      new Promise((resolve, reject) => {
        scrypt(password, salt, KEY_BYTES, { ...checked, maxmem }, (error, key) => {
          if (error) reject(error);
          else resolve(key);
        });
      }),
  );
}

function checkScrypt({ n, r, p }: ScryptCost): { N: number; r: number; p: number } {
  const rounds = costNumber(n, { what: "rounds of scrypt (n)", least: 2, most: IMPORT_LIMITS.scryptWork });
  const block = costNumber(r, { what: "blocks of scrypt (r)", most: IMPORT_LIMITS.scryptWork });
  const parallel = costNumber(p, {
    what: "parallel runs of scrypt (p)",
    most: IMPORT_LIMITS.scryptParallel,
  });
  if (128 * rounds * block > IMPORT_LIMITS.scryptBytes)
    throw tooCostly(
      "MiB of memory",
      Math.ceil((128 * rounds * block) / MIB),
      IMPORT_LIMITS.scryptBytes / MIB,
    );
  if (rounds * block * parallel > IMPORT_LIMITS.scryptWork)
    throw tooCostly("steps of scrypt (n·r·p)", rounds * block * parallel, IMPORT_LIMITS.scryptWork);
  if (!Number.isInteger(Math.log2(rounds)))
    throw new ImportRefusal("damaged", "The file's key derivation is damaged: n isn't a power of two.");
  return { N: rounds, r: block, p: parallel };
}
