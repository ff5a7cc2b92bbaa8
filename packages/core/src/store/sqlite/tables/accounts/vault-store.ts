import { and, eq } from "drizzle-orm";
import type { UserId, VaultId } from "../../../../ids.ts";
import type { VaultStore } from "../../../membership.ts";
import type { MembershipState, VaultKind, VaultRole } from "../../../rows.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { memberships, users, vaults } from "../schema/schema.ts";

export function createVaultStore({ sqlite, db, write }: Connection): VaultStore {
  const find = compile<
    [kind: VaultKind, role: VaultRole, state: MembershipState, keyNumber: number, revision: number]
  >(
    sqlite,
    db
      .select({
        kind: vaults.kind,
        role: memberships.role,
        state: memberships.state,
        keyNumber: vaults.keyNumber,
        revision: vaults.revision,
      })
      .from(memberships)
      .innerJoin(vaults, eq(vaults.id, memberships.vaultId))
      .where(and(eq(memberships.vaultId, bound("vaultId")), eq(memberships.userId, bound("userId")))),
  );
  const isThere = (vaultId: VaultId, userId: UserId) =>
    db.select({ id: vaults.id }).from(vaults).where(eq(vaults.id, vaultId)).get() !== undefined &&
    db.select({ id: users.id }).from(users).where(eq(users.id, userId)).get() !== undefined;

  return {
    async findMembership(vaultId, userId) {
      const row = find.get({ vaultId, userId });
      return row ? { kind: row[0], role: row[1], state: row[2], keyNumber: row[3], revision: row[4] } : null;
    },

    async setMembership(vaultId, userId, { role, state }) {
      return write(() => {
        if (!isThere(vaultId, userId)) return "unknown";
        db.insert(memberships)
          .values({ vaultId, userId, role, state })
          .onConflictDoUpdate({ target: [memberships.vaultId, memberships.userId], set: { role, state } })
          .run();
        return "set";
      });
    },

    async removeMembership(vaultId, userId) {
      const own = and(eq(memberships.vaultId, vaultId), eq(memberships.userId, userId));
      return write(() => db.delete(memberships).where(own).run().changes > 0);
    },
  };
}
