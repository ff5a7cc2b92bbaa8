import { and, eq, sql } from "drizzle-orm";
import type { VaultScope } from "../../../../ids.ts";
import { findRefusal, type Refusal } from "../../../membership.ts";
import type { MembershipState, VaultRole } from "../../../rows.ts";
import type { WriteKind } from "../../faults/write-on-full-disk.ts";
import { memberships, vaults } from "../schema/schema.ts";
import { bound, type Connection, compile } from "./connection.ts";

export type MemberWriter = <T>(
  scope: VaultScope,
  role: VaultRole,
  work: () => T,
  kind?: WriteKind,
) => T | Refusal;

/**
 * One transaction of a member's that asks for at least this role: a member removed a moment ago writes nothing. What changes
 * anything raises the vault's revision.
 */
export function memberWriter(connection: Connection): MemberWriter {
  const writeAs = quietMemberWriter(connection);
  const raise = raiser(connection);
  return (scope, role, work, kind) =>
    writeAs(scope, role, kind === "note" ? work : () => raise(scope, work), kind);
}

/** The same for what shows no reader anything new. */
export function quietMemberWriter(connection: Connection): MemberWriter {
  const find = membershipFinder(connection);
  return (scope, role, work, kind) => connection.write(() => findRefusal(find(scope), role) ?? work(), kind);
}

function raiser({ sqlite, db, note }: Connection) {
  const countChanges = sqlite.prepare<[], number>("SELECT total_changes()").pluck();
  const raise = compile<[revision: number]>(
    sqlite,
    db
      .update(vaults)
      .set({ revision: sql`${vaults.revision} + 1` })
      .where(eq(vaults.id, bound("vaultId")))
      .returning({ revision: vaults.revision }),
  );
  return <T>({ vaultId, by }: VaultScope, work: () => T): T => {
    const before = countChanges.get();
    const result = work();
    if (countChanges.get() === before) return result;
    const [revision] = raise.get({ vaultId }) ?? [];
    if (revision !== undefined) note({ kind: "vault", vaultId, revision, by });
    return result;
  };
}

/** One look-up by the primary key. */
function membershipFinder({ sqlite, db }: Connection) {
  const find = compile<[role: VaultRole, state: MembershipState]>(
    sqlite,
    db
      .select({ role: memberships.role, state: memberships.state })
      .from(memberships)
      .where(and(eq(memberships.vaultId, bound("vaultId")), eq(memberships.userId, bound("userId")))),
  );
  return ({ vaultId, userId }: VaultScope) => {
    const row = find.get({ vaultId, userId });
    return row ? { role: row[0], state: row[1] } : null;
  };
}
