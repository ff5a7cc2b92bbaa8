import { timingSafeEqual } from "node:crypto";
import type { Pool } from "pg";

/** Another node, or this one before, works with another server secret. */
export class OtherServerSecretError extends Error {
  constructor() {
    super(
      "This node's server secret differs from the one that the database is used with. Copy the file of the other nodes (secret_key_file) to this one.",
    );
    this.name = "OtherServerSecretError";
  }
}

/**
 * Makes sure that every node of a database has the same server secret: the first one to start leaves a check value.
 * @param check derived from the secret; tells nothing of it
 * @throws OtherServerSecretError
 */
export async function requireSameSecret(pool: Pool, check: Uint8Array): Promise<void> {
  await pool.query(
    "INSERT INTO server_facts (name, value) VALUES ('secret-check', $1) ON CONFLICT (name) DO NOTHING",
    [Buffer.from(check)],
  );
  const { rows } = await pool.query<[Buffer]>({
    text: "SELECT value FROM server_facts WHERE name = 'secret-check'",
    rowMode: "array",
  });
  const kept = rows[0]?.[0];
  if (!kept || kept.length !== check.length || !timingSafeEqual(kept, check))
    throw new OtherServerSecretError();
}
