import { type Client, Pool, type PoolClient, type PoolConfig } from "pg";

/** One wait for a connection of the pool. */
export interface ConnectionWait {
  /** It got one. */
  got(): void;
  /** It got none: the server can't be reached or refuses, or all connections are in use. */
  failed(): void;
}

export interface PoolNumbers {
  readonly idle: number;
  readonly used: number;
  /** Calls that wait for a connection. */
  readonly waiting: number;
}

/** Receives the numbers of a new pool. @returns what receives each wait. */
export type WatchPool = (numbers: () => PoolNumbers) => () => ConnectionWait;

type Done = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (error?: unknown) => void,
) => void;

/** A pool that tells how long its callers wait for a connection. */
export class WatchedPool extends Pool {
  readonly #begin: () => ConnectionWait;

  constructor(config: PoolConfig & { Client: typeof Client }, watch: WatchPool) {
    super(config);
    this.#begin = watch(() => ({
      idle: this.idleCount,
      used: this.totalCount - this.idleCount,
      waiting: this.waitingCount,
    }));
  }

  override connect(): Promise<PoolClient>;
  override connect(done: Done): void;
  override connect(done?: Done): Promise<PoolClient> | undefined {
    const wait = this.#begin();
    if (done === undefined) return this.#watch(wait);
    super.connect((error, client, release) => {
      if (error) wait.failed();
      else wait.got();
      done(error, client, release);
    });
    return undefined;
  }

  async #watch(wait: ConnectionWait): Promise<PoolClient> {
    try {
      const client = await super.connect();
      wait.got();
      return client;
    } catch (error) {
      wait.failed();
      throw error;
    }
  }
}
