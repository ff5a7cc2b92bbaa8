import { KDF_BOUNDS, type KdfParameters } from "../cipher/kdf-parameters.ts";

/** The lowest cost within the bounds: only the cost is lowered in tests, and by a parameter. */
export const CHEAP_KDF: KdfParameters = {
  memoryKib: KDF_BOUNDS.memoryKib.min,
  passes: KDF_BOUNDS.passes.min,
  parallelism: KDF_BOUNDS.parallelism.min,
};
