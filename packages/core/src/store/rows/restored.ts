/** What must not come back with an earlier state of a database: who is logged in, and links that were used since then. */
export const ENDED_BY_A_RESTORE = ["sessions", "used_challenges", "links"] as const;

/** No id that was given out since then is given out again: there aren't a million in between. */
export const ID_GAP = 2 ** 20;
/** Of whole blocks of ids, one for each new vault: fewer, since there are only so many. */
export const BLOCK_GAP = 2 ** 12;

/** How many of each were ended. */
export interface EndedAccess {
  readonly sessions: number;
  readonly links: number;
}
