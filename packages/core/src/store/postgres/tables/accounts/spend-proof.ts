import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { FactorCheck, SpentProof } from "../../../second-factor-store.ts";
import type { Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import type { Queries } from "../base/queries.ts";
import { bound, build, compile } from "../base/statements.ts";
import { passkeys, spareCodes, totp, usedChallenges, users } from "../schema/schema.ts";

// Proofs are used up in a transaction of the caller's, which has to be undone or to have changed nothing where these answer false.

/** A compare-and-set: of two that bring the same code, on any number of nodes, one gets in. */
export async function spend(
  tx: Transaction,
  userId: UserId,
  { proof, now }: { readonly proof: SpentProof; readonly now: number },
): Promise<boolean> {
  if (!(await isSpent(tx, userId, { proof, now }))) return false;
  await tx.run(
    build
      .update(users)
      .set({ codeFailures: 0, codeFailedAt: null, spareFailures: 0, spareFailedAt: null })
      .where(eq(users.id, userId)),
  );
  if (proof.kind === "spare") await appendEvent(tx, userId, { kind: "spare-code-used", at: now });
  return true;
}

/**
 * Whether what was checked outside of a session still holds; its proof is used up. Without a proof, only where none is asked for. The
 * caller holds the user's row.
 */
export async function admit(
  tx: Transaction,
  userId: UserId,
  { factorRev, proof, now }: FactorCheck & { readonly now: number },
): Promise<boolean> {
  const [account] = await tx.db
    .select({ factorRev: users.factorRev, required: users.secondFactor })
    .from(users)
    .where(eq(users.id, userId));
  if (account?.factorRev !== factorRev) return false;
  return proof === null ? !account.required : spend(tx, userId, { proof, now });
}

async function isSpent(
  tx: Transaction,
  userId: UserId,
  { proof, now }: { readonly proof: SpentProof; readonly now: number },
): Promise<boolean> {
  if (proof.kind === "totp")
    return (
      (await tx.run(
        build
          .update(totp)
          .set({ lastStep: proof.step, lastUsedAt: now })
          .where(and(eq(totp.userId, userId), lt(totp.lastStep, proof.step))),
      )) > 0
    );
  if (proof.kind === "spare")
    return (
      (await tx.run(
        build
          .update(spareCodes)
          .set({ usedAt: now })
          .where(
            and(eq(spareCodes.userId, userId), eq(spareCodes.hash, proof.hash), isNull(spareCodes.usedAt)),
          ),
      )) > 0
    );
  if (await isChallengeUsed(tx, proof.challenge.nonce)) return false;
  const { signCount, backupEligible } = passkeys;
  const isRisen = or(
    eq(backupEligible, true),
    lt(signCount, proof.signCount),
    proof.signCount === 0 ? eq(signCount, 0) : undefined,
  );
  const isOwn = and(eq(passkeys.id, proof.id), eq(passkeys.userId, userId));
  const answered = await tx.run(
    build
      .update(passkeys)
      .set({ signCount: sql`greatest(${signCount}, ${proof.signCount})`, lastUsedAt: now })
      .where(and(isOwn, isRisen, proof.logsIn ? eq(passkeys.mayLogIn, true) : undefined)),
  );
  if (answered > 0) await tx.run(build.insert(usedChallenges).values(proof.challenge));
  return answered > 0;
}

const findUsed = compile<[nonce: Uint8Array]>(
  build
    .select({ nonce: usedChallenges.nonce })
    .from(usedChallenges)
    .where(eq(usedChallenges.nonce, bound("nonce"))),
);

/** Whether a challenge was answered already. */
export const isChallengeUsed = async (queries: Queries, nonce: Uint8Array): Promise<boolean> =>
  (await queries.one(findUsed, { nonce })) !== undefined;
