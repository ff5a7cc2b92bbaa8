import { and, eq, isNull, ne } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import type { FactorChange } from "../../../second-factor-store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { sessions, users } from "../schema/schema.ts";

/**
 * Returns a function for one change of an account's factors, in a transaction of the caller's: what `work` writes, if it answers true,
 * with the new revision, the end of sessions, and the event.
 */
export function factorChanger(connection: Connection) {
  const { db } = connection;
  const append = eventWriter(connection);
  return (
    userId: UserId,
    { factorRev, keep, now }: FactorChange,
    event: AuditKind,
    work: () => boolean,
    set: { readonly secondFactor?: boolean } = {},
  ): boolean => {
    const same = and(eq(users.id, userId), isNull(users.deletedAt), eq(users.factorRev, factorRev));
    if (db.select({ id: users.id }).from(users).where(same).get() === undefined || !work()) return false;
    db.update(users)
      .set({ ...set, factorRev: factorRev + 1, updatedAt: now })
      .where(same)
      .run();
    db.delete(sessions)
      .where(and(eq(sessions.userId, userId), ne(sessions.id, keep)))
      .run();
    append(userId, event, now);
    return true;
  };
}
