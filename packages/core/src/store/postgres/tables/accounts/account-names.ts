import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import { usernameForm } from "../../../../rules/usernames.ts";
import type { Transaction } from "../base/connection.ts";
import { lockNames, waitForTurn } from "../base/locks.ts";
import { build } from "../base/statements.ts";
import { users } from "../schema/schema.ts";

/** Waits until no other transaction gives an account this name, or one that reads alike; nobody does until this one ends. */
export const waitForName = (tx: Transaction, username: string): Promise<void> =>
  waitForTurn(tx, `name ${usernameForm(username)}`);

/** Locks accounts, one of which is to get this name. */
export async function lockForName(tx: Transaction, username: string, ids: readonly UserId[]): Promise<void> {
  await waitForName(tx, username);
  await lockNames(tx, ...ids);
}

/**
 * Whether a live account has this name, or one that reads alike. The caller has waited for the name, so the answer holds until the
 * transaction ends.
 * @param by an account that doesn't count
 */
export async function isUsernameTaken(tx: Transaction, username: string, by?: UserId): Promise<boolean> {
  const alike = and(
    eq(users.usernameForm, usernameForm(username)),
    isNull(users.deletedAt),
    by === undefined ? undefined : ne(users.id, by),
  );
  return (await tx.db.select({ id: users.id }).from(users).where(alike)).length > 0;
}

const isDeleted = (userId: UserId) => and(eq(users.id, userId), isNotNull(users.formerUsername));

export const isDeletedAccount = async (tx: Transaction, userId: UserId): Promise<boolean> =>
  (await tx.db.select({ id: users.id }).from(users).where(isDeleted(userId))).length > 0;

/** Marks a live account as deleted, which frees its name. */
export async function deleteAccountRow(
  tx: Transaction,
  userId: UserId,
  { username, now }: { readonly username: string | null; readonly now: number },
): Promise<void> {
  await tx.run(
    build
      .update(users)
      .set({
        formerUsername: username,
        username: null,
        usernameForm: usernameForm(username ?? ""),
        deletedAt: now,
        updatedAt: now,
      })
      .where(and(eq(users.id, userId), isNull(users.deletedAt))),
  );
}

/** Makes a deleted account live again, under a name that is free. */
export async function undeleteAccountRow(
  tx: Transaction,
  userId: UserId,
  { username, now }: { readonly username: string; readonly now: number },
): Promise<void> {
  await tx.run(
    build
      .update(users)
      .set({
        username,
        usernameForm: usernameForm(username),
        formerUsername: null,
        deletedAt: null,
        updatedAt: now,
      })
      .where(isDeleted(userId)),
  );
}
