import { setTimeout as sleep } from "node:timers/promises";
import { hashTried, secretCheck } from "@opp/core/cipher/node-hash";
import type { ServerKeys } from "@opp/core/cipher/server-secret";
import type { StorageReport } from "@opp/core/store/faults/storage-report";
import { NoPrimaryError } from "@opp/core/store/postgres/faults/cluster-errors";
import { type JoinedNodes, joinNodes } from "@opp/core/store/postgres/nodes/join-nodes";
import { OtherServerSecretError } from "@opp/core/store/postgres/nodes/same-secret";
import { openPostgresStore, type PostgresStore } from "@opp/core/store/postgres/open-store";
import type { WatchPool } from "@opp/core/store/postgres/server/watched-pool";
import type { PostgresConfig } from "../config/config.ts";
import { StartRefusal } from "../errors/start-refusal.ts";
import { isPassing, refusalOf } from "./connect-problem.ts";
import { serverPlaceOf } from "./server-place.ts";

export interface PostgresPlace {
  readonly config: PostgresConfig;
  readonly migrationsFolder: string;
  readonly version: string;
  /** Whether a server is taken that loses what it said was saved, as a test's may. */
  readonly losesData?: boolean;
  /** Receives, once in a while, the reason why the database can't be opened yet. Left out: nothing waits for it. */
  readonly waiting?: (why: string) => void;
  readonly reportFault: (error: unknown) => void;
  /** Receives what is wrong with the server; left out: no report. */
  readonly reportStorage?: ((said: StorageReport) => void) | undefined;
  /** Left out: no counts of the connections. */
  readonly watchPool?: WatchPool | undefined;
  /** For the log. */
  readonly warn?: (warning: string) => void;
}

export interface OpenedPostgres {
  readonly store: PostgresStore;
  readonly nodes: JoinedNodes;
}

const RETRY_MS = 2000;

/**
 * Opens the store in PostgreSQL, as one node of its server.
 * @throws StartRefusal with the reason, without a password and without an address
 */
export async function openPostgres(place: PostgresPlace, keys: ServerKeys): Promise<OpenedPostgres> {
  const store = await openWhenThere(place);
  try {
    for (const warning of store.warnings) place.warn?.(warning);
    const nodes = await joinNodes(store.pool, {
      version: place.version,
      now: Date.now,
      secretCheck: secretCheck(keys.nodesKey),
      hashTried: (text) => hashTried(keys.nodesKey, text),
      explain: store.explain,
      // What it can't ask for now, it asks for again.
      report: (error) => {
        if (!isPassing(error)) place.reportFault(error);
      },
    });
    return { store, nodes };
  } catch (error) {
    await store.close();
    throw error instanceof OtherServerSecretError ? new StartRefusal([error.message]) : error;
  }
}

async function openWhenThere(place: PostgresPlace): Promise<PostgresStore> {
  const server = serverPlaceOf(place.config);
  for (;;) {
    try {
      return await openPostgresStore({
        server,
        migrationsFolder: place.migrationsFolder,
        poolSize: place.config.poolSize,
        watchPool: place.watchPool,
        ...(place.reportStorage && { report: place.reportStorage }),
        ...(place.losesData !== undefined && { losesData: place.losesData }),
      });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) throw refusal;
      if (!isPassing(error)) throw error;
      const why =
        error instanceof NoPrimaryError ? error.message : "PostgreSQL can't be reached, or is starting.";
      if (!place.waiting)
        throw new StartRefusal([`${why} Check OPP_DB_CONNECT, and whether the server runs.`], "unreachable");
      place.waiting(why);
      await sleep(RETRY_MS);
    }
  }
}
