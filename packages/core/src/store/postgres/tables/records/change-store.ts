import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { ACCOUNT_CHANGES } from "../../../../schemas/account.ts";
import type { ChangeStore } from "../../../change-store.ts";
import type { Connection } from "../base/connection.ts";
import { bound, build, compile } from "../base/statements.ts";
import { auditEvents, memberships, vaults } from "../schema/schema.ts";

const ofVaults = compile<[id: VaultId, revision: number]>(
  build
    .select({ id: vaults.id, revision: vaults.revision })
    .from(memberships)
    .innerJoin(vaults, eq(vaults.id, memberships.vaultId))
    .where(and(eq(memberships.userId, bound("userId")), eq(memberships.state, "member")))
    .orderBy(asc(vaults.id)),
);
const ofAccount = compile<[id: number]>(
  build
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(and(eq(auditEvents.userId, bound("userId")), inArray(auditEvents.kind, [...ACCOUNT_CHANGES])))
    .orderBy(desc(auditEvents.id))
    .limit(1),
);

export function createChangeStore({ read }: Connection): Pick<ChangeStore, "read"> {
  return {
    async read(userId) {
      return read(async ({ one, all }) => ({
        account: (await one(ofAccount, { userId }))?.[0] ?? 0,
        vaults: (await all(ofVaults, { userId })).map(([vaultId, revision]) => ({ vaultId, revision })),
      }));
    },
  };
}
