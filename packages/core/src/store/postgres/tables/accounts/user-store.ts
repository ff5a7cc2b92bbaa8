import { and, count, desc, eq, exists, isNotNull, isNull, or, sql } from "drizzle-orm";
import { asUserId, personalVaultOf, type UserId } from "../../../../ids.ts";
import { findColliding, usernameForm } from "../../../../rules/usernames.ts";
import { toUserRow, toWrapColumns } from "../../../rows/user-rows.ts";
import type { UserStore } from "../../../user-store.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { lockNames, lockUsers, lockVault } from "../base/locks.ts";
import { reserve } from "../base/reserve-ids.ts";
import { bound, build, compile } from "../base/statements.ts";
import { importedVaults, sessions, users, vaults } from "../schema/schema.ts";
import {
  deleteAccountRow,
  isDeletedAccount,
  isUsernameTaken,
  lockForName,
  undeleteAccountRow,
  waitForName,
} from "./account-names.ts";
import { boxAgain } from "./box-passkeys.ts";
import { endSessions } from "./end-sessions.ts";
import { eraseSome } from "./erase-accounts.ts";
import { insertAccount, isFirstAccount } from "./insert-account.ts";
import { useLink } from "./link-columns.ts";
import { NO_TICKET } from "./session-columns.ts";
import { admit } from "./spend-proof.ts";
import { selectUsers } from "./user-columns.ts";

const counted = compile<[users: number]>(build.select({ users: count() }).from(users));
const withHash = compile<[id: number]>(
  build
    .select({ id: users.id })
    .from(users)
    .where(sql`starts_with(${users.passwordHash}, ${bound("prefix")})`)
    .limit(1),
);
const live = (userId: UserId) => and(eq(users.id, userId), isNull(users.deletedAt));
const hasKey = (userId: UserId, keyNumber: number) =>
  exists(
    build
      .select({ id: vaults.id })
      .from(vaults)
      .where(and(eq(vaults.id, personalVaultOf(userId)), eq(vaults.keyNumber, keyNumber))),
  );

