import { VaultError } from "./errors.ts";
import { type StopSignal, WorkStopped } from "./work-stopped.ts";

export interface LaneLimits {
  /** Runs side by side. */
  readonly width: number;
  /** Runs that wait, of all owners together. */
  readonly queue: number;
  /** Runs side by side of one owner; left out: as many as the lane is wide. */
  readonly eachWidth?: number;
  /** Runs of one owner that wait; left out: as many as may wait at all. */
  readonly eachQueue?: number;
}

export interface RunOptions {
  /** false: for a caller that had a place before, so there are never many of them. */
  readonly mayBeRefused?: boolean;
  /** Aborted when the result isn't wanted any more: a run that waits gives up its place. */
  readonly signal?: StopSignal | null;
}

const RETRY_AFTER_SECONDS = 2;

interface WaitingRun<Owner> {
  readonly owner: Owner | null;
  readonly start: () => void;
}

/**
 * A queue in which no owner can hold up the others: they take turns, however many runs each of them asks for. The limits of one owner don't
 * apply to runs without an owner (null).
 */
export class FairLane<Owner> {
  readonly #limits: LaneLimits;
  /** In the order they came. */
  readonly #waiting: WaitingRun<Owner>[] = [];
  /** How many runs of each owner are under way, and which of all runs began last. */
  readonly #owners = new Map<Owner | null, { running: number; lastBegan: number }>();
  #running = 0;
  #began = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  /** @throws VaultError BUSY when no place in the queue is left, or none for this owner; WorkStopped. */
  async run<T>(
    owner: Owner | null,
    work: () => Promise<T>,
    { mayBeRefused = true, signal = null }: RunOptions = {},
  ): Promise<T> {
    if (signal?.aborted) throw new WorkStopped();
    if (this.#running < this.#limits.width && this.#mayBegin(owner)) this.#begin(owner);
    else {
      if (mayBeRefused && this.#isFull(owner))
        throw new VaultError("BUSY", { retryAfterSeconds: RETRY_AFTER_SECONDS });
      // The run that ends begins the next one, so that no other run takes its place.
      await this.#waitForTurn(owner, signal);
    }
    try {
      return await work();
    } finally {
      this.#end(owner);
    }
  }

  /** How many runs wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  #waitForTurn(owner: Owner | null, signal: StopSignal | null): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new WorkStopped());
      };
      const start = () => {
        signal?.removeEventListener("abort", stop);
        resolve();
      };
      const waiting = { owner, start };
      this.#waiting.push(waiting);
      signal?.addEventListener("abort", stop);
    });
  }

  #mayBegin(owner: Owner | null): boolean {
    const { width, eachWidth = width } = this.#limits;
    return owner === null || (this.#owners.get(owner)?.running ?? 0) < eachWidth;
  }

  #isFull(owner: Owner | null): boolean {
    const { queue, eachQueue = queue } = this.#limits;
    if (this.#waiting.length >= queue) return true;
    return owner !== null && this.#waiting.filter((run) => run.owner === owner).length >= eachQueue;
  }

  #begin(owner: Owner | null): void {
    this.#running += 1;
    this.#began += 1;
    const running = (this.#owners.get(owner)?.running ?? 0) + 1;
    this.#owners.set(owner, { running, lastBegan: this.#began });
  }

  #end(owner: Owner | null): void {
    this.#running -= 1;
    const ended = this.#owners.get(owner);
    if (ended) ended.running -= 1;
    const next = this.#next();
    // Owners who neither run nor wait are forgotten.
    if (ended?.running === 0 && next?.owner !== owner && !this.#waiting.some((run) => run.owner === owner))
      this.#owners.delete(owner);
    if (!next) return;
    this.#begin(next.owner);
    next.start();
  }

  /** Takes out the first run of the owner whose last turn is longest ago. */
  #next(): WaitingRun<Owner> | undefined {
    let best = -1;
    let bestBegan = Number.POSITIVE_INFINITY;
    for (const [index, { owner }] of this.#waiting.entries()) {
      const lastBegan = this.#owners.get(owner)?.lastBegan ?? -1;
      if (lastBegan >= bestBegan || !this.#mayBegin(owner)) continue;
      best = index;
      bestBegan = lastBegan;
    }
    return best < 0 ? undefined : this.#waiting.splice(best, 1)[0];
  }
}
