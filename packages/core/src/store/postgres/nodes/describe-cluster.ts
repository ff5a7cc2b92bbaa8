import type { ClientBase } from "pg";
import type { NodeRow } from "../../nodes.ts";
import { ChangedSchemaError, findChanges } from "../inspection/find-changes.ts";
import { isUpToDate } from "../migrations/migrate.ts";
import { checkServer } from "../server/check-server.ts";
import { listNodes } from "./node-register.ts";

export interface ClusterFacts {
  /** As PostgreSQL writes it. */
  readonly version: string;
  readonly accounts: number;
  readonly items: number;
  /** Standbys that have what was acknowledged. */
  readonly synchronousStandbys: number;
  readonly standbys: number;
  readonly nodes: readonly NodeRow[];
  readonly clockAheadMs: number;
  readonly warnings: readonly string[];
}

const FACTS = `
  SELECT current_setting('server_version'), (SELECT count(*) FROM users)::int, (SELECT count(*) FROM items)::int,
    (SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum'))::int,
    (SELECT count(*) FROM pg_stat_replication)::int, (extract(epoch FROM clock_timestamp()) * 1000)::float8`;

interface Look {
  readonly now: () => number;
  readonly losesData: boolean;
  readonly migrationsFolder: string;
}

/**
 * What an administrator should know of the database and of the nodes that use it; null: it has no tables yet. Changes nothing.
 * @throws UnfitServerError, ForeignTablesError, NewerPostgresSchemaError, ChangedSchemaError
 */
export async function describeCluster(
  client: ClientBase,
  { now, losesData, migrationsFolder }: Look,
): Promise<ClusterFacts | null> {
  const warnings = await checkServer(client, { losesData });
  const isEmpty = await client.query<[boolean]>({
    text: "SELECT to_regclass('nodes') IS NULL",
    rowMode: "array",
  });
  if (isEmpty.rows[0]?.[0]) return null;
  const changes = (await isUpToDate(client, migrationsFolder)) ? await findChanges(client) : [];
  if (changes.length > 0) throw new ChangedSchemaError(changes);
  const asked = now();
  const { rows } = await client.query<[string, number, number, number, number, number]>({
    text: FACTS,
    rowMode: "array",
  });
  const [facts] = rows;
  if (!facts) throw new Error("The server answers no facts.");
  const [version, accounts, items, synchronousStandbys, standbys, clock] = facts;
  return {
    version,
    accounts,
    items,
    synchronousStandbys,
    standbys,
    nodes: await listNodes(client),
    clockAheadMs: (asked + now()) / 2 - clock,
    warnings,
  };
}
