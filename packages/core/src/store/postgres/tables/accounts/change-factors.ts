import { and, eq, isNull } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import type { FactorChange } from "../../../second-factor-store.ts";
import type { Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { build } from "../base/statements.ts";
import { users } from "../schema/schema.ts";
import { endSessions } from "./end-sessions.ts";

/**
 * One change of an account's factors, in a transaction of the caller's, which holds the account's row: what `work` writes, if it answers
 * true, with the new revision, the end of sessions, and the event.
 */
export async function changeFactors(
  tx: Transaction,
  userId: UserId,
  {
    factorRev,
    keep,
    now,
    event,
    work,
    set = {},
  }: FactorChange & {
    readonly event: AuditKind;
    readonly work: () => Promise<boolean>;
    readonly set?: { readonly secondFactor?: boolean } | undefined;
  },
): Promise<boolean> {
  const same = and(eq(users.id, userId), isNull(users.deletedAt), eq(users.factorRev, factorRev));
  const [found] = await tx.db.select({ id: users.id }).from(users).where(same);
  if (found === undefined || !(await work())) return false;
  await tx.run(
    build
      .update(users)
      .set({ ...set, factorRev: factorRev + 1, updatedAt: now })
      .where(same),
  );
  await endSessions(tx, userId, keep);
  await appendEvent(tx, userId, { kind: event, at: now });
  return true;
}
