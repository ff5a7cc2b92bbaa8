import { type ClientConfig, Pool, TypeOverrides } from "pg";
import type { HostPlace } from "./look-at-server.ts";
import { findPrimary, type Primary } from "./primary.ts";
import { createSockets, type Sockets } from "./sockets.ts";
import { WatchedPool, type WatchPool } from "./watched-pool.ts";

/** Where the database is, as whom, and how it is reached. */
export interface ServerPlace
  extends Pick<ClientConfig, "host" | "port" | "user" | "database" | "password" | "ssl"> {
  /** The servers of a cluster, of which one takes writes; left out: `host` and `port` are the only one. */
  readonly hosts?: readonly HostPlace[];
  /** Whether a connection keeps its state, such as prepared statements; false: a pooler gives each transaction another connection. Left out: true. */
  readonly prepared?: boolean;
}

export interface PoolLimits {
  /** Connections that this node may have open. */
  readonly size: number;
  /** How long a call waits for a free connection before it is refused; left out: 2 seconds. */
  readonly waitMs?: number;
  /** Which node the server's own lists show. */
  readonly node: string;
  /** Left out: no counts. */
  readonly watch?: WatchPool | undefined;
}

/** How a node connects to its server. */
export interface Way {
  /** What every connection has in common. */
  readonly options: ClientConfig;
  readonly primary: Primary;
  readonly sockets: Sockets;
}

const WAIT_MS = 2000;
const CONNECT_MS = 5000;
const STATEMENT_MS = 30_000;
/** Later than the server's own limit: only a server that doesn't answer at all gets there. A migration may take longer, and isn't in a pool. */
const ANSWER_MS = STATEMENT_MS + 10_000;
/** In milliseconds. */
const TRANSACTION_LIMITS = {
  statement_timeout: STATEMENT_MS,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
} as const;
/** The same, to be sent with the statement that begins a transaction. */
const SET_LIMITS = Object.entries(TRANSACTION_LIMITS).map(([name, value]) => `SET LOCAL ${name} = ${value}`);
const INT8 = 20;
const NUMERIC = 1700;

const numbersAreNumbers = new TypeOverrides();
for (const type of [INT8, NUMERIC]) numbersAreNumbers.setTypeParser(type, parseWhole);

/** A pool of connections, opened when they are needed. */
export function openPool(
  server: ServerPlace,
  { size, waitMs = WAIT_MS, node, watch }: PoolLimits,
  { options, primary }: Way = wayTo(server, node),
): Pool {
  const config = {
    ...options,
    Client: primary.Client,
    max: size,
    connectionTimeoutMillis: waitMs,
    query_timeout: ANSWER_MS,
    // What a node did a moment ago it will do again, and a connection costs more than a statement.
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
  };
  const pool = watch ? new WatchedPool(config, watch) : new Pool(config);
  // A connection that is lost fails the statement that runs on it; without listeners, it would end the process.
  pool.on("error", ignore);
  pool.on("connect", (client) => void client.on("error", ignore));
  return pool;
}

/** What has to follow the beginning of each transaction, for a connection that may be another one than before. */
export const afterBegin = ({ prepared = true }: ServerPlace): string =>
  prepared ? "" : ["", ...SET_LIMITS].join("; ");

/** @param node which node the server's own lists show */
export function wayTo({ hosts, prepared = true, ...server }: ServerPlace, node: string): Way {
  const sockets = createSockets();
  const options: ClientConfig = {
    ...server,
    types: numbersAreNumbers,
    application_name: `opp/${node}`,
    // PgBouncer refuses a connection that asks for them; then each transaction does.
    ...(prepared && TRANSACTION_LIMITS),
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    // Linux' own default is two hours.
    keepAliveInitialDelayMillis: 10_000,
    stream: sockets.open,
  };
  const { host = "", port = 5432 } = server;
  return { options, primary: findPrimary(hosts ?? [{ host, port }], options), sockets };
}

const ignore = () => undefined;

/** @throws for what a JavaScript number doesn't hold exactly: nothing here counts that far. */
function parseWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error("The database holds a number beyond 2^53.");
  return value;
}
