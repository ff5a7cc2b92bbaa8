import { and, eq } from "drizzle-orm";
import type { VaultScope } from "../../../ids.ts";
import { findRefusal, type Refusal } from "../../membership.ts";
import type { MembershipState, VaultRole } from "../../rows.ts";
import type { WriteKind } from "../faults/write-on-full-disk.ts";
import { bound, type Connection, compile } from "./connection.ts";
import { memberships } from "./schema.ts";

export type MemberWriter = <T>(
  scope: VaultScope,
  role: VaultRole,
  work: () => T,
  kind?: WriteKind,
) => T | Refusal;

/** One transaction of a member's that asks for at least this role: whoever was removed a moment ago writes nothing. */
export function memberWriter(connection: Connection): MemberWriter {
  const find = membershipFinder(connection);
  return (scope, role, work, kind) => connection.write(() => findRefusal(find(scope), role) ?? work(), kind);
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
