import { and, desc, eq, gt, isNotNull, isNull, lt, lte, ne, or, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { SessionId, UserId } from "../../../../ids.ts";
import { MAX_SESSIONS } from "../../../rows/max-sessions.ts";
import type { SessionStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { sessions, users } from "../schema/schema.ts";
import { liveSession } from "./live-session.ts";
import { NO_TICKET, sessionColumns } from "./session-columns.ts";
import { proofSpender } from "./spend-proof.ts";

export function createSessionStore(connection: Connection): SessionStore {
  const { db, write } = connection;
  const append = eventWriter(connection);
  const { admit } = proofSpender(connection);
  const own = (userId: UserId, sessionId: SessionId) =>
    and(eq(sessions.id, sessionId), eq(sessions.userId, userId));

  /** After the clock was set back, sessions and seals of the future would live longer than they may. */
  function beginNow(now: number): void {
    const fromNow = (end: SQLiteColumn) => sql`${end} - ${sessions.createdAt} + ${now}`;
    db.update(sessions)
      .set({ createdAt: now, expiresAt: fromNow(sessions.expiresAt), endsAt: fromNow(sessions.endsAt) })
      .where(gt(sessions.createdAt, now))
      .run();
    const slid = sql`${now} + ${sessions.slideMs}`;
    db.update(sessions).set({ expiresAt: slid }).where(gt(sessions.expiresAt, slid)).run();
    for (const column of [
      "lastUsedAt",
      "sealMadeAt",
      "sealUsedAt",
      "ticketMadeAt",
      "ticketUsedAt",
      "failedAt",
    ] as const)
      db.update(sessions)
        .set({ [column]: now })
        .where(gt(sessions[column], now))
        .run();
  }

  const storeSeal = (
    userId: UserId,
    sessionId: SessionId,
    {
      set,
      wrapNumber,
      now,
    }: {
      readonly set: Partial<typeof sessions.$inferInsert>;
      readonly wrapNumber: number;
      readonly now: number;
    },
  ): boolean =>
    write(() => {
      const account = and(eq(users.id, userId), eq(users.wrapNumber, wrapNumber), isNull(users.deletedAt));
      if (db.select({ id: users.id }).from(users).where(account).get() === undefined) return false;
      const { changes } = db
        .update(sessions)
        .set(set)
        .where(and(own(userId, sessionId), gt(sessions.expiresAt, now)))
        .run();
      return changes > 0;
    }, "essential");

  return {
    async insert(row, { passwordHash, wrapNumber, ...factor }) {
      return write(() => {
        const unchanged = and(
          eq(users.id, row.userId),
          eq(users.passwordHash, passwordHash),
          eq(users.wrapNumber, wrapNumber),
          isNull(users.deletedAt),
        );
        if (db.select({ id: users.id }).from(users).where(unchanged).get() === undefined) return false;
        if (!admit(row.userId, factor, row.createdAt)) return false;
        const sealedAt = row.seal === null ? null : row.createdAt;
        const others = and(eq(sessions.userId, row.userId), gt(sessions.expiresAt, row.createdAt));
        const tooMany = db
          .select({ id: sessions.id })
          .from(sessions)
          .where(others)
          .orderBy(...latestUsedFirst)
          .all()
          .slice(MAX_SESSIONS - 1);
        for (const { id } of tooMany) db.delete(sessions).where(own(row.userId, id)).run();
        db.insert(sessions)
          .values({
            ...row,
            sealMadeAt: sealedAt,
            sealUsedAt: sealedAt,
            lastUsedAt: row.createdAt,
            provedAt: factor.proof === null ? null : row.createdAt,
            passkeyId: factor.proof?.kind === "passkey" && factor.proof.logsIn ? factor.proof.id : null,
          })
          .run();
        append(row.userId, "logged-in", row.createdAt);
        return true;
      }, "essential");
    },

    find: liveSession(connection),

    async list(userId, now) {
      return db
        .select(sessionColumns)
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
        .orderBy(...latestUsedFirst)
        .all();
    },

    async countLive(now) {
      return db.$count(sessions, gt(sessions.expiresAt, now));
    },

    async storeSeal(userId, sessionId, { seal, ...given }) {
      return storeSeal(userId, sessionId, {
        set: { seal, sealMadeAt: given.now, sealUsedAt: given.now },
        ...given,
      });
    },

    async storeTicket(userId, sessionId, { seal, ...given }) {
      const { now } = given;
      const ticket = { ticketSeal: seal, ticketMadeAt: now, ticketUsedAt: now };
      return storeSeal(userId, sessionId, { set: ticket, ...given });
    },

    async touch(userId, sessionId, { seal, ticket = false, now }) {
      write(() => {
        db.update(sessions).set({ lastUsedAt: now }).where(own(userId, sessionId)).run();
        db.update(sessions)
          .set({ expiresAt: sql`min(${now} + ${sessions.slideMs}, ${sessions.endsAt})` })
          .where(and(own(userId, sessionId), isNotNull(sessions.slideMs), gt(sessions.expiresAt, now)))
          .run();
        if (seal)
          db.update(sessions)
            .set({ sealUsedAt: now })
            .where(and(own(userId, sessionId), isNotNull(sessions.seal)))
            .run();
        if (ticket)
          db.update(sessions)
            .set({ ticketUsedAt: now })
            .where(and(own(userId, sessionId), isNotNull(sessions.ticketSeal)))
            .run();
      }, "note");
    },

    async countFailure(userId, sessionId, { now, limit, forgiveEveryMs }) {
      return write(() => {
        const counted = db
          .select({ failures: sessions.failures, failedAt: sessions.failedAt })
          .from(sessions)
          .where(own(userId, sessionId))
          .get();
        if (counted === undefined) return { failures: 0, ended: true };
        const forgiven = Math.floor(Math.max(0, now - (counted.failedAt ?? now)) / forgiveEveryMs);
        const failures = Math.max(0, counted.failures - forgiven) + 1;
        const ended = failures >= limit;
        if (ended) db.delete(sessions).where(own(userId, sessionId)).run();
        else db.update(sessions).set({ failures, failedAt: now }).where(own(userId, sessionId)).run();
        append(userId, ended ? "session-ended-after-failures" : "unlock-failed", now);
        return { failures, ended };
      }, "essential");
    },

    async end(userId, sessionId, { event, now }) {
      return write(() => {
        const { changes } = db.delete(sessions).where(own(userId, sessionId)).run();
        if (changes > 0) append(userId, event, now);
        return changes > 0;
      }, "essential");
    },

    async endOthers(userId, keep, now) {
      const others = and(eq(sessions.userId, userId), ne(sessions.id, keep));
      return write(() => {
        const { changes } = db.delete(sessions).where(others).run();
        if (changes > 0) append(userId, "other-sessions-ended", now);
        return changes;
      }, "essential");
    },

    async sweep(now, sealMadeBefore, sealUsedBefore) {
      return write(() => {
        beginNow(now);
        const ended = db.delete(sessions).where(lte(sessions.expiresAt, now)).run().changes;
        const dropped = db
          .update(sessions)
          .set({ seal: null, sealMadeAt: null, sealUsedAt: null })
          .where(or(lt(sessions.sealMadeAt, sealMadeBefore), lt(sessions.sealUsedAt, sealUsedBefore)))
          .run().changes;
        const tickets = db
          .update(sessions)
          .set(NO_TICKET)
          .where(or(lt(sessions.ticketMadeAt, sealMadeBefore), lt(sessions.ticketUsedAt, sealUsedBefore)))
          .run().changes;
        return ended + dropped + tickets;
      }, "essential");
    },
  };
}

const latestUsedFirst = [desc(sessions.lastUsedAt), desc(sessions.createdAt), sessions.id] as const;
