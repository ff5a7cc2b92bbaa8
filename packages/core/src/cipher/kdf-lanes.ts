import { VaultError } from "../errors.ts";
import type { KdfParameters } from "./kdf-parameters.ts";

/** One Argon2id run (RFC 9106, version 0x13) off the event loop. @returns 32 bytes. */
export type Argon2id = (
  message: Uint8Array,
  salt: Uint8Array,
  parameters: KdfParameters,
) => Promise<Uint8Array>;

/**
 * "log-in": runs that anyone can ask for. "proven": runs for whoever holds a good token. Kept apart, so that a flood of logins
 * can't starve owners; together narrower than the thread pool.
 */
export type KdfLane = "log-in" | "proven";

export interface KdfLanes {
  /** @throws VaultError BUSY when the lane's queue is full. */
  derive(
    lane: KdfLane,
    message: Uint8Array,
    salt: Uint8Array,
    parameters: KdfParameters,
  ): Promise<Uint8Array>;
  /**
   * Other slow work in the lane, for who had a run in it: waits for its turn, and is never refused. Its "busy" would tell that
   * the first run didn't fit.
   */
  runOn<T>(lane: KdfLane, work: () => Promise<T>): Promise<T>;
}

interface LaneLimits {
  readonly width: number;
  readonly queue: number;
}

const DEFAULT_LIMITS: Record<KdfLane, LaneLimits> = {
  // Two, since a log-in's password and passphrase run side by side.
  "log-in": { width: 2, queue: 16 },
  proven: { width: 1, queue: 16 },
};

const RETRY_AFTER_SECONDS = 2;

export function createKdfLanes(
  argon2id: Argon2id,
  limits: Record<KdfLane, LaneLimits> = DEFAULT_LIMITS,
): KdfLanes {
  const lanes = { "log-in": new Lane(limits["log-in"]), proven: new Lane(limits.proven) };
  return {
    derive: (lane, message, salt, parameters) => lanes[lane].run(() => argon2id(message, salt, parameters)),
    runOn: (lane, work) => lanes[lane].run(work, { mayBeRefused: false }),
  };
}

class Lane {
  readonly #limits: LaneLimits;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  async run<T>(work: () => Promise<T>, { mayBeRefused } = { mayBeRefused: true }): Promise<T> {
    if (this.#running < this.#limits.width) {
      this.#running += 1;
    } else {
      // Those that can't be refused count, too, and each had a place before: so there are never many.
      if (mayBeRefused && this.#waiting.length >= this.#limits.queue)
        throw new VaultError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS });
      // The one that leaves hands its place over, so #running stays as it is.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
