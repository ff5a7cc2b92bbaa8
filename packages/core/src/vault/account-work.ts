import { FairLane } from "../fair-lane.ts";
import type { UserId } from "../ids.ts";

/** The calls of logged-in users, in turns between the accounts. */
export interface AccountWork {
  /**
   * For work on whole vaults: one piece at a time per account and two per server. Each holds an opened vault in memory, and the event loop
   * most of the time.
   */
  readonly heavy: FairLane<UserId>;
  /** For all other calls. Each holds the event loop for a moment; many at once of one account would hold it for many. */
  readonly usual: FairLane<UserId>;
}

export const createAccountWork = (): AccountWork => ({
  heavy: new FairLane({ width: 2, queue: 64, eachWidth: 1, eachQueue: 8 }),
  usual: new FairLane({ width: 256, queue: 8192, eachWidth: 4, eachQueue: 1024 }),
});
