import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { FactorCheck, SpentProof } from "../../../second-factor-store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { passkeys, spareCodes, totp, usedChallenges, users } from "../schema/schema.ts";

/** Uses proofs up in a transaction of the caller's, which has to be undone or to have changed nothing where it answers false. */
export function proofSpender(connection: Connection) {
  const { db } = connection;
  const append = eventWriter(connection);

  function isSpent(userId: UserId, proof: SpentProof, now: number): boolean {
    if (proof.kind === "totp")
      return (
        db
          .update(totp)
          .set({ lastStep: proof.step, lastUsedAt: now })
          .where(and(eq(totp.userId, userId), lt(totp.lastStep, proof.step)))
          .run().changes > 0
      );
    if (proof.kind === "spare")
      return (
        db
          .update(spareCodes)
          .set({ usedAt: now })
          .where(
            and(eq(spareCodes.userId, userId), eq(spareCodes.hash, proof.hash), isNull(spareCodes.usedAt)),
          )
          .run().changes > 0
      );
    if (isChallengeUsed(db, proof.challenge.nonce)) return false;
    const { signCount, backupEligible } = passkeys;
    const isRisen = or(
      eq(backupEligible, true),
      lt(signCount, proof.signCount),
      proof.signCount === 0 ? eq(signCount, 0) : undefined,
    );
    const isOwn = and(eq(passkeys.id, proof.id), eq(passkeys.userId, userId));
    const { changes } = db
      .update(passkeys)
      .set({ signCount: sql`max(${signCount}, ${proof.signCount})`, lastUsedAt: now })
      .where(and(isOwn, isRisen, proof.logsIn ? eq(passkeys.mayLogIn, true) : undefined))
      .run();
    if (changes > 0) db.insert(usedChallenges).values(proof.challenge).run();
    return changes > 0;
  }

  /** A compare-and-set: of two that bring the same code, on any number of nodes, one gets in. */
  function spend(userId: UserId, proof: SpentProof, now: number): boolean {
    if (!isSpent(userId, proof, now)) return false;
    db.update(users)
      .set({ codeFailures: 0, codeFailedAt: null, spareFailures: 0, spareFailedAt: null })
      .where(eq(users.id, userId))
      .run();
    if (proof.kind === "spare") append(userId, "spare-code-used", now);
    return true;
  }

  /** Whether what was checked outside of a session still holds; its proof is used up. Without a proof, only where none is asked for. */
  function admit(userId: UserId, { factorRev, proof }: FactorCheck, now: number): boolean {
    const account = db
      .select({ factorRev: users.factorRev, required: users.secondFactor })
      .from(users)
      .where(eq(users.id, userId))
      .get();
    if (account?.factorRev !== factorRev) return false;
    return proof === null ? !account.required : spend(userId, proof, now);
  }

  return { spend, admit };
}

/** Whether a challenge was answered already. */
export const isChallengeUsed = (db: Connection["db"], nonce: Uint8Array): boolean =>
  db
    .select({ nonce: usedChallenges.nonce })
    .from(usedChallenges)
    .where(eq(usedChallenges.nonce, nonce))
    .get() !== undefined;
