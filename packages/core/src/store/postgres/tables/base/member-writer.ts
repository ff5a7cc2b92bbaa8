import { and, eq, sql } from "drizzle-orm";
import type { VaultScope } from "../../../../ids.ts";
import { findRefusal, type Refusal } from "../../../membership.ts";
import type { MembershipState, VaultRole } from "../../../rows.ts";
import { memberships, vaults } from "../schema/schema.ts";
import type { Connection, Transaction } from "./connection.ts";
import { bound, build, compile } from "./statements.ts";

export type MemberWriter = <T>(
  scope: VaultScope,
  role: VaultRole,
  work: (tx: Transaction) => Promise<T>,
) => Promise<T | Refusal>;

/**
 * One transaction of a member's that asks for at least this role: a member removed a moment ago writes nothing. It holds the vault's
 * row, so all others who write into the vault wait. What changes anything raises the vault's revision.
 */
export function memberWriter(connection: Connection): MemberWriter {
  const writeAs = quietMemberWriter(connection);
  return (scope, role, work) =>
    writeAs(scope, role, async (tx) => {
      const before = tx.changes();
      const result = await work(tx);
      if (tx.changes() > before) await raiseRevision(tx, scope);
      return result;
    });
}

/** The same for what shows no reader anything new. */
export function quietMemberWriter({ write }: Connection): MemberWriter {
  return (scope, role, work) =>
    write(async (tx) => {
      const { vaultId, userId } = scope;
      // Two rows locked in one statement are both the latest; a row that is only read would be as of when the wait began.
      const row = await tx.one(lockMembership, { vaultId, userId });
      const membership = row ? { role: row[0], state: row[1] } : null;
      return findRefusal(membership, role) ?? (await work(tx));
    });
}

const lockMembership = compile<[role: VaultRole, state: MembershipState]>(
  sql`${build
    .select({ role: memberships.role, state: memberships.state })
    .from(vaults)
    .innerJoin(memberships, eq(memberships.vaultId, vaults.id))
    .where(
      and(eq(vaults.id, bound("vaultId")), eq(memberships.userId, bound("userId"))),
    )} FOR NO KEY UPDATE OF ${vaults}, ${memberships}`,
);

const raise = compile<[revision: number]>(
  build
    .update(vaults)
    .set({ revision: sql`${vaults.revision} + 1` })
    .where(eq(vaults.id, bound("vaultId")))
    .returning({ revision: vaults.revision }),
);

async function raiseRevision(tx: Transaction, { vaultId, by }: VaultScope): Promise<void> {
  const [revision] = (await tx.one(raise, { vaultId })) ?? [];
  if (revision !== undefined) tx.note({ kind: "vault", vaultId, revision, by });
}
