import { type Client, type ClientConfig, Pool, TypeOverrides } from "pg";
import { type HostPlace, primaryClient } from "./primary-client.ts";

/** Where the database is, as whom, and how it is reached. */
export interface ServerPlace
  extends Pick<ClientConfig, "host" | "port" | "user" | "database" | "password" | "ssl"> {
  /** The servers of a cluster, of which one takes writes; left out: `host` and `port` are the only one. */
  readonly hosts?: readonly HostPlace[];
}

export interface PoolLimits {
  /** Connections that this node may have open. */
  readonly size: number;
  /** How long a call waits for a free connection before it is refused; left out: 2 seconds. */
  readonly waitMs?: number;
  /** Which node the server's own lists show. */
  readonly node: string;
}

const WAIT_MS = 2000;
const INT8 = 20;
const NUMERIC = 1700;

const numbersAreNumbers = new TypeOverrides();
for (const type of [INT8, NUMERIC]) numbersAreNumbers.setTypeParser(type, parseWhole);

/** A pool of connections, opened when they are needed. */
export function openPool(server: ServerPlace, { size, waitMs = WAIT_MS, node }: PoolLimits): Pool {
  const pool = new Pool({
    ...connectionOptions(server, node),
    Client: clientOf(server),
    max: size,
    connectionTimeoutMillis: waitMs,
    // What a node did a moment ago it will do again, and a connection costs more than a statement.
    idleTimeoutMillis: 60_000,
    allowExitOnIdle: true,
  });
  // A connection that is lost fails the statement that runs on it; without listeners, it would end the process.
  pool.on("error", ignore);
  pool.on("connect", (client) => void client.on("error", ignore));
  return pool;
}

/** What connects to the place; each of these looks for the cluster's server again. */
export const clientOf = ({ hosts, host = "", port = 5432 }: ServerPlace): typeof Client =>
  primaryClient(hosts ?? [{ host, port }]);

/** What every connection of a node has in common. */
export const connectionOptions = ({ hosts: _, ...server }: ServerPlace, node: string): ClientConfig => ({
  ...server,
  types: numbersAreNumbers,
  application_name: `opp/${node}`,
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
});

const ignore = () => undefined;

/** @throws for what a JavaScript number doesn't hold exactly: nothing here counts that far. */
function parseWhole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error("The database holds a number beyond 2^53.");
  return value;
}
