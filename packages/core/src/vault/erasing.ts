/** Rows that are erased in one transaction, so that it ends within some milliseconds. */
export const ERASED_A_STEP = 200;

/** Chunks of a file: 8 MiB, which erasing writes over with zeros. */
export const CHUNKS_ERASED_A_STEP = 32;
