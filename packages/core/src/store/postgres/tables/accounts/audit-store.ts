import { and, desc, eq, gt, inArray, isNull, lt } from "drizzle-orm";
import type { AuditStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { build, inNobodysHand } from "../base/statements.ts";
import { auditEvents, users } from "../schema/schema.ts";

export function createAuditStore({ db, write }: Connection): AuditStore {
  const { id, kind, at, sealedDevice, userId: owner } = auditEvents;
  const change = (query: { toSQL(): { sql: string; params: unknown[] } }) => write((tx) => tx.run(query));

  return {
    async appendFailure(userId, failure, now) {
      await write((tx) => appendEvent(tx, userId, { kind: failure, at: now }));
    },
    async append(userId, event, now) {
      await write((tx) => appendEvent(tx, userId, { kind: event, at: now }));
    },
    async noteDevice(userId, when, sealed) {
      const those = and(eq(owner, userId), eq(at, when), isNull(sealedDevice));
      await change(build.update(auditEvents).set({ sealedDevice: sealed }).where(those));
    },
    async list(userId, limit, before) {
      return db
        .select({ id, kind, at, sealedDevice })
        .from(auditEvents)
        .where(and(eq(owner, userId), before === undefined ? undefined : lt(id, before)))
        .orderBy(desc(id))
        .limit(limit);
    },
    async eraseBefore(cutoff) {
      return change(build.delete(auditEvents).where(inNobodysHand(id, lt(at, cutoff))));
    },
    async listUnreported(userId, kinds, limit) {
      return db
        .select({ id, kind, at, sealedDevice })
        .from(auditEvents)
        .innerJoin(users, eq(users.id, owner))
        .where(and(eq(owner, userId), gt(id, users.reportedEvent), inArray(kind, [...kinds])))
        .orderBy(desc(id))
        .limit(limit);
    },
    async markReported(userId, eventId) {
      const earlier = and(eq(users.id, userId), lt(users.reportedEvent, eventId));
      await change(build.update(users).set({ reportedEvent: eventId }).where(earlier));
    },
  };
}
