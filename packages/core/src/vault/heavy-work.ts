import { FairLane } from "../fair-lane.ts";
import type { UserId } from "../ids.ts";

/**
 * For work on whole vaults: one piece at a time per account and two per server, in turns between the accounts. Each holds an opened vault in
 * memory, and the event loop most of the time.
 */
export const createHeavyWork = (): FairLane<UserId> =>
  new FairLane({ width: 2, queue: 64, eachWidth: 1, eachQueue: 8 });
