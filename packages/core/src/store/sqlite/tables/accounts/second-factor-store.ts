import { and, count, eq, gt, isNotNull, isNull, lt, lte } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import { limitOf } from "../../../rows/try-limit.ts";
import type { SecondFactorStore } from "../../../second-factor-store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { passkeys, sessions, spareCodes, totp, usedChallenges, users } from "../schema/schema.ts";
import { factorChanger } from "./change-factors.ts";
import { resetFactors } from "./reset-factors.ts";
import { proofSpender } from "./spend-proof.ts";

export function createSecondFactorStore(connection: Connection): SecondFactorStore {
  const { db, write, snapshot } = connection;
  const append = eventWriter(connection);
  const { spend } = proofSpender(connection);
  const isLive = (userId: UserId) => and(eq(users.id, userId), isNull(users.deletedAt));
  const unused = (userId: UserId) => and(eq(spareCodes.userId, userId), isNull(spareCodes.usedAt));
  const putSpareCodes = (userId: UserId, hashes: readonly Uint8Array[]) => {
    db.delete(spareCodes).where(eq(spareCodes.userId, userId)).run();
    for (const hash of hashes) db.insert(spareCodes).values({ userId, hash }).run();
  };

  const changeFactors = factorChanger(connection);
  const change = (...given: Parameters<typeof changeFactors>): boolean =>
    write(() => changeFactors(...given));

  return {
    async find(userId) {
      return snapshot(() => {
        const row = db.select().from(totp).where(eq(totp.userId, userId)).get();
        const { sealed = null, createdAt = null, pending = null, pendingAt = null } = row ?? {};
        const kept =
          row && sealed !== null && createdAt !== null
            ? { sealed, createdAt, lastStep: row.lastStep, lastUsedAt: row.lastUsedAt }
            : null;
        return {
          totp: kept,
          pending: pending !== null && pendingAt !== null ? { sealed: pending, at: pendingAt } : null,
          spareCodesLeft:
            db.select({ left: count() }).from(spareCodes).where(unused(userId)).get()?.left ?? 0,
          passkeys:
            db.select({ all: count() }).from(passkeys).where(eq(passkeys.userId, userId)).get()?.all ?? 0,
        };
      });
    },

    async hasSpareCode(userId, hash) {
      const own = and(unused(userId), eq(spareCodes.hash, hash));
      return db.select({ hash: spareCodes.hash }).from(spareCodes).where(own).get() !== undefined;
    },

    async judgeTry(userId, { kind, isRight, now, rule }) {
      return write(() => {
        const counted = db
          .select(
            kind === "totp"
              ? { failures: users.codeFailures, failedAt: users.codeFailedAt }
              : { failures: users.spareFailures, failedAt: users.spareFailedAt },
          )
          .from(users)
          .where(isLive(userId))
          .get();
        const failures = counted?.failures ?? 0;
        const limit = limitOf(rule, failures, { failedAt: counted?.failedAt ?? null, now });
        if (limit && !(isRight && !rule.holdsRightOnes)) return limit;
        if (isRight) return { verdict: "right" };
        db.update(users)
          .set(
            kind === "totp"
              ? { codeFailures: failures + 1, codeFailedAt: now }
              : { spareFailures: failures + 1, spareFailedAt: now },
          )
          .where(eq(users.id, userId))
          .run();
        append(userId, "second-factor-failed", now);
        return { verdict: "wrong" };
      }, "essential");
    },

    async beginTotp(userId, { pending, now }) {
      return write(() => {
        if (db.select({ id: users.id }).from(users).where(isLive(userId)).get() === undefined) return false;
        const begun = { pending, pendingAt: now };
        db.insert(totp)
          .values({ userId, ...begun })
          .onConflictDoUpdate({ target: totp.userId, set: begun })
          .run();
        return true;
      });
    },

    async confirmTotp(userId, { pending, step, spareCodes: hashes, ...rest }) {
      return change(userId, rest, "totp-added", () => {
        const confirmed = db
          .update(totp)
          .set({
            sealed: pending,
            lastStep: step,
            pending: null,
            pendingAt: null,
            createdAt: rest.now,
            lastUsedAt: rest.now,
          })
          .where(and(eq(totp.userId, userId), eq(totp.pending, pending)))
          .run();
        if (confirmed.changes === 0) return false;
        if (hashes) putSpareCodes(userId, hashes);
        db.update(sessions)
          .set({ provedAt: rest.now })
          .where(and(eq(sessions.id, rest.keep), eq(sessions.userId, userId)))
          .run();
        return true;
      });
    },

    async removeTotp(userId, removal) {
      const own = and(eq(totp.userId, userId), isNotNull(totp.sealed));
      return change(userId, removal, "totp-removed", () => db.delete(totp).where(own).run().changes > 0);
    },

    async replaceSpareCodes(userId, { spareCodes: hashes, ...rest }) {
      return change(userId, rest, "spare-codes-renewed", () => {
        putSpareCodes(userId, hashes);
        return true;
      });
    },

    async setRequired(userId, { on, ...rest }) {
      const event = on ? "second-factor-on" : "second-factor-off";
      return change(userId, rest, event, () => true, { secondFactor: on });
    },

    async reset(userId, now) {
      return write(() => {
        if (!resetFactors(db, userId, now)) return false;
        append(userId, "second-factor-reset", now);
        return true;
      });
    },

    async stepUp(userId, sessionId, { proof, now }) {
      return write(() => {
        const own = and(eq(sessions.id, sessionId), eq(sessions.userId, userId), gt(sessions.expiresAt, now));
        if (db.select({ id: sessions.id }).from(sessions).where(own).get() === undefined) return false;
        if (!spend(userId, proof, now)) return false;
        db.update(sessions).set({ provedAt: now }).where(own).run();
        return true;
      }, "essential");
    },

    async listTotp() {
      const rows = db.select({ userId: totp.userId, sealed: totp.sealed }).from(totp).all();
      return rows.flatMap(({ userId, sealed }) => (sealed === null ? [] : [{ userId, sealed }]));
    },

    async sweep({ now, pendingBefore, latestStep }) {
      return write(() => {
        const isOverdue = lt(totp.pendingAt, pendingBefore);
        const begun = db
          .delete(totp)
          .where(and(isOverdue, isNull(totp.sealed)))
          .run().changes;
        const replacing = db
          .update(totp)
          .set({ pending: null, pendingAt: null })
          .where(isOverdue)
          .run().changes;
        const ahead = db
          .update(totp)
          .set({ lastStep: latestStep })
          .where(gt(totp.lastStep, latestStep))
          .run().changes;
        const answered = db.delete(usedChallenges).where(lte(usedChallenges.expiresAt, now)).run().changes;
        return begun + replacing + ahead + answered;
      }, "essential");
    },
  };
}
