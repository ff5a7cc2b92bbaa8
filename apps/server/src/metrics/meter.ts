import type { CountedCall } from "@opp/api/context";
import type { WatchRun } from "@opp/core/cipher/kdf-lanes";
import type { StorageCause } from "@opp/core/errors";
import type { WatchPool } from "@opp/core/store/postgres/server/watched-pool";

/** An answered HTTP request, or one that its client gave up (status: null). */
export interface AnsweredRequest {
  readonly method: string;
  /** The registered pattern, never the path of the request; null: no route. */
  readonly route: string | null;
  readonly status: number | null;
  readonly seconds: number;
}

/** Counts what a server does. It learns neither names nor ids, so it can't tell them to anyone. */
export interface Meter {
  countCall(call: CountedCall): void;
  countRequest(request: AnsweredRequest): void;
  countStorageFailure(cause: StorageCause): void;
  readonly watchKdf: WatchRun;
  /** Connections to PostgreSQL. */
  readonly watchPool: WatchPool;
  /** @param count how many pages hold a stream of events open */
  watchStreams(count: () => number): void;
}
