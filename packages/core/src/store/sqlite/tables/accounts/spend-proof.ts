import { and, eq, isNull, lt } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { FactorCheck, SpentProof } from "../../../second-factor-store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { spareCodes, totp, users } from "../schema/schema.ts";

/** Uses proofs up in a transaction of the caller's, which has to be undone or to have changed nothing where it answers false. */
export function proofSpender(connection: Connection) {
  const { db } = connection;
  const append = eventWriter(connection);

  /** A compare-and-set: of two that bring the same code, on any number of nodes, one gets in. */
  function spend(userId: UserId, proof: SpentProof, now: number): boolean {
    const isSpent =
      proof.kind === "totp"
        ? db
            .update(totp)
            .set({ lastStep: proof.step, lastUsedAt: now })
            .where(and(eq(totp.userId, userId), lt(totp.lastStep, proof.step)))
            .run().changes > 0
        : db
            .update(spareCodes)
            .set({ usedAt: now })
            .where(
              and(eq(spareCodes.userId, userId), eq(spareCodes.hash, proof.hash), isNull(spareCodes.usedAt)),
            )
            .run().changes > 0;
    if (!isSpent) return false;
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
