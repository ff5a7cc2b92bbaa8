import { and, eq, gt, isNull } from "drizzle-orm";
import type { SessionStore } from "../../../store.ts";
import type { Connection } from "../base/connection.ts";
import { rowReader } from "../base/row-reader.ts";
import { bound, build, compile } from "../base/statements.ts";
import { sessions, users, vaults } from "../schema/schema.ts";
import { sessionColumns } from "./session-columns.ts";
import { accountColumns, wrapColumns } from "./user-columns.ts";

const find = compile<unknown[]>(
  build
    .select({ session: sessionColumns, account: accountColumns, wrap: wrapColumns })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(vaults, eq(vaults.id, users.id))
    .where(
      and(
        eq(sessions.id, bound("sessionId")),
        eq(sessions.userId, bound("userId")),
        gt(sessions.expiresAt, bound("now")),
        isNull(users.deletedAt),
      ),
    ),
);
const sessionEnd = Object.keys(sessionColumns).length;
const readSession = rowReader(sessionColumns, 0);
const readAccount = rowReader(accountColumns, sessionEnd);
const readWrap = rowReader(wrapColumns, sessionEnd + Object.keys(accountColumns).length);

/** Finds a session and its owner in one read. It runs with every request, so Drizzle's mapping of rows stays out of it. */
export function liveSession({ one }: Connection): SessionStore["find"] {
  return async (userId, sessionId, now) => {
    const row = await one(find, { userId, sessionId, now });
    if (row === undefined) return null;
    return { session: readSession(row), user: { ...readAccount(row), wrap: readWrap(row) } };
  };
}
