import { FairLane, type LaneLimits } from "../fair-lane.ts";
import type { KdfParameters } from "./kdf-parameters.ts";

/** One Argon2id run (RFC 9106, version 0x13) off the event loop. @returns 32 bytes. */
export type Argon2id = (
  message: Uint8Array,
  salt: Uint8Array,
  parameters: KdfParameters,
) => Promise<Uint8Array>;

/**
 * "log-in": runs that anyone can ask for. "known-log-in": the same, for someone who logged in from the same address before. "proven": runs for
 * anyone with a valid token. Logins and proven runs are kept apart, so that a flood of logins can't starve owners; together they are narrower
 * than the thread pool.
 */
export type KdfLane = "log-in" | "known-log-in" | "proven";

export interface KdfLanes {
  /**
   * @param account whose run it is; proven runs of one account never hold up those of others. Left out: none.
   * @throws VaultError BUSY when the lane's queue is full, or the account's places in it.
   */
  derive(
    lane: KdfLane,
    message: Uint8Array,
    salt: Uint8Array,
    parameters: KdfParameters,
    account?: number,
  ): Promise<Uint8Array>;
  /**
   * Other slow work in the lane, for a caller that had a run in it: it waits for its turn and is never refused. Its "busy" would tell that
   * the first run didn't fit.
   */
  runOn<T>(lane: KdfLane, work: () => Promise<T>, account?: number): Promise<T>;
}

/** Told of each run when it asks for its turn. One that ends without having begun was refused. */
export type WatchRun = (lane: KdfLane) => { begin(): void; end(): void };

const UNWATCHED: WatchRun = () => ({ begin: () => undefined, end: () => undefined });

export type KdfLimits = Record<"log-in" | "proven", LaneLimits>;

const DEFAULT_LIMITS: KdfLimits = {
  // Two, since a log-in's password and passphrase run side by side. Half of the places are for known log-ins.
  "log-in": { width: 2, queue: 32, eachQueue: 16 },
  proven: { width: 1, queue: 16, eachQueue: 2 },
};

export function createKdfLanes(
  argon2id: Argon2id,
  limits: KdfLimits = DEFAULT_LIMITS,
  watch: WatchRun = UNWATCHED,
): KdfLanes {
  const logIns = new FairLane<KdfLane>(limits["log-in"]);
  const proven = new FairLane<number>(limits.proven);
  const enter = async <T>(
    lane: KdfLane,
    account: number | undefined,
    { mayBeRefused, work }: { readonly mayBeRefused: boolean; readonly work: () => Promise<T> },
  ): Promise<T> => {
    const run = watch(lane);
    const begin = () => {
      run.begin();
      return work();
    };
    try {
      return await (lane === "proven"
        ? proven.run(account ?? null, begin, { mayBeRefused })
        : logIns.run(lane, begin, { mayBeRefused }));
    } finally {
      run.end();
    }
  };
  return {
    derive: (lane, message, salt, parameters, account) =>
      enter(lane, account, { mayBeRefused: true, work: () => argon2id(message, salt, parameters) }),
    runOn: (lane, work, account) => enter(lane, account, { mayBeRefused: false, work }),
  };
}
