import { and, eq, isNull, sql } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { Transaction } from "../base/connection.ts";
import { build } from "../base/statements.ts";
import { passkeys, sessions, spareCodes, totp, users } from "../schema/schema.ts";

/**
 * Turns an account's second factor off, drops all that it could be proved with, and ends its sessions; in a transaction of the caller's.
 * @returns false: no such account.
 */
export async function resetFactors(tx: Transaction, userId: UserId, now: number): Promise<boolean> {
  const reset = build
    .update(users)
    .set({
      secondFactor: false,
      factorRev: sql`${users.factorRev} + 1`,
      codeFailures: 0,
      codeFailedAt: null,
      spareFailures: 0,
      spareFailedAt: null,
      updatedAt: now,
    })
    .where(and(eq(users.id, userId), isNull(users.deletedAt)));
  if ((await tx.run(reset)) === 0) return false;
  for (const table of [totp, spareCodes, sessions, passkeys])
    await tx.run(build.delete(table).where(eq(table.userId, userId)));
  return true;
}
