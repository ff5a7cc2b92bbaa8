import { and, count, desc, eq, gt, isNull, lte, max } from "drizzle-orm";
import { personalVaultOf, type UserId } from "../../../../ids.ts";
import { REGISTRATIONS } from "../../../../rules/registrations.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import type { Act, AdministrationStore, Refused } from "../../../administration-store.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { appendEvent } from "../base/event-writer.ts";
import { lockNames, lockUsers, waitForTurn } from "../base/locks.ts";
import { build, inNobodysHand } from "../base/statements.ts";
import { links, settings } from "../schema/administration-schema.ts";
import { auditEvents, users } from "../schema/schema.ts";
import {
  deleteAccountRow,
  isDeletedAccount,
  isUsernameTaken,
  lockForName,
  undeleteAccountRow,
} from "./account-names.ts";
import { endSessions } from "./end-sessions.ts";
import { linkColumns, lockAccountOf, useLink } from "./link-columns.ts";
import { measureVault } from "./measure-vault.ts";
import { resetFactors } from "./reset-factors.ts";

const REGISTRATION = "registration";

const live = (userId: UserId) => and(eq(users.id, userId), isNull(users.deletedAt));
const administrators = and(eq(users.administrator, true), isNull(users.deletedAt));

export function createAdministrationStore(connection: Connection): AdministrationStore {
  const { db, write } = connection;

  /**
   * One transaction, by someone who may, about one account or none. One after the other on all nodes: two administrators who dismiss
   * each other at once must not both succeed.
   */
  const administer = <Answer extends string | number>(
    { by }: Act,
    userId: UserId | null,
    work: (tx: Transaction) => Promise<Answer>,
    lock: (tx: Transaction, ids: readonly UserId[]) => Promise<void> = (tx, ids) => lockUsers(tx, ...ids),
  ): Promise<Answer | Refused> =>
    write(async (tx) => {
      await waitForTurn(tx, "administration");
      await lock(
        tx,
        [by, userId].filter((id) => id !== null),
      );
      if (by !== null && !(await isAdministrator(tx, by))) return "not-administrator";
      return work(tx);
    });

  return {
    async lastLogIns() {
      const rows = await db
        .select({ userId: auditEvents.userId, at: max(auditEvents.at) })
        .from(auditEvents)
        .where(eq(auditEvents.kind, "logged-in"))
        .groupBy(auditEvents.userId);
      return new Map(rows.flatMap(({ userId, at }) => (at === null ? [] : [[userId, at] as const])));
    },

    async measure(userId) {
      return measureVault(connection, personalVaultOf(userId));
    },

    async setAdministrator(userId, on, act) {
      return administer(act, userId, async (tx) => {
        if (!(await isLive(tx, userId))) return "unknown";
        if ((await isAdministrator(tx, userId)) === on) return "done";
        if (!on && act.by !== null && (await isLastAdministrator(tx, userId))) return "last-administrator";
        await tx.run(build.update(users).set({ administrator: on, updatedAt: act.now }).where(live(userId)));
        if (!on) await dropLinksBy(tx, userId);
        await appendBoth(tx, userId, {
          events: on
            ? ["administrator-granted", "gave-administrator"]
            : ["administrator-revoked", "took-administrator"],
          act,
        });
        return "done";
      });
    },

    async addInvitation(link, act) {
      return administer(act, null, async (tx) => {
        const invitation = {
          purpose: "invitation",
          userId: null,
          madeBy: act.by,
          createdAt: act.now,
        } as const;
        await tx.run(build.insert(links).values({ ...link, ...invitation }));
        await appendOwn(tx, act, "invited");
        return "done";
      });
    },

    async addPasswordLink(userId, link, act) {
      return administer(act, userId, async (tx) => {
        if (!(await isLive(tx, userId))) return "unknown";
        await dropLinksTo(tx, userId);
        const purpose = { purpose: "password", userId, madeBy: act.by, createdAt: act.now } as const;
        await tx.run(build.insert(links).values({ ...link, ...purpose }));
        await appendBoth(tx, userId, { events: ["password-link-made", "made-password-link"], act });
        return "done";
      });
    },

    async listLinks(now) {
      return db
        .select(linkColumns)
        .from(links)
        .where(gt(links.expiresAt, now))
        .orderBy(desc(links.createdAt), links.id);
    },

    async findLink(hash, now) {
      const unused = and(eq(links.hash, hash), gt(links.expiresAt, now));
      const [link] = await db.select(linkColumns).from(links).where(unused);
      return link ?? null;
    },

    async revokeLink(id, act) {
      return administer(act, null, async (tx) => {
        const unused = and(eq(links.id, id), gt(links.expiresAt, act.now));
        await lockAccountOf(tx, unused);
        const [link] = await tx.db.delete(links).where(unused).returning(linkColumns);
        if (link === undefined) return "unknown";
        if (link.userId === null) await appendOwn(tx, act, "link-revoked");
        else await appendBoth(tx, link.userId, { events: ["link-revoked", "link-revoked"], act });
        return "done";
      });
    },

    async resetPassword(hash, passwordHash, now) {
      return write(async (tx) => {
        const link = await useLink(tx, { hash, purpose: "password" }, now);
        const userId = link?.userId ?? null;
        if (userId === null) return false;
        const reset = build.update(users).set({ passwordHash, updatedAt: now }).where(live(userId));
        if ((await tx.run(reset)) === 0) return false;
        await endSessions(tx, userId, null);
        await appendEvent(tx, userId, { kind: "password-reset", at: now });
        return true;
      });
    },

    async endSessions(userId, act) {
      return administer(act, userId, async (tx) => {
        if (!(await isLive(tx, userId))) return "unknown";
        const ended = await endSessions(tx, userId, null);
        if (ended > 0)
          await appendBoth(tx, userId, {
            events: ["sessions-ended-by-administrator", "ended-sessions"],
            act,
          });
        return ended;
      });
    },

    async resetSecondFactor(userId, act) {
      return administer(act, userId, async (tx) => {
        if (!(await resetFactors(tx, userId, act.now))) return "unknown";
        await appendBoth(tx, userId, { events: ["second-factor-reset", "reset-second-factor"], act });
        return "done";
      });
    },

    async deleteAccount(userId, act) {
      const isOwn = act.by === userId;
      const remover = isOwn ? { ...act, by: null } : act;
      const remove = async (tx: Transaction) => {
        const [row] = await tx.db.select({ username: users.username }).from(users).where(live(userId));
        if (row === undefined) return "unknown";
        const isTheOnlyOne = (await countWhere(tx, isNull(users.deletedAt))) === 1;
        if (act.by !== null && !isTheOnlyOne && (await isLastAdministrator(tx, userId)))
          return "last-administrator";
        // A removed administrator must not regain the role with their own password and passphrase.
        if (!isOwn) await tx.run(build.update(users).set({ administrator: false }).where(live(userId)));
        await deleteAccountRow(tx, userId, { username: row.username, now: act.now });
        await endSessions(tx, userId, null);
        await dropLinksTo(tx, userId);
        await dropLinksBy(tx, userId);
        await appendBoth(tx, userId, {
          events: [isOwn ? "account-deleted" : "deleted-by-administrator", "deleted-account"],
          act,
        });
        return "done";
      };
      return administer(remover, userId, remove, (tx, ids) => lockNames(tx, ...ids));
    },

    async restoreAccount(userId, username, act) {
      const restore = async (tx: Transaction) => {
        if (!(await isDeletedAccount(tx, userId))) return "unknown";
        if (await isUsernameTaken(tx, username)) return "username-taken";
        await undeleteAccountRow(tx, userId, { username, now: act.now });
        await appendBoth(tx, userId, { events: ["restored-by-administrator", "restored-account"], act });
        return "done";
      };
      return administer(act, userId, restore, (tx, ids) => lockForName(tx, username, ids));
    },

    async chosenRegistration() {
      const [row] = await db.select().from(settings).where(eq(settings.name, REGISTRATION));
      return REGISTRATIONS.find((each) => each === row?.value) ?? null;
    },

    async chooseRegistration(registration, act) {
      return administer(act, null, async (tx) => {
        await tx.run(
          registration === null
            ? build.delete(settings).where(eq(settings.name, REGISTRATION))
            : build
                .insert(settings)
                .values({ name: REGISTRATION, value: registration })
                .onConflictDoUpdate({ target: settings.name, set: { value: registration } }),
        );
        await appendOwn(tx, act, "registration-changed");
        return "done";
      });
    },

    async noteBackup(act) {
      return administer(act, null, async (tx) => {
        await appendOwn(tx, act, "backup-made");
        return "done";
      });
    },

    async sweepLinks(now) {
      const past = inNobodysHand(links.id, lte(links.expiresAt, now));
      await write((tx) => tx.run(build.delete(links).where(past)));
    },
  };
}

