import { and, desc, eq, gt, inArray, isNull, lt } from "drizzle-orm";
import type { AuditStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { auditEvents, users } from "../schema/schema.ts";

export function createAuditStore(connection: Connection): AuditStore {
  const { db, write } = connection;
  const { id, kind, at, sealedDevice, userId: owner } = auditEvents;
  const append = eventWriter(connection);

  return {
    async appendFailure(userId, failure, now) {
      write(() => append(userId, failure, now), "essential");
    },
    async append(userId, event, now) {
      write(() => append(userId, event, now), "essential");
    },
    async noteDevice(userId, when, sealed) {
      const those = and(eq(owner, userId), eq(at, when), isNull(sealedDevice));
      write(() => db.update(auditEvents).set({ sealedDevice: sealed }).where(those).run(), "essential");
    },
    async list(userId, limit, before) {
      return db
        .select({ id, kind, at, sealedDevice })
        .from(auditEvents)
        .where(and(eq(owner, userId), before === undefined ? undefined : lt(id, before)))
        .orderBy(desc(id))
        .limit(limit)
        .all();
    },
    async eraseBefore(cutoff) {
      return write(() => db.delete(auditEvents).where(lt(at, cutoff)).run().changes, "essential");
    },
    async listUnreported(userId, kinds, limit) {
      return db
        .select({ id, kind, at, sealedDevice })
        .from(auditEvents)
        .innerJoin(users, eq(users.id, owner))
        .where(and(eq(owner, userId), gt(id, users.reportedEvent), inArray(kind, [...kinds])))
        .orderBy(desc(id))
        .limit(limit)
        .all();
    },
    async markReported(userId, eventId) {
      const earlier = and(eq(users.id, userId), lt(users.reportedEvent, eventId));
      write(() => db.update(users).set({ reportedEvent: eventId }).where(earlier).run(), "essential");
    },
  };
}
