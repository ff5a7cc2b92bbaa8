import { and, desc, eq, inArray, lt, lte, type SQL } from "drizzle-orm";
import type { AuditKind } from "../../../schemas/account.ts";
import type { AuditStore } from "../../store.ts";
import { bound, type Connection, compile } from "./connection.ts";
import { auditEvents } from "./schema.ts";

/** Events of an account. */
const KEEP = 1000;
/** Strangers cause these, as many as they like: they get no more room than this. */
const FAILURES: readonly AuditKind[] = ["log-in-failed", "unlock-failed"];
const KEEP_FAILURES = 200;

export function createAuditStore({ sqlite, db, write, reserve }: Connection): AuditStore {
  const { id, kind, at, userId: owner } = auditEvents;
  const isOwn = eq(owner, bound("userId"));
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
  const dropOldestFailures = dropOldest(KEEP_FAILURES, inArray(kind, [...FAILURES]));
  const dropOldestOfAll = dropOldest(KEEP);

  return {
    async append(userId, kind, at) {
      write(() => {
        db.insert(auditEvents)
          .values({ id: reserve("audit_events", 1), userId, kind, at })
          .run();
        if (FAILURES.includes(kind)) dropOldestFailures.run({ userId });
        dropOldestOfAll.run({ userId });
      });
    },
    async list(userId, limit, before) {
      return db
        .select({ id, kind, at })
        .from(auditEvents)
        .where(and(eq(owner, userId), before === undefined ? undefined : lt(id, before)))
        .orderBy(desc(id))
        .limit(limit)
        .all();
    },
    async eraseBefore(cutoff) {
      return db.delete(auditEvents).where(lt(at, cutoff)).run().changes;
    },
  };
}
