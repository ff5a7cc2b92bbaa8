import { and, count, desc, eq, gt, isNull, lte, max } from "drizzle-orm";
import { personalVaultOf, type UserId } from "../../../../ids.ts";
import { REGISTRATIONS } from "../../../../rules/registrations.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import type { Act, AdministrationStore, Refused } from "../../../administration-store.ts";
import type { Connection } from "../base/connection.ts";
import { eventWriter } from "../base/event-writer.ts";
import { links, settings } from "../schema/administration-schema.ts";
import { auditEvents, sessions, users } from "../schema/schema.ts";
import { deleteAccountRow, isDeletedAccount, isUsernameTaken, undeleteAccountRow } from "./account-names.ts";
import { linkColumns, useLink } from "./link-columns.ts";
import { measureVault } from "./measure-vault.ts";
import { resetFactors } from "./reset-factors.ts";

const REGISTRATION = "registration";

export function createAdministrationStore(connection: Connection): AdministrationStore {
  const { db, write } = connection;
  const append = eventWriter(connection);
  const measure = measureVault(connection);
  const live = (userId: UserId) => and(eq(users.id, userId), isNull(users.deletedAt));
  const isLive = (userId: UserId) =>
    db.select({ id: users.id }).from(users).where(live(userId)).get() !== undefined;
  const administrators = and(eq(users.administrator, true), isNull(users.deletedAt));
  const isAdministrator = (userId: UserId) =>
    db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, userId), administrators))
      .get() !== undefined;
  const countWhere = (condition: typeof administrators) =>
    db.select({ users: count() }).from(users).where(condition).get()?.users ?? 0;
  /** Whether the server would have accounts, but no administrator. */
  const isLastAdministrator = (userId: UserId) => isAdministrator(userId) && countWhere(administrators) === 1;
  const endSessions = (userId: UserId) =>
    db.delete(sessions).where(eq(sessions.userId, userId)).run().changes;
  const dropLinksTo = (userId: UserId) => db.delete(links).where(eq(links.userId, userId)).run();
  /** What someone offered who may offer nothing any more. */
  const dropLinksBy = (userId: UserId) => db.delete(links).where(eq(links.madeBy, userId)).run();

  /** One transaction, by someone who may. */
  const administer = <Answer>({ by }: Act, work: () => Answer, size?: "essential"): Answer | Refused =>
    write(() => (by !== null && !isAdministrator(by) ? "not-administrator" : work()), size);
  /** For the account that it is about, and for who did it, unless that is the same. */
  const appendBoth = (userId: UserId, events: readonly [about: AuditKind, done: AuditKind], act: Act) => {
    append(userId, events[0], act.now);
    if (act.by !== null && act.by !== userId) append(act.by, events[1], act.now);
  };
  const appendOwn = ({ by, now }: Act, kind: AuditKind) => {
    if (by !== null) append(by, kind, now);
  };

  return {
    async lastLogIns() {
      const rows = db
        .select({ userId: auditEvents.userId, at: max(auditEvents.at) })
        .from(auditEvents)
        .where(eq(auditEvents.kind, "logged-in"))
        .groupBy(auditEvents.userId)
        .all();
      return new Map(rows.flatMap(({ userId, at }) => (at === null ? [] : [[userId, at] as const])));
    },

    async measure(userId) {
      return measure(personalVaultOf(userId));
    },

    async setAdministrator(userId, on, act) {
      return administer(act, () => {
        if (!isLive(userId)) return "unknown";
        if (isAdministrator(userId) === on) return "done";
        if (!on && act.by !== null && isLastAdministrator(userId)) return "last-administrator";
        db.update(users).set({ administrator: on, updatedAt: act.now }).where(live(userId)).run();
        if (!on) dropLinksBy(userId);
        appendBoth(
          userId,
          on
            ? ["administrator-granted", "gave-administrator"]
            : ["administrator-revoked", "took-administrator"],
          act,
        );
        return "done";
      });
    },

    async addInvitation(link, act) {
      return administer(act, () => {
        db.insert(links)
          .values({ ...link, purpose: "invitation", userId: null, madeBy: act.by, createdAt: act.now })
          .run();
        appendOwn(act, "invited");
        return "done";
      });
    },

    async addPasswordLink(userId, link, act) {
      return administer(act, () => {
        if (!isLive(userId)) return "unknown";
        dropLinksTo(userId);
        db.insert(links)
          .values({ ...link, purpose: "password", userId, madeBy: act.by, createdAt: act.now })
          .run();
        appendBoth(userId, ["password-link-made", "made-password-link"], act);
        return "done";
      });
    },

    async listLinks(now) {
      return db
        .select(linkColumns)
        .from(links)
        .where(gt(links.expiresAt, now))
        .orderBy(desc(links.createdAt), links.id)
        .all();
    },

    async findLink(hash, now) {
      const unused = and(eq(links.hash, hash), gt(links.expiresAt, now));
      return db.select(linkColumns).from(links).where(unused).get() ?? null;
    },

    async revokeLink(id, act) {
      return administer(act, () => {
        const unused = and(eq(links.id, id), gt(links.expiresAt, act.now));
        const link = db.delete(links).where(unused).returning(linkColumns).get();
        if (link === undefined) return "unknown";
        if (link.userId === null) appendOwn(act, "link-revoked");
        else appendBoth(link.userId, ["link-revoked", "link-revoked"], act);
        return "done";
      });
    },

    async resetPassword(hash, passwordHash, now) {
      return write(() => {
        const link = useLink(db, { hash, purpose: "password" }, now);
        const userId = link?.userId ?? null;
        if (userId === null || !isLive(userId)) return false;
        db.update(users).set({ passwordHash, updatedAt: now }).where(live(userId)).run();
        endSessions(userId);
        append(userId, "password-reset", now);
        return true;
      });
    },

    async endSessions(userId, act) {
      return administer(
        act,
        () => {
          if (!isLive(userId)) return "unknown";
          const ended = endSessions(userId);
          if (ended > 0) appendBoth(userId, ["sessions-ended-by-administrator", "ended-sessions"], act);
          return ended;
        },
        "essential",
      );
    },

    async resetSecondFactor(userId, act) {
      return administer(act, () => {
        if (!resetFactors(db, userId, act.now)) return "unknown";
        appendBoth(userId, ["second-factor-reset", "reset-second-factor"], act);
        return "done";
      });
    },

    async deleteAccount(userId, act) {
      const isOwn = act.by === userId;
      const remove = () => {
        const row = db.select({ username: users.username }).from(users).where(live(userId)).get();
        if (row === undefined) return "unknown";
        const isTheOnlyOne = countWhere(isNull(users.deletedAt)) === 1;
        if (act.by !== null && !isTheOnlyOne && isLastAdministrator(userId)) return "last-administrator";
        // A removed administrator must not regain the role with their own password and passphrase.
        if (!isOwn) db.update(users).set({ administrator: false }).where(live(userId)).run();
        deleteAccountRow(db, userId, { username: row.username, now: act.now });
        endSessions(userId);
        dropLinksTo(userId);
        dropLinksBy(userId);
        appendBoth(userId, [isOwn ? "account-deleted" : "deleted-by-administrator", "deleted-account"], act);
        return "done";
      };
      return isOwn ? write(remove, "essential") : administer(act, remove, "essential");
    },

    async restoreAccount(userId, username, act) {
      return administer(act, () => {
        if (!isDeletedAccount(db, userId)) return "unknown";
        if (isUsernameTaken(db, username)) return "username-taken";
        undeleteAccountRow(db, userId, { username, now: act.now });
        appendBoth(userId, ["restored-by-administrator", "restored-account"], act);
        return "done";
      });
    },

    async chosenRegistration() {
      const row = db.select().from(settings).where(eq(settings.name, REGISTRATION)).get();
      return REGISTRATIONS.find((each) => each === row?.value) ?? null;
    },

    async chooseRegistration(registration, act) {
      return administer(act, () => {
        if (registration === null) db.delete(settings).where(eq(settings.name, REGISTRATION)).run();
        else
          db.insert(settings)
            .values({ name: REGISTRATION, value: registration })
            .onConflictDoUpdate({ target: settings.name, set: { value: registration } })
            .run();
        appendOwn(act, "registration-changed");
        return "done";
      });
    },

    async noteBackup(act) {
      return administer(act, () => {
        appendOwn(act, "backup-made");
        return "done";
      });
    },

    async sweepLinks(now) {
      // Most sweeps find nothing, and an empty transaction writes, too.
      const past = lte(links.expiresAt, now);
      if (db.select({ id: links.id }).from(links).where(past).get() === undefined) return;
      write(() => db.delete(links).where(past).run(), "essential");
    },
  };
}