export function createUserStore(connection: Connection): UserStore {
  const { one, write } = connection;
  /** A change of an account, whose row it holds. `name`: the one that it gets; null: it loses its own. */
  const writeTo = <T>(
    userId: UserId,
    work: (tx: Transaction) => Promise<T>,
    { name }: { readonly name?: string | null | undefined } = {},
  ): Promise<T> =>
    write(async (tx) => {
      if (name === undefined) await lockUsers(tx, userId);
      else if (name === null) await lockNames(tx, userId);
      else await lockForName(tx, name, [userId]);
      return work(tx);
    });

  return {
    async reserveId() {
      return asUserId(await write((tx) => reserve(tx, "users", 1)));
    },

    async insert(row, { onlyFirst, invitation }) {
      return write(async (tx) => {
        const administrator = await isFirstAccount(tx);
        if (onlyFirst && !administrator) return "not-first";
        await waitForName(tx, row.username);
        if (await isUsernameTaken(tx, row.username)) return "username-taken";
        const link =
          invitation && (await useLink(tx, { hash: invitation, purpose: "invitation" }, row.createdAt));
        if (link === null) return "link-unusable";
        await insertAccount(tx, row, { administrator, updatedAt: row.createdAt });
        if (link?.madeBy) await appendEvent(tx, link.madeBy, { kind: "invitation-used", at: row.createdAt });
        await appendEvent(tx, row.id, { kind: "registered", at: row.createdAt });
        return "inserted";
      });
    },

    async count() {
      return (await one(counted, {}))?.[0] ?? 0;
    },

    async list() {
      return (await selectUsers(connection).orderBy(users.id)).map(toUserRow);
    },

    async hasPasswordHashLike(prefix) {
      return (await one(withHash, { prefix })) !== undefined;
    },

    async find(userId) {
      const [row] = await selectUsers(connection).where(eq(users.id, userId));
      return row === undefined ? null : toUserRow(row);
    },

    async findByUsername(username) {
      const exactly = eq(users.username, username.normalize("NFC"));
      const alike = and(eq(users.usernameForm, usernameForm(username)), isNull(users.deletedAt));
      const [row] = await selectUsers(connection).where(or(exactly, alike)).orderBy(desc(exactly)).limit(1);
      return row === undefined ? null : toUserRow(row);
    },

    async listColliding() {
      return findColliding(await selectUsers(connection).orderBy(users.id)).map(toUserRow);
    },

    async findDeleted(formerUsername, limit) {
      const rows = await selectUsers(connection)
        .where(and(eq(users.usernameForm, usernameForm(formerUsername)), isNotNull(users.formerUsername)))
        .orderBy(desc(users.deletedAt), desc(users.id))
        .limit(limit);
      return rows.map(toUserRow);
    },

    async rename(userId, username, now) {
      const rename = async (tx: Transaction) => {
        if ((await tx.db.select({ id: users.id }).from(users).where(live(userId))).length === 0)
          return "unknown";
        if (await isUsernameTaken(tx, username, userId)) return "username-taken";
        const renamed = { username, usernameForm: usernameForm(username), updatedAt: now };
        await tx.run(build.update(users).set(renamed).where(live(userId)));
        await appendEvent(tx, userId, { kind: "renamed", at: now });
        return "renamed";
      };
      return writeTo(userId, rename, { name: username });
    },

    async replacePassword(userId, change) {
      return (await writeTo(userId, (tx) => replaceLogin(tx, userId, change))) === "replaced";
    },

    async replaceLogin(userId, change) {
      return writeTo(userId, (tx) => replaceLogin(tx, userId, change), { name: change.username });
    },

    async upgradePasswordHash(userId, expected, passwordHash) {
      const same = and(live(userId), eq(users.passwordHash, expected));
      return write(async (tx) => (await tx.run(build.update(users).set({ passwordHash }).where(same))) > 0);
    },

    async replaceWrap(userId, { expectedWrapNumber, wrap, keep, now, event, ...given }) {
      const { recoverySeal, previousVaultKey, factor, passkeys: boxed } = given;
      return writeTo(userId, async (tx) => {
        // Before the proof, which may be a passkey, or write an event.
        await lockVault(tx, personalVaultOf(userId));
        const same = and(
          live(userId),
          eq(users.wrapNumber, expectedWrapNumber),
          boxed && eq(users.factorRev, boxed.factorRev),
        );
        if ((await tx.db.select({ id: users.id }).from(users).where(same)).length === 0) return false;
        if (factor && !(await admit(tx, userId, { ...factor, now }))) return false;
        await tx.run(
          build
            .update(users)
            .set({ ...toWrapColumns(wrap), ...(recoverySeal && { recoverySeal }), updatedAt: now })
            .where(same),
        );
        await tx.run(
          build
            .update(vaults)
            .set({
              keyNumber: wrap.keyNumber,
              ...(previousVaultKey && { previousKey: previousVaultKey }),
            })
            .where(eq(vaults.id, personalVaultOf(userId))),
        );
        if (boxed) await boxAgain(tx, userId, boxed);
        await endSessions(tx, userId, keep);
        await dropSeals(tx, userId);
        await tx.run(
          build
            .update(importedVaults)
            .set({ passphraseKept: false })
            .where(eq(importedVaults.userId, userId)),
        );
        await appendEvent(tx, userId, { kind: event, at: now });
        return true;
      });
    },

    async upgradeWrap(userId, expectedWrapNumber, wrap) {
      return writeTo(userId, async (tx) => {
        await lockVault(tx, personalVaultOf(userId));
        const same = and(
          live(userId),
          eq(users.wrapNumber, expectedWrapNumber),
          hasKey(userId, wrap.keyNumber),
        );
        const isUpgraded = (await tx.run(build.update(users).set(toWrapColumns(wrap)).where(same))) > 0;
        if (isUpgraded) await dropSeals(tx, userId);
        return isUpgraded;
      });
    },

    async replaceRecoverySeal(userId, { expected, keyNumber, recoverySeal, now }) {
      return writeTo(userId, async (tx) => {
        await lockVault(tx, personalVaultOf(userId));
        const same = and(live(userId), hasKey(userId, keyNumber), eq(users.recoverySeal, expected));
        const isReplaced =
          (await tx.run(build.update(users).set({ recoverySeal, updatedAt: now }).where(same))) > 0;
        if (isReplaced) await appendEvent(tx, userId, { kind: "recovery-code-renewed", at: now });
        return isReplaced;
      });
    },

    async markDeleted(userId, now, factor) {
      const remove = async (tx: Transaction) => {
        const [row] = await tx.db.select({ username: users.username }).from(users).where(live(userId));
        if (row === undefined || (factor && !(await admit(tx, userId, { ...factor, now })))) return false;
        await deleteAccountRow(tx, userId, { username: row.username, now });
        await endSessions(tx, userId, null);
        await appendEvent(tx, userId, { kind: "account-deleted", at: now });
        return true;
      };
      return writeTo(userId, remove, { name: null });
    },

    async undelete(userId, username, now, factor) {
      const restore = async (tx: Transaction) => {
        if (!(await isDeletedAccount(tx, userId))) return "unknown";
        if (await isUsernameTaken(tx, username)) return "username-taken";
        if (factor && !(await admit(tx, userId, { ...factor, now }))) return "unknown";
        await undeleteAccountRow(tx, userId, { username, now });
        await appendEvent(tx, userId, { kind: "account-restored", at: now });
        return "restored";
      };
      return writeTo(userId, restore, { name: username });
    },

    async eraseDeletedBefore(cutoff, limit) {
      return write((tx) => eraseSome(tx, cutoff, limit));
    },
  };
}

async function replaceLogin(
  tx: Transaction,
  userId: UserId,
  { expected, username, passwordHash, factor, keep, now }: Parameters<UserStore["replaceLogin"]>[1],
): ReturnType<UserStore["replaceLogin"]> {
  if (username !== undefined && (await isUsernameTaken(tx, username, userId))) return "username-taken";
  const same = and(live(userId), eq(users.passwordHash, expected));
  if ((await tx.db.select({ id: users.id }).from(users).where(same)).length === 0) return "overtaken";
  if (factor && !(await admit(tx, userId, { ...factor, now }))) return "overtaken";
  await tx.run(
    build
      .update(users)
      .set({
        ...(username !== undefined && { username, usernameForm: usernameForm(username) }),
        ...(passwordHash !== undefined && { passwordHash }),
        updatedAt: now,
      })
      .where(same),
  );
  await endSessions(tx, userId, keep);
  if (username !== undefined) await appendEvent(tx, userId, { kind: "renamed", at: now });
  if (passwordHash !== undefined) await appendEvent(tx, userId, { kind: "password-changed", at: now });
  return "replaced";
}

async function dropSeals(tx: Transaction, userId: UserId): Promise<void> {
  await tx.run(
    build
      .update(sessions)
      .set({ seal: null, sealMadeAt: null, sealUsedAt: null, ...NO_TICKET })
      .where(eq(sessions.userId, userId)),
  );
}
