import type { Pool } from "pg";
import type { NodeWork, OnOneNode } from "../../nodes.ts";

/** "opp" in ASCII, and one for each piece of work; 1 is the migrations'. */
const LOCKS: Readonly<Record<NodeWork, number>> = { sweep: 0x6f7070_02 };

/**
 * Lets the node that gets the lock of a piece of work do it. A node that dies loses its connection, and with it the lock. The lock is one of
 * a transaction, since a pooler may give the session to another node.
 */
export const onOneNode =
  (pool: Pool): OnOneNode =>
  async (work, run) => {
    const client = await pool.connect();
    let lost: Error | undefined;
    try {
      await client.query("BEGIN");
      // The work takes as long as it takes, on other connections.
      await client.query("SET LOCAL idle_in_transaction_session_timeout = 0");
      const { rows } = await client.query<[boolean]>({
        text: "SELECT pg_try_advisory_xact_lock($1)",
        values: [LOCKS[work]],
        rowMode: "array",
      });
      const isOurs = rows[0]?.[0] ?? false;
      if (isOurs) await run();
      return isOurs;
    } finally {
      await client.query("ROLLBACK").catch((error: unknown) => {
        lost = error instanceof Error ? error : new Error("The connection can't be used any more.");
      });
      client.release(lost);
    }
  };
