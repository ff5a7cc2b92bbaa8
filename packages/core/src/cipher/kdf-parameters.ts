import { VaultError } from "../errors.ts";

/** The cost of one Argon2id run (RFC 9106). */
export interface KdfParameters {
  /** m, in KiB. */
  readonly memoryKib: number;
  /** t. */
  readonly passes: number;
  /** p. */
  readonly parallelism: number;
}

/** Bounds set in code: parameters that a database names are held against them before they cost anything. */
export const KDF_BOUNDS = {
  memoryKib: { min: 19 * 1024, max: 256 * 1024 },
  passes: { min: 1, max: 10 },
  parallelism: { min: 1, max: 1 },
} as const;

/** @throws VaultError RECORD_DAMAGED for parameters out of bounds. */
export function checkKdfParameters(parameters: KdfParameters): void {
  for (const name of ["memoryKib", "passes", "parallelism"] as const) {
    const value = parameters[name];
    if (!Number.isSafeInteger(value) || value < KDF_BOUNDS[name].min || value > KDF_BOUNDS[name].max) {
      throw new VaultError("RECORD_DAMAGED", { table: "users", field: name });
    }
  }
}

/** Whether `found` costs a guesser less than `policy` in any respect. */
export const isBelowPolicy = (found: KdfParameters, policy: KdfParameters): boolean =>
  found.memoryKib < policy.memoryKib || found.passes < policy.passes;
