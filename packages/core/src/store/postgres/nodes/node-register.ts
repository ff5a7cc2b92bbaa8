import { randomBytes } from "node:crypto";
import type { ClientBase, Pool } from "pg";
import type { NodeRow } from "../../nodes.ts";

const SEE_EVERY_MS = 20_000;
/** A node that wasn't seen for so long is gone. */
const GONE_AFTER_MS = 90_000;

export interface NodeRegister {
  readonly id: string;
  /** By how many milliseconds this node's clock is ahead of the database's, when it was last checked. */
  clockAheadMs(): number;
  /** Enters this node again, and compares the clocks. */
  see(): Promise<void>;
  /** Nodes that were seen lately, this one among them, the oldest first. */
  list(): Promise<NodeRow[]>;
  /** Takes this node out of the list. A second time it does nothing. */
  leave(): Promise<void>;
}

const NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/**
 * Enters this node into the list of nodes, and again from time to time until it leaves.
 * @param node `now` in milliseconds since the epoch; `report` receives the error of a check that failed
 */
export async function registerNode(
  pool: Pool,
  node: { readonly version: string; readonly now: () => number; readonly report: (error: unknown) => void },
): Promise<NodeRegister> {
  const id = randomBytes(6).toString("hex");
  let aheadMs = 0;
  const see = async () => {
    const asked = node.now();
    const { rows } = await pool.query<[number]>({
      text: `INSERT INTO nodes (id, version, started_at, seen_at) VALUES ($1, $2, ${NOW}, ${NOW})
             ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at RETURNING seen_at`,
      values: [id, node.version],
      rowMode: "array",
    });
    // Half of the way there and back.
    const here = (asked + node.now()) / 2;
    aheadMs = here - (rows[0]?.[0] ?? here);
    await pool.query(`DELETE FROM nodes WHERE seen_at < ${NOW} - $1::bigint`, [GONE_AFTER_MS]);
  };
  await see();
  const timer = setInterval(() => void see().catch(node.report), SEE_EVERY_MS);
  timer.unref();
  return {
    id,
    clockAheadMs: () => aheadMs,
    see,
    list: () => listNodes(pool),
    async leave() {
      clearInterval(timer);
      await pool.query("DELETE FROM nodes WHERE id = $1", [id]);
    },
  };
}

/** Nodes that were seen lately, the oldest first. */
export async function listNodes(client: Pick<ClientBase, "query">): Promise<NodeRow[]> {
  const { rows } = await client.query<[string, string, number, number]>({
    text: `SELECT id, version, started_at, seen_at FROM nodes WHERE seen_at >= ${NOW} - $1::bigint ORDER BY started_at, id`,
    values: [GONE_AFTER_MS],
    rowMode: "array",
  });
  return rows.map(([nodeId, version, startedAt, seenAt]) => ({ id: nodeId, version, startedAt, seenAt }));
}
