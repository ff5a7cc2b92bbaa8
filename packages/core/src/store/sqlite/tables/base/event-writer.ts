import { and, desc, eq, inArray, lte, type SQL } from "drizzle-orm";
import { personalVaultOf, type UserId } from "../../../../ids.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import { FAILURES, KEPT_EVENTS, KEPT_FAILURES } from "../../../rows/kept-events.ts";
import { auditEvents } from "../schema/schema.ts";
import { bound, type Connection, compile } from "./connection.ts";

/** Returns a function that writes an event of an account in the transaction of the change it records, and drops the oldest. */
export function eventWriter({
  sqlite,
  db,
  reserveIn,
  note,
}: Connection): (userId: UserId, kind: AuditKind, at: number) => void {
  const { id, kind: kindOf, userId: owner } = auditEvents;
  const isOwn = eq(owner, bound("userId"));
  const insert = compile(
    sqlite,
    db
      .insert(auditEvents)
      .values({ id: bound("id"), userId: bound("userId"), kind: bound("kind"), at: bound("at") }),
  );
  const dropOldest = (keep: number, ofKind?: SQL) => {
    const latestToGo = db
      .select({ id })
      .from(auditEvents)
      .where(and(isOwn, ofKind))
      .orderBy(desc(id))
      .limit(1)
      .offset(keep);
    return compile(sqlite, db.delete(auditEvents).where(and(isOwn, ofKind, lte(id, latestToGo))));
  };
  const dropOldestFailures = dropOldest(KEPT_FAILURES, inArray(kindOf, [...FAILURES]));
  const dropOldestOfAll = dropOldest(KEPT_EVENTS);

  return (userId, kind, at) => {
    // Outside a transaction the event could be there without its change.
    if (!sqlite.inTransaction) throw new Error(`The event "${kind}" was written outside a transaction.`);
    insert.run({ id: reserveIn(personalVaultOf(userId), "audit_events", 1), userId, kind, at });
    if (FAILURES.includes(kind)) dropOldestFailures.run({ userId });
    dropOldestOfAll.run({ userId });
    note({ kind: "account", userId });
  };
}
