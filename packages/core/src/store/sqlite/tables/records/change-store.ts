import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { ACCOUNT_CHANGES } from "../../../../schemas/account.ts";
import type { ChangeStore } from "../../../change-store.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { auditEvents, memberships, vaults } from "../schema/schema.ts";

export function createChangeStore(connection: Connection): Pick<ChangeStore, "read"> {
  const { sqlite, db, snapshot } = connection;
  const ofVaults = compile<[id: VaultId, revision: number]>(
    sqlite,
    db
      .select({ id: vaults.id, revision: vaults.revision })
      .from(memberships)
      .innerJoin(vaults, eq(vaults.id, memberships.vaultId))
      .where(and(eq(memberships.userId, bound("userId")), eq(memberships.state, "member")))
      .orderBy(asc(vaults.id)),
  );
  const ofAccount = compile<[id: number]>(
    sqlite,
    db
      .select({ id: auditEvents.id })
      .from(auditEvents)
      .where(and(eq(auditEvents.userId, bound("userId")), inArray(auditEvents.kind, [...ACCOUNT_CHANGES])))
      .orderBy(desc(auditEvents.id))
      .limit(1),
  );
  return {
    async read(userId) {
      return snapshot(() => ({
        account: ofAccount.get({ userId })?.[0] ?? 0,
        vaults: ofVaults.all({ userId }).map(([vaultId, revision]) => ({ vaultId, revision })),
      }));
    },
  };
}
