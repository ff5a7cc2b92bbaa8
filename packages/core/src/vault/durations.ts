export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** For how long an import can be undone. */
export const UNDO_DAYS = 30;
/** Notes of use are written no more often than this: each is a commit. */
export const TOUCH_EVERY_MS = 60_000;
/** Set right by a time server, a clock goes back by less than this. */
export const CLOCK_TOLERANCE_MS = 5000;
