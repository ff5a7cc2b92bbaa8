import { desc, eq, lt } from "drizzle-orm";
import type { AuditStore } from "../store.ts";
import type { Connection } from "./connection.ts";
import { auditEvents } from "./schema.ts";

export function createAuditStore({ db, write, reserve }: Connection): AuditStore {
  const { id, kind, at, userId: owner } = auditEvents;
  return {
    async append(userId, kind, at) {
      write(() =>
        db
          .insert(auditEvents)
          .values({ id: reserve("audit_events", 1), userId, kind, at })
          .run(),
      );
    },
    async list(userId, limit) {
      return db
        .select({ id, kind, at })
        .from(auditEvents)
        .where(eq(owner, userId))
        .orderBy(desc(id))
        .limit(limit)
        .all();
    },
    async eraseBefore(cutoff) {
      return db.delete(auditEvents).where(lt(at, cutoff)).run().changes;
    },
  };
}
