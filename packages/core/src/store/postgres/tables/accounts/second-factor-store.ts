import { and, count, eq, gt, isNotNull, isNull, lt, lte, type SQL } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import { limitOf } from "../../../rows/try-limit.ts";
import type { FactorChange, SecondFactorStore } from "../../../second-factor-store.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { lockUsers } from "../base/locks.ts";
import { build, inNobodysHand } from "../base/statements.ts";
import { passkeys, sessions, spareCodes, totp, usedChallenges, users } from "../schema/schema.ts";
import { changeFactors } from "./change-factors.ts";
import { resetFactors } from "./reset-factors.ts";
import { spend } from "./spend-proof.ts";

const isLive = (userId: UserId) => and(eq(users.id, userId), isNull(users.deletedAt));
const unused = (userId: UserId) => and(eq(spareCodes.userId, userId), isNull(spareCodes.usedAt));

export function createSecondFactorStore({ db, read, write }: Connection): SecondFactorStore {
  /** A change of an account, whose row it holds. */
  const writeTo = <T>(userId: UserId, work: (tx: Transaction) => Promise<T>): Promise<T> =>
    write(async (tx) => {
      await lockUsers(tx, userId);
      return work(tx);
    });

  const change = (
    userId: UserId,
    factors: FactorChange,
    {
      event,
      work,
      set,
    }: {
      readonly event: AuditKind;
      readonly work: (tx: Transaction) => Promise<boolean>;
      readonly set?: { readonly secondFactor: boolean } | undefined;
    },
  ): Promise<boolean> =>
    writeTo(userId, (tx) => changeFactors(tx, userId, { ...factors, event, work: () => work(tx), set }));

  return {
    async find(userId) {
      return read(async (queries) => {
        const row = (await queries.db.select().from(totp).where(eq(totp.userId, userId))).at(0);
        const { sealed = null, createdAt = null, pending = null, pendingAt = null } = row ?? {};
        const kept =
          row && sealed !== null && createdAt !== null
            ? { sealed, createdAt, lastStep: row.lastStep, lastUsedAt: row.lastUsedAt }
            : null;
        const [spare] = await queries.db.select({ left: count() }).from(spareCodes).where(unused(userId));
        const [keys] = await queries.db
          .select({ all: count() })
          .from(passkeys)
          .where(eq(passkeys.userId, userId));
        return {
          totp: kept,
          pending: pending !== null && pendingAt !== null ? { sealed: pending, at: pendingAt } : null,
          spareCodesLeft: spare?.left ?? 0,
          passkeys: keys?.all ?? 0,
        };
      });
    },

    async hasSpareCode(userId, hash) {
      const own = and(unused(userId), eq(spareCodes.hash, hash));
      return (await db.select({ hash: spareCodes.hash }).from(spareCodes).where(own)).length > 0;
    },

    async judgeTry(userId, { kind, isRight, now, rule }) {
      return writeTo(userId, async (tx) => {
        const [counted] = await tx.db
          .select(
            kind === "totp"
              ? { failures: users.codeFailures, failedAt: users.codeFailedAt }
              : { failures: users.spareFailures, failedAt: users.spareFailedAt },
          )
          .from(users)
          .where(isLive(userId));
        const failures = counted?.failures ?? 0;
        const limit = limitOf(rule, failures, { failedAt: counted?.failedAt ?? null, now });
        if (limit && !(isRight && !rule.holdsRightOnes)) return limit;
        if (isRight) return { verdict: "right" };
        await tx.run(
          build
            .update(users)
            .set(
              kind === "totp"
                ? { codeFailures: failures + 1, codeFailedAt: now }
                : { spareFailures: failures + 1, spareFailedAt: now },
            )
            .where(eq(users.id, userId)),
        );
        await appendEvent(tx, userId, { kind: "second-factor-failed", at: now });
        return { verdict: "wrong" };
      });
    },

    async beginTotp(userId, { pending, now }) {
      return writeTo(userId, async (tx) => {
        const live = await tx.db.select({ id: users.id }).from(users).where(isLive(userId));
        if (live.length === 0) return false;
        const begun = { pending, pendingAt: now };
        await tx.run(
          build
            .insert(totp)
            .values({ userId, ...begun })
            .onConflictDoUpdate({ target: totp.userId, set: begun }),
        );
        return true;
      });
    },

    async confirmTotp(userId, { pending, step, spareCodes: hashes, ...rest }) {
      return change(userId, rest, {
        event: "totp-added",
        work: async (tx) => {
          const confirmed = build
            .update(totp)
            .set({
              sealed: pending,
              lastStep: step,
              pending: null,
              pendingAt: null,
              createdAt: rest.now,
              lastUsedAt: rest.now,
            })
            .where(and(eq(totp.userId, userId), eq(totp.pending, pending)));
          if ((await tx.run(confirmed)) === 0) return false;
          if (hashes) await putSpareCodes(tx, userId, hashes);
          await tx.run(
            build
              .update(sessions)
              .set({ provedAt: rest.now })
              .where(and(eq(sessions.id, rest.keep), eq(sessions.userId, userId))),
          );
          return true;
        },
      });
    },

    async removeTotp(userId, removal) {
      const own = and(eq(totp.userId, userId), isNotNull(totp.sealed));
      return change(userId, removal, {
        event: "totp-removed",
        work: async (tx) => (await tx.run(build.delete(totp).where(own))) > 0,
      });
    },

    async replaceSpareCodes(userId, { spareCodes: hashes, ...rest }) {
      return change(userId, rest, {
        event: "spare-codes-renewed",
        work: async (tx) => {
          await putSpareCodes(tx, userId, hashes);
          return true;
        },
      });
    },

    async setRequired(userId, { on, ...rest }) {
      const event = on ? "second-factor-on" : "second-factor-off";
      return change(userId, rest, { event, work: async () => true, set: { secondFactor: on } });
    },

    async reset(userId, now) {
      return writeTo(userId, async (tx) => {
        if (!(await resetFactors(tx, userId, now))) return false;
        await appendEvent(tx, userId, { kind: "second-factor-reset", at: now });
        return true;
      });
    },

    async stepUp(userId, sessionId, { proof, now }) {
      return writeTo(userId, async (tx) => {
        const own = and(eq(sessions.id, sessionId), eq(sessions.userId, userId), gt(sessions.expiresAt, now));
        if ((await tx.db.select({ id: sessions.id }).from(sessions).where(own)).length === 0) return false;
        if (!(await spend(tx, userId, { proof, now }))) return false;
        await tx.run(build.update(sessions).set({ provedAt: now }).where(own));
        return true;
      });
    },

    async listTotp() {
      const rows = await db.select({ userId: totp.userId, sealed: totp.sealed }).from(totp);
      return rows.flatMap(({ userId, sealed }) => (sealed === null ? [] : [{ userId, sealed }]));
    },

    async sweep({ now, pendingBefore, latestStep }) {
      return write(async (tx) => {
        const isOverdue = lt(totp.pendingAt, pendingBefore);
        const free = (where: SQL | undefined) => inNobodysHand(totp.userId, where);
        const steps = [
          build.delete(totp).where(free(and(isOverdue, isNull(totp.sealed)))),
          build.update(totp).set({ pending: null, pendingAt: null }).where(free(isOverdue)),
          build
            .update(totp)
            .set({ lastStep: latestStep })
            .where(free(gt(totp.lastStep, latestStep))),
          build.delete(usedChallenges).where(lte(usedChallenges.expiresAt, now)),
        ];
        let changed = 0;
        for (const step of steps) changed += await tx.run(step);
        return changed;
      });
    },
  };
}

async function putSpareCodes(tx: Transaction, userId: UserId, hashes: readonly Uint8Array[]): Promise<void> {
  await tx.run(build.delete(spareCodes).where(eq(spareCodes.userId, userId)));
  if (hashes.length > 0)
    await tx.run(build.insert(spareCodes).values(hashes.map((hash) => ({ userId, hash }))));
}
