import { and, eq } from "drizzle-orm";
import type { VaultStore } from "../../../membership.ts";
import type { MembershipState, VaultKind, VaultRole } from "../../../rows.ts";
import type { Connection } from "../base/connection.ts";
import { keepUser, lockVault } from "../base/locks.ts";
import { bound, build, compile } from "../base/statements.ts";
import { memberships, vaults } from "../schema/schema.ts";

const find = compile<
  [kind: VaultKind, role: VaultRole, state: MembershipState, keyNumber: number, revision: number]
>(
  build
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

export function createVaultStore({ one, write }: Connection): VaultStore {
  return {
    async findMembership(vaultId, userId) {
      const row = await one(find, { vaultId, userId });
      return row ? { kind: row[0], role: row[1], state: row[2], keyNumber: row[3], revision: row[4] } : null;
    },

    async setMembership(vaultId, userId, { role, state }) {
      return write(async (tx) => {
        if (!(await keepUser(tx, userId)) || !(await lockVault(tx, vaultId))) return "unknown";
        await tx.run(
          build
            .insert(memberships)
            .values({ vaultId, userId, role, state })
            .onConflictDoUpdate({
              target: [memberships.vaultId, memberships.userId],
              set: { role, state },
            }),
        );
        return "set";
      });
    },

    async removeMembership(vaultId, userId) {
      const own = and(eq(memberships.vaultId, vaultId), eq(memberships.userId, userId));
      return write(async (tx) => {
        await lockVault(tx, vaultId);
        return (await tx.run(build.delete(memberships).where(own))) > 0;
      });
    },
  };
}
