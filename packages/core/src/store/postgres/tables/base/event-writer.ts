import { and, desc, eq, inArray, lte, type SQL } from "drizzle-orm";
import { personalVaultOf, type UserId } from "../../../../ids.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import { FAILURES, KEPT_EVENTS, KEPT_FAILURES } from "../../../rows/kept-events.ts";
import { auditEvents } from "../schema/schema.ts";
import type { Transaction } from "./connection.ts";
import { keepUser } from "./locks.ts";
import { reserveIn } from "./reserve-ids.ts";
import { bound, build, compile } from "./statements.ts";

const { id, kind: kindOf, userId: owner } = auditEvents;
const isOwn = eq(owner, bound("userId"));
const insert = compile(
  build
    .insert(auditEvents)
    .values({ id: bound("id"), userId: bound("userId"), kind: bound("kind"), at: bound("at") }),
);
const dropOldest = (keep: number, ofKind?: SQL) => {
  const latestToGo = build
    .select({ id })
    .from(auditEvents)
    .where(and(isOwn, ofKind))
    .orderBy(desc(id))
    .limit(1)
    .offset(keep);
  return compile(build.delete(auditEvents).where(and(isOwn, ofKind, lte(id, latestToGo))));
};
const dropOldestFailures = dropOldest(KEPT_FAILURES, inArray(kindOf, [...FAILURES]));
const dropOldestOfAll = dropOldest(KEPT_EVENTS);

/** Writes an event of an account in the transaction of the change it records, and drops the oldest. */
export async function appendEvent(
  tx: Transaction,
  userId: UserId,
  { kind, at }: { readonly kind: AuditKind; readonly at: number },
): Promise<void> {
  // Before the range of ids: others that hold the account's row wait for that range.
  await keepUser(tx, userId);
  await tx.run(insert, {
    id: await reserveIn(tx, personalVaultOf(userId), { kind: "audit_events", count: 1 }),
    userId,
    kind,
    at,
  });
  if (FAILURES.includes(kind)) await tx.run(dropOldestFailures, { userId });
  await tx.run(dropOldestOfAll, { userId });
  tx.note({ kind: "account", userId });
}
