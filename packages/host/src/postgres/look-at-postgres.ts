import { CLOCK_WARN_MS } from "@opp/core/store/nodes";
import { type ClusterFacts, describeCluster } from "@opp/core/store/postgres/nodes/describe-cluster";
import { requireOneCluster } from "@opp/core/store/postgres/server/look-at-server";
import { wayTo } from "@opp/core/store/postgres/server/open-pool";
import type { PostgresConfig } from "../config/config.ts";
import { StartRefusal } from "../errors/start-refusal.ts";
import { isPassing, refusalOf } from "./connect-problem.ts";
import { serverPlaceOf } from "./server-place.ts";

export interface PostgresFindings {
  readonly says: string;
  /** What should be fixed. */
  readonly problems: readonly string[];
}

export interface PostgresLook {
  readonly config: PostgresConfig;
  readonly migrationsFolder: string;
  /** Whether a server is taken that loses saved data in a crash, as a test's does. */
  readonly losesData?: boolean;
}

/**
 * Looks at the database without changing it.
 * @throws StartRefusal with the reason why it can't be reached
 */
export async function lookAtPostgres({
  config,
  migrationsFolder,
  losesData = false,
}: PostgresLook): Promise<PostgresFindings> {
  const server = serverPlaceOf(config);
  const { primary, options } = wayTo(server, "doctor");
  const client = new primary.Client(options);
  client.on("error", () => undefined);
  try {
    await client.connect();
    await requireOneCluster(config.hosts, options);
    return tell(await describeCluster(client, { now: Date.now, losesData, migrationsFolder }));
  } catch (error) {
    if (isPassing(error))
      throw new StartRefusal(["PostgreSQL can't be reached. Check OPP_DB_CONNECT, and whether it runs."]);
    throw refusalOf(error) ?? error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function tell(facts: ClusterFacts | null): PostgresFindings {
  if (!facts) return { says: "the database is empty; the first start creates the tables", problems: [] };
  const { version, accounts, items, nodes, standbys, synchronousStandbys, clockAheadMs } = facts;
  const versions = [...new Set(nodes.map((node) => node.version))].toSorted();
  const problems = [...facts.warnings];
  if (Math.abs(clockAheadMs) > CLOCK_WARN_MS)
    problems.push(
      `this machine's clock differs from the database's by ${Math.round(Math.abs(clockAheadMs) / 1000)} s: set both with NTP`,
    );
  if (standbys > 0 && synchronousStandbys === 0)
    problems.push("no standby is synchronous: a failover can lose what was saved last");
  return {
    says: `PostgreSQL ${version}: accounts: ${accounts}, items: ${items}, standbys: ${standbys} (synchronous: ${synchronousStandbys}), running nodes: ${nodes.length}${versions.length > 0 ? ` (${versions.join(", ")})` : ""}`,
    problems,
  };
}
