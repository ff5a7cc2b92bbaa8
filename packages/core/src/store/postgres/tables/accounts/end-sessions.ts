import { and, eq, ne } from "drizzle-orm";
import type { SessionId, UserId } from "../../../../ids.ts";
import type { Transaction } from "../base/connection.ts";
import { build } from "../base/statements.ts";
import { sessions } from "../schema/schema.ts";

/** Ends the account's sessions but `keep`; null: all. Answers how many. */
export const endSessions = (tx: Transaction, userId: UserId, keep: SessionId | null): Promise<number> =>
  tx.run(
    build
      .delete(sessions)
      .where(and(eq(sessions.userId, userId), keep === null ? undefined : ne(sessions.id, keep))),
  );
