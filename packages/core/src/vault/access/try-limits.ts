import { VaultError } from "../../errors.ts";
import { ADDRESS_REFILL_MS, ADDRESS_TRIES } from "../../rules/guessing.ts";
import { usernameForm } from "../../rules/usernames.ts";
import type { Clock, TryLimits } from "../deps.ts";

const NAME_FREE_TRIES = 5;
const NAME_FORGIVE_MS = 60_000;
const NAME_DELAY_MS = 500;
const NAME_DELAY_MAX_MS = 8000;
const MAX_BUCKETS = 50_000;

export function createTryLimits(clock: Pick<Clock, "elapsed">): TryLimits {
  const byAddress = new LeakyBuckets(clock, ADDRESS_REFILL_MS);
  const byName = new LeakyBuckets(clock, NAME_FORGIVE_MS);
  const admitAddress = (address: string) => {
    const spent = byAddress.level(address);
    // A whole try must be left: less than one would let an extra try in a moment after the last.
    if (spent > ADDRESS_TRIES - 1) {
      throw new VaultError("TOO_MANY_TRIES", {
        retryAfterSeconds: Math.ceil(((spent - ADDRESS_TRIES + 1) * ADDRESS_REFILL_MS) / 1000),
      });
    }
    byAddress.add(address, 1);
  };
  return {
    admitAddress,
    forgiveAddress(address) {
      byAddress.add(address, -1);
    },
    admit(address, typed) {
      const username = usernameForm(typed);
      admitAddress(address);
      const over = Math.ceil(byName.level(username)) - NAME_FREE_TRIES;
      byName.add(username, 1);
      return over < 0 ? 0 : Math.min(NAME_DELAY_MAX_MS, NAME_DELAY_MS * 2 ** over);
    },
    forgive(address, typed) {
      const username = usernameForm(typed);
      byAddress.add(address, -1);
      byName.add(username, -1);
    },
  };
}

/** For foreign test-suites and benchmarks on loopback only. */
export const NO_TRY_LIMITS: TryLimits = {
  admit: () => 0,
  forgive: () => undefined,
  admitAddress: () => undefined,
  forgiveAddress: () => undefined,
};

/** Each key's level changes by `add` and falls by one every `leakMs`. Holds at most MAX_BUCKETS keys; the oldest go first. */
class LeakyBuckets {
  readonly #clock: Pick<Clock, "elapsed">;
  readonly #leakMs: number;
  readonly #buckets = new Map<string, { level: number; at: number }>();

  constructor(clock: Pick<Clock, "elapsed">, leakMs: number) {
    this.#clock = clock;
    this.#leakMs = leakMs;
  }

  level(key: string): number {
    const bucket = this.#buckets.get(key);
    if (!bucket) return 0;
    return Math.max(0, bucket.level - (this.#clock.elapsed() - bucket.at) / this.#leakMs);
  }

  add(key: string, change: number): void {
    const level = Math.max(0, this.level(key) + change);
    // Deleting first moves the key to the end, so that the map's order is the order of the last failure.
    this.#buckets.delete(key);
    if (level === 0) return;
    this.#buckets.set(key, { level, at: this.#clock.elapsed() });
    if (this.#buckets.size > MAX_BUCKETS) {
      const oldest = this.#buckets.keys().next();
      if (!oldest.done) this.#buckets.delete(oldest.value);
    }
  }
}
