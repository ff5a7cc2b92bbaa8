/** Rows that are erased in one transaction, so that it ends within some milliseconds. */
export const ERASED_A_STEP = 200;
