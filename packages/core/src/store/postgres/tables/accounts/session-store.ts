import { and, desc, eq, gt, isNull, lt, lte, ne, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { SessionId, UserId } from "../../../../ids.ts";
import { MAX_SESSIONS } from "../../../rows/max-sessions.ts";
import type { SessionStore } from "../../../store.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { lockUsers } from "../base/locks.ts";
import { bound, build, compile, inNobodysHand } from "../base/statements.ts";
import { sessions, users } from "../schema/schema.ts";
import { liveSession } from "./live-session.ts";
import { NO_TICKET, sessionColumns } from "./session-columns.ts";
import { admit } from "./spend-proof.ts";

const isOwn = and(eq(sessions.id, bound("sessionId")), eq(sessions.userId, bound("userId")));
const touch = compile(
  build
    .update(sessions)
    .set({
      lastUsedAt: bound("now"),
      expiresAt: sql`CASE WHEN ${sessions.slideMs} IS NOT NULL AND ${sessions.expiresAt} > ${bound("now")}
        THEN least(${bound("now")} + ${sessions.slideMs}, ${sessions.endsAt}) ELSE ${sessions.expiresAt} END`,
      sealUsedAt: sql`CASE WHEN ${bound("seal")}::boolean AND ${sessions.seal} IS NOT NULL
        THEN ${bound("now")} ELSE ${sessions.sealUsedAt} END`,
      ticketUsedAt: sql`CASE WHEN ${bound("ticket")}::boolean AND ${sessions.ticketSeal} IS NOT NULL
        THEN ${bound("now")} ELSE ${sessions.ticketUsedAt} END`,
    })
    .where(isOwn),
);

export function createSessionStore(connection: Connection): SessionStore {
  const { db, write } = connection;
  const own = (userId: UserId, sessionId: SessionId) =>
    and(eq(sessions.id, sessionId), eq(sessions.userId, userId));

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
  ): Promise<boolean> =>
    write(async (tx) => {
      await lockUsers(tx, userId);
      const account = and(eq(users.id, userId), eq(users.wrapNumber, wrapNumber), isNull(users.deletedAt));
      if ((await tx.db.select({ id: users.id }).from(users).where(account)).length === 0) return false;
      const isLive = and(own(userId, sessionId), gt(sessions.expiresAt, now));
      return (await tx.run(build.update(sessions).set(set).where(isLive))) > 0;
    });

  return {
    async insert(row, { passwordHash, wrapNumber, ...factor }) {
      return write(async (tx) => {
        await lockUsers(tx, row.userId);
        const unchanged = and(
          eq(users.id, row.userId),
          eq(users.passwordHash, passwordHash),
          eq(users.wrapNumber, wrapNumber),
          isNull(users.deletedAt),
        );
        if ((await tx.db.select({ id: users.id }).from(users).where(unchanged)).length === 0) return false;
        if (!(await admit(tx, row.userId, { ...factor, now: row.createdAt }))) return false;
        const tooMany = build
          .select({ id: sessions.id })
          .from(sessions)
          .where(and(eq(sessions.userId, row.userId), gt(sessions.expiresAt, row.createdAt)))
          .orderBy(...latestUsedFirst)
          .offset(MAX_SESSIONS - 1);
        await tx.run(build.delete(sessions).where(sql`${sessions.id} IN ${tooMany}`));
        const sealedAt = row.seal === null ? null : row.createdAt;
        await tx.run(
          build.insert(sessions).values({
            ...row,
            sealMadeAt: sealedAt,
            sealUsedAt: sealedAt,
            lastUsedAt: row.createdAt,
            provedAt: factor.proof === null ? null : row.createdAt,
            passkeyId: factor.proof?.kind === "passkey" && factor.proof.logsIn ? factor.proof.id : null,
          }),
        );
        await appendEvent(tx, row.userId, { kind: "logged-in", at: row.createdAt });
        return true;
      });
    },

    find: liveSession(connection),

    async list(userId, now) {
      return db
        .select(sessionColumns)
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
        .orderBy(...latestUsedFirst);
    },

    async countLive(now) {
      const [row] = await db
        .select({ live: sql<number>`count(*)` })
        .from(sessions)
        .where(gt(sessions.expiresAt, now));
      return row?.live ?? 0;
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
      await write((tx) => tx.run(touch, { userId, sessionId, seal, ticket, now }));
    },

    async countFailure(userId, sessionId, { now, limit, forgiveEveryMs }) {
      return write(async (tx) => {
        await lockUsers(tx, userId);
        const [counted] = await tx.db
          .select({ failures: sessions.failures, failedAt: sessions.failedAt })
          .from(sessions)
          .where(own(userId, sessionId));
        if (counted === undefined) return { failures: 0, ended: true };
        const forgiven = Math.floor(Math.max(0, now - (counted.failedAt ?? now)) / forgiveEveryMs);
        const failures = Math.max(0, counted.failures - forgiven) + 1;
        const ended = failures >= limit;
        await tx.run(
          ended
            ? build.delete(sessions).where(own(userId, sessionId))
            : build.update(sessions).set({ failures, failedAt: now }).where(own(userId, sessionId)),
        );
        await appendEvent(tx, userId, {
          kind: ended ? "session-ended-after-failures" : "unlock-failed",
          at: now,
        });
        return { failures, ended };
      });
    },

    async end(userId, sessionId, { event, now }) {
      return write(async (tx) => {
        await lockUsers(tx, userId);
        const ended = (await tx.run(build.delete(sessions).where(own(userId, sessionId)))) > 0;
        if (ended) await appendEvent(tx, userId, { kind: event, at: now });
        return ended;
      });
    },

    async endOthers(userId, keep, now) {
      return write(async (tx) => {
        await lockUsers(tx, userId);
        const others = and(eq(sessions.userId, userId), ne(sessions.id, keep));
        const ended = await tx.run(build.delete(sessions).where(others));
        if (ended > 0) await appendEvent(tx, userId, { kind: "other-sessions-ended", at: now });
        return ended;
      });
    },

    async sweep(now, sealMadeBefore, sealUsedBefore) {
      return write(async (tx) => {
        await beginNow(tx, now);
        const ended = await tx.run(build.delete(sessions).where(thoseFree(lte(sessions.expiresAt, now))));
        const isOld = or(lt(sessions.sealMadeAt, sealMadeBefore), lt(sessions.sealUsedAt, sealUsedBefore));
        const dropped = await tx.run(
          build
            .update(sessions)
            .set({ seal: null, sealMadeAt: null, sealUsedAt: null })
            .where(thoseFree(isOld)),
        );
        const isOldTicket = or(
          lt(sessions.ticketMadeAt, sealMadeBefore),
          lt(sessions.ticketUsedAt, sealUsedBefore),
        );
        const tickets = await tx.run(build.update(sessions).set(NO_TICKET).where(thoseFree(isOldTicket)));
        return ended + dropped + tickets;
      });
    },
  };
}

