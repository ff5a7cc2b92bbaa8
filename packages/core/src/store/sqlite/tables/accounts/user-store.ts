import { and, count, desc, eq, exists, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { asUserId, personalVaultOf, type SessionId, type UserId } from "../../../../ids.ts";
import { findColliding, usernameForm } from "../../../../rules/usernames.ts";
import { toUserRow, toWrapColumns } from "../../../rows/user-rows.ts";
import type { UserStore } from "../../../user-store.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { importedVaults, sessions, users, vaults } from "../schema/schema.ts";
import { deleteAccountRow, isDeletedAccount, isUsernameTaken, undeleteAccountRow } from "./account-names.ts";
import { boxAgain } from "./box-passkeys.ts";
import { eraseSome } from "./erase-accounts.ts";
import { insertAccount } from "./insert-account.ts";
import { useLink } from "./link-columns.ts";
import { NO_TICKET } from "./session-columns.ts";
import { proofSpender } from "./spend-proof.ts";
import { selectUsers } from "./user-columns.ts";

export function createUserStore(connection: Connection): UserStore {
  const { sqlite, db, write, reserve } = connection;
  const append = eventWriter(connection);
  const { admit } = proofSpender(connection);
  const live = (userId: UserId) => and(eq(users.id, userId), isNull(users.deletedAt));
  const hasKey = (userId: UserId, keyNumber: number) =>
    exists(
      db
        .select({ id: vaults.id })
        .from(vaults)
        .where(and(eq(vaults.id, personalVaultOf(userId)), eq(vaults.keyNumber, keyNumber))),
    );
  const counted = compile<[users: number]>(sqlite, db.select({ users: count() }).from(users));
  const withHash = compile<[id: number]>(
    sqlite,
    db
      .select({ id: users.id })
      .from(users)
      .where(sql`substr(${users.passwordHash}, 1, length(${bound("prefix")})) = ${bound("prefix")}`)
      .limit(1),
  );
  const isAlike = (username: string) =>
    and(eq(users.usernameForm, usernameForm(username)), isNull(users.deletedAt));
  const countUsers = () => counted.get({})?.[0] ?? 0;
  const isTaken = (username: string, by?: UserId) => isUsernameTaken(db, username, by);
  const endSessions = (userId: UserId, keep: SessionId | null) => {
    db.delete(sessions)
      .where(and(eq(sessions.userId, userId), keep === null ? undefined : ne(sessions.id, keep)))
      .run();
  };
  const dropSeals = (userId: UserId) => {
    db.update(sessions)
      .set({ seal: null, sealMadeAt: null, sealUsedAt: null, ...NO_TICKET })
      .where(eq(sessions.userId, userId))
      .run();
  };
  const replaceLogin: (
    ...change: Parameters<UserStore["replaceLogin"]>
  ) => Awaited<ReturnType<UserStore["replaceLogin"]>> = (
    userId,
    { expected, username, passwordHash, factor, keep, now },
  ) => {
    if (username !== undefined && isTaken(username, userId)) return "username-taken";
    const same = and(live(userId), eq(users.passwordHash, expected));
    if (db.select({ id: users.id }).from(users).where(same).get() === undefined) return "overtaken";
    if (factor && !admit(userId, factor, now)) return "overtaken";
    db.update(users)
      .set({
        ...(username !== undefined && { username, usernameForm: usernameForm(username) }),
        ...(passwordHash !== undefined && { passwordHash }),
        updatedAt: now,
      })
      .where(same)
      .run();
    endSessions(userId, keep);
    if (username !== undefined) append(userId, "renamed", now);
    if (passwordHash !== undefined) append(userId, "password-changed", now);
    return "replaced";
  };

  return {
    async reserveId() {
      return asUserId(write(() => reserve("users", 1)));
    },

    async insert(row, { onlyFirst, invitation }) {
      return write(() => {
        if (onlyFirst && countUsers() > 0) return "not-first";
        if (isTaken(row.username)) return "username-taken";
        const link = invitation && useLink(db, { hash: invitation, purpose: "invitation" }, row.createdAt);
        if (link === null) return "link-unusable";
        insertAccount(db, row, row.createdAt);
        if (link?.madeBy) append(link.madeBy, "invitation-used", row.createdAt);
        append(row.id, "registered", row.createdAt);
        return "inserted";
      });
    },

    async count() {
      return countUsers();
    },

    async list() {
      return selectUsers(db).orderBy(users.id).all().map(toUserRow);
    },

    async hasPasswordHashLike(prefix) {
      return withHash.get({ prefix }) !== undefined;
    },

    async find(userId) {
      const row = selectUsers(db).where(eq(users.id, userId)).get();
      return row === undefined ? null : toUserRow(row);
    },

    async findByUsername(username) {
      const exactly = eq(users.username, username.normalize("NFC"));
      const row = selectUsers(db).where(exactly).get() ?? selectUsers(db).where(isAlike(username)).get();
      return row === undefined ? null : toUserRow(row);
    },

    async listColliding() {
      return findColliding(selectUsers(db).orderBy(users.id).all()).map(toUserRow);
    },

    async findDeleted(formerUsername, limit) {
      return selectUsers(db)
        .where(and(eq(users.usernameForm, usernameForm(formerUsername)), isNotNull(users.formerUsername)))
        .orderBy(desc(users.deletedAt), desc(users.id))
        .limit(limit)
        .all()
        .map(toUserRow);
    },

    async rename(userId, username, now) {
      return write(() => {
        if (db.select({ id: users.id }).from(users).where(live(userId)).get() === undefined) return "unknown";
        if (isTaken(username, userId)) return "username-taken";
        const renamed = { username, usernameForm: usernameForm(username), updatedAt: now };
        db.update(users).set(renamed).where(live(userId)).run();
        append(userId, "renamed", now);
        return "renamed";
      });
    },

    async replacePassword(userId, change) {
      return write(() => replaceLogin(userId, change)) === "replaced";
    },

    async replaceLogin(userId, change) {
      return write(() => replaceLogin(userId, change));
    },

    async upgradePasswordHash(userId, expected, passwordHash) {
      const same = and(live(userId), eq(users.passwordHash, expected));
      return write(() => db.update(users).set({ passwordHash }).where(same).run().changes > 0);
    },

    async replaceWrap(userId, { expectedWrapNumber, wrap, keep, now, event, ...given }) {
      const { recoverySeal, previousVaultKey, factor, passkeys: boxed } = given;
      return write(() => {
        const same = and(
          live(userId),
          eq(users.wrapNumber, expectedWrapNumber),
          boxed && eq(users.factorRev, boxed.factorRev),
        );
        if (db.select({ id: users.id }).from(users).where(same).get() === undefined) return false;
        if (factor && !admit(userId, factor, now)) return false;
        db.update(users)
          .set({
            ...toWrapColumns(wrap),
            ...(recoverySeal && { recoverySeal }),
            updatedAt: now,
          })
          .where(same)
          .run();
        db.update(vaults)
          .set({
            keyNumber: wrap.keyNumber,
            ...(previousVaultKey && { previousKey: previousVaultKey }),
          })
          .where(eq(vaults.id, personalVaultOf(userId)))
          .run();
        if (boxed) boxAgain(db, userId, boxed);
        endSessions(userId, keep);
        dropSeals(userId);
        db.update(importedVaults)
          .set({ passphraseKept: false })
          .where(eq(importedVaults.userId, userId))
          .run();
        append(userId, event, now);
        return true;
      });
    },

    async upgradeWrap(userId, expectedWrapNumber, wrap) {
      return write(() => {
        const { changes } = db
          .update(users)
          .set(toWrapColumns(wrap))
          .where(and(live(userId), eq(users.wrapNumber, expectedWrapNumber), hasKey(userId, wrap.keyNumber)))
          .run();
        if (changes > 0) dropSeals(userId);
        return changes > 0;
      });
    },

    async replaceRecoverySeal(userId, { expected, keyNumber, recoverySeal, now }) {
      const same = and(live(userId), hasKey(userId, keyNumber), eq(users.recoverySeal, expected));
      return write(() => {
        const { changes } = db.update(users).set({ recoverySeal, updatedAt: now }).where(same).run();
        if (changes > 0) append(userId, "recovery-code-renewed", now);
        return changes > 0;
      });
    },

    async markDeleted(userId, now, factor) {
      return write(() => {
        const row = db.select({ username: users.username }).from(users).where(live(userId)).get();
        if (row === undefined || (factor && !admit(userId, factor, now))) return false;
        deleteAccountRow(db, userId, { username: row.username, now });
        endSessions(userId, null);
        append(userId, "account-deleted", now);
        return true;
      }, "essential");
    },

    async undelete(userId, username, now, factor) {
      return write(() => {
        if (!isDeletedAccount(db, userId)) return "unknown";
        if (isTaken(username)) return "username-taken";
        if (factor && !admit(userId, factor, now)) return "unknown";
        undeleteAccountRow(db, userId, { username, now });
        append(userId, "account-restored", now);
        return "restored";
      });
    },

    async eraseDeletedBefore(cutoff, limit) {
      return write(() => eraseSome(db, cutoff, limit), "essential");
    },
  };
}
