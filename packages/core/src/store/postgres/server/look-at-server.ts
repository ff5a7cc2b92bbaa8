import { Client, type ClientConfig } from "pg";
import { OtherClusterError } from "../faults/cluster-errors.ts";
import { sqlStateOf } from "../faults/pg-errors.ts";

/** Where one of the servers of a cluster listens. A host that begins with a slash is the folder of a socket. */
export interface HostPlace {
  readonly host: string;
  readonly port: number;
}

export interface Look {
  /**
   * In which timeline the server writes; null: it only reads. Each failover begins a new one, so that a server which was the primary, and
   * doesn't know yet that another one took over, has a lower number.
   */
  readonly timeline: number | null;
  /** The number that initdb gave the cluster, which its standbys share; null: it may not be asked for. */
  readonly cluster: string | null;
}

const ANSWER_MS = 2000;
/** A start has more time than a failover. */
const FIRST_ANSWER_MS = 5000;
const NO_RIGHT = "42501";

/** `pg_walfile_name` begins with the timeline in hexadecimal, and fails on a server that follows another. */
const TIMELINE = `
  CASE WHEN current_setting('transaction_read_only') = 'on' THEN NULL
    ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END`;

/** Over an open connection. */
export async function timelineOf(client: Client): Promise<number | null> {
  const { rows } = await client.query<[number | null]>({ text: `SELECT ${TIMELINE}`, rowMode: "array" });
  return rows[0]?.[0] ?? null;
}

/** Over a separate connection. */
export async function lookAt(
  place: HostPlace,
  { stream: _, ...options }: ClientConfig,
  answerMs = ANSWER_MS,
): Promise<Look> {
  const limits = { connectionTimeoutMillis: answerMs, query_timeout: answerMs };
  const client = new Client({ ...options, ...place, ...limits });
  client.on("error", () => undefined);
  const ask = async (cluster: string): Promise<Look> => {
    const { rows } = await client.query<[number | null, string | null]>({
      text: `SELECT ${TIMELINE}, ${cluster}`,
      rowMode: "array",
    });
    const [timeline, number] = rows[0] ?? [null, null];
    return { timeline, cluster: number };
  };
  try {
    await client.connect();
    return await ask("(SELECT system_identifier::text FROM pg_control_system())");
  } catch (error) {
    if (sqlStateOf(error) === NO_RIGHT) return await ask("NULL");
    throw error;
  } finally {
    // A server that doesn't answer doesn't say goodbye either.
    void client.end().catch(() => undefined);
  }
}

/**
 * Compares all servers of the list that answer, since one that is only asked after a failover says too late that it has other data.
 * @throws OtherClusterError
 */
export async function requireOneCluster(hosts: readonly HostPlace[], options: ClientConfig): Promise<void> {
  if (hosts.length < 2) return;
  const answers = await Promise.all(
    hosts.map(async (place) => {
      const look = await lookAt(place, options, FIRST_ANSWER_MS).catch(() => null);
      return look?.cluster ?? null;
    }),
  );
  const [first = null, ...others] = answers.filter((answer) => answer !== null);
  if (others.some((other) => isOther(other, first))) throw new OtherClusterError();
}

export const isOther = (found: string | null, expected: string | null): boolean =>
  found !== null && expected !== null && found !== expected;