const isLive = async (tx: Transaction, userId: UserId): Promise<boolean> =>
  (await countWhere(tx, live(userId))) > 0;

const isAdministrator = async (tx: Transaction, userId: UserId): Promise<boolean> =>
  (await countWhere(tx, and(eq(users.id, userId), administrators))) > 0;

/** Whether the server would have accounts, but no administrator. */
const isLastAdministrator = async (tx: Transaction, userId: UserId): Promise<boolean> =>
  (await isAdministrator(tx, userId)) && (await countWhere(tx, administrators)) === 1;

async function countWhere(tx: Transaction, condition: typeof administrators): Promise<number> {
  const [counted] = await tx.db.select({ users: count() }).from(users).where(condition);
  return counted?.users ?? 0;
}

const dropLinksTo = (tx: Transaction, userId: UserId) =>
  tx.run(build.delete(links).where(eq(links.userId, userId)));
/** What someone offered who may offer nothing any more. */
const dropLinksBy = (tx: Transaction, userId: UserId) =>
  tx.run(build.delete(links).where(eq(links.madeBy, userId)));

/** For the account that it is about, and for who did it, unless that is the same. */
async function appendBoth(
  tx: Transaction,
  userId: UserId,
  { events, act }: { readonly events: readonly [about: AuditKind, done: AuditKind]; readonly act: Act },
): Promise<void> {
  await appendEvent(tx, userId, { kind: events[0], at: act.now });
  if (act.by !== null && act.by !== userId) await appendEvent(tx, act.by, { kind: events[1], at: act.now });
}

async function appendOwn(tx: Transaction, { by, now }: Act, kind: AuditKind): Promise<void> {
  if (by !== null) await appendEvent(tx, by, { kind, at: now });
}