const thoseFree = (where: SQL | undefined) => inNobodysHand(sessions.id, where);
const latestUsedFirst = [desc(sessions.lastUsedAt), desc(sessions.createdAt), sessions.id] as const;

/** After the clock was set back, sessions and seals of the future would live longer than they may. */
async function beginNow(tx: Transaction, now: number): Promise<void> {
  const fromNow = (end: AnyPgColumn) => sql`${end} - ${sessions.createdAt} + ${now}`;
  await tx.run(
    build
      .update(sessions)
      .set({ createdAt: now, expiresAt: fromNow(sessions.expiresAt), endsAt: fromNow(sessions.endsAt) })
      .where(thoseFree(gt(sessions.createdAt, now))),
  );
  const slid = sql`${now} + ${sessions.slideMs}`;
  await tx.run(
    build
      .update(sessions)
      .set({ expiresAt: slid })
      .where(thoseFree(gt(sessions.expiresAt, slid))),
  );
  for (const column of [
    "lastUsedAt",
    "sealMadeAt",
    "sealUsedAt",
    "ticketMadeAt",
    "ticketUsedAt",
    "failedAt",
  ] as const)
    await tx.run(
      build
        .update(sessions)
        .set({ [column]: now })
        .where(thoseFree(gt(sessions[column], now))),
    );
}
