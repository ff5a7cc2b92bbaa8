import { VaultError } from "../../errors.ts";
import { ADDRESS_REFILL_MS, ADDRESS_TRIES } from "../../rules/guessing.ts";
import { usernameForm } from "../../rules/usernames.ts";
import type { TryLevels, TryRule } from "../../store/nodes.ts";
import type { Clock, TryLimits } from "../deps.ts";

const NAME_FREE_TRIES = 5;
const NAME_DELAY_MS = 500;
const NAME_DELAY_MAX_MS = 8000;
const MAX_BUCKETS = 50_000;

/** A whole try must be left: less than one would let an extra try in a moment after the last. */
const BY_ADDRESS: TryRule = { name: "address", leakMs: ADDRESS_REFILL_MS, most: ADDRESS_TRIES - 1 };
const BY_NAME: TryRule = { name: "username", leakMs: 60_000, most: Number.POSITIVE_INFINITY };

/** For one process. */
export const createTryLimits = (clock: Pick<Clock, "elapsed">): TryLimits =>
  limitTries(createTryLevels(clock));

export function limitTries(levels: TryLevels): TryLimits {
  const admitAddress = async (address: string) => {
    const { before, added } = await levels.add(address, BY_ADDRESS);
    if (added) return;
    const retryAfterSeconds = Math.ceil(((before - BY_ADDRESS.most) * BY_ADDRESS.leakMs) / 1000);
    throw new VaultError("TOO_MANY_TRIES", { retryAfterSeconds });
  };
  const forgiveAddress = (address: string) => levels.takeBack(address, BY_ADDRESS);
  return {
    admitAddress,
    forgiveAddress,
    async admit(address, typed) {
      await admitAddress(address);
      const { before } = await levels.add(usernameForm(typed), BY_NAME);
      const over = Math.ceil(before) - NAME_FREE_TRIES;
      return over < 0 ? 0 : Math.min(NAME_DELAY_MAX_MS, NAME_DELAY_MS * 2 ** over);
    },
    async forgive(address, typed) {
      await forgiveAddress(address);
      await levels.takeBack(usernameForm(typed), BY_NAME);
    },
  };
}

/** In this process's memory. */
function createTryLevels(clock: Pick<Clock, "elapsed">): TryLevels {
  const buckets = { address: new Map<string, Bucket>(), username: new Map<string, Bucket>() };
  const levelOf = (key: string, { name, leakMs }: TryRule) => {
    const bucket = buckets[name].get(key);
    return bucket ? Math.max(0, bucket.level - (clock.elapsed() - bucket.at) / leakMs) : 0;
  };
  const set = (key: string, { name }: TryRule, level: number) => {
    const map = buckets[name];
    // Deleting first moves the key to the end, so that the map's order is the order of the last failure.
    map.delete(key);
    if (level <= 0) return;
    map.set(key, { level, at: clock.elapsed() });
    const oldest = map.size > MAX_BUCKETS ? map.keys().next() : null;
    if (oldest && !oldest.done) map.delete(oldest.value);
  };
  return {
    async add(key, rule) {
      const before = levelOf(key, rule);
      const added = before <= rule.most;
      if (added) set(key, rule, before + 1);
      return { before, added };
    },
    async takeBack(key, rule) {
      set(key, rule, levelOf(key, rule) - 1);
    },
  };
}

interface Bucket {
  readonly level: number;
  readonly at: number;
}

/** For foreign test-suites and benchmarks on loopback only. */
export const NO_TRY_LIMITS: TryLimits = {
  admit: async () => 0,
  forgive: async () => undefined,
  admitAddress: async () => undefined,
  forgiveAddress: async () => undefined,
};
