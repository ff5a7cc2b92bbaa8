/** Bytes of a file in each of its chunks but the last, which has what is left. */
export const CHUNK_BYTES = 262_144;
