import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import { usernameForm } from "../../../../rules/usernames.ts";
import type { Connection } from "../base/connection.ts";
import { users } from "../schema/schema.ts";

// Each is a step of the caller's transaction.

type Db = Connection["db"];

/** Whether a live account has this name, or one that reads alike. @param by an account that doesn't count */
export const isUsernameTaken = (db: Db, username: string, by?: UserId): boolean =>
  db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.usernameForm, usernameForm(username)),
        isNull(users.deletedAt),
        by === undefined ? undefined : ne(users.id, by),
      ),
    )
    .get() !== undefined;

const isDeleted = (userId: UserId) => and(eq(users.id, userId), isNotNull(users.formerUsername));

export const isDeletedAccount = (db: Db, userId: UserId): boolean =>
  db.select({ id: users.id }).from(users).where(isDeleted(userId)).get() !== undefined;

/** Marks a live account as deleted, which frees its name. */
export function deleteAccountRow(
  db: Db,
  userId: UserId,
  { username, now }: { readonly username: string | null; readonly now: number },
): void {
  db.update(users)
    .set({
      formerUsername: username,
      username: null,
      usernameForm: usernameForm(username ?? ""),
      deletedAt: now,
      updatedAt: now,
    })
    .where(and(eq(users.id, userId), isNull(users.deletedAt)))
    .run();
}

/** Makes a deleted account live again, under a name that is free. */
export function undeleteAccountRow(
  db: Db,
  userId: UserId,
  { username, now }: { readonly username: string; readonly now: number },
): void {
  db.update(users)
    .set({
      username,
      usernameForm: usernameForm(username),
      formerUsername: null,
      deletedAt: null,
      updatedAt: now,
    })
    .where(isDeleted(userId))
    .run();
}
