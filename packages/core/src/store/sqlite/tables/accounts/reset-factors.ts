import { and, eq, isNull } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { Connection } from "../base/connection.ts";
import { passkeys, sessions, spareCodes, totp, users } from "../schema/schema.ts";

/**
 * Turns an account's second factor off, drops all that it could be proved with, and ends its sessions; in a transaction of the caller's.
 * @returns false: no such account.
 */
export function resetFactors(db: Connection["db"], userId: UserId, now: number): boolean {
  const isLive = and(eq(users.id, userId), isNull(users.deletedAt));
  const account = db.select({ factorRev: users.factorRev }).from(users).where(isLive).get();
  if (account === undefined) return false;
  for (const table of [totp, spareCodes, passkeys]) db.delete(table).where(eq(table.userId, userId)).run();
  db.update(users)
    .set({
      secondFactor: false,
      factorRev: account.factorRev + 1,
      codeFailures: 0,
      codeFailedAt: null,
      spareFailures: 0,
      spareFailedAt: null,
      updatedAt: now,
    })
    .where(eq(users.id, userId))
    .run();
  db.delete(sessions).where(eq(sessions.userId, userId)).run();
  return true;
}
