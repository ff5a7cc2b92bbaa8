import { and, count, eq } from "drizzle-orm";
import { type PasskeyId, personalVaultOf, type UserId } from "../../../../ids.ts";
import { type Sealed, sealedKeyNumber } from "../../../../sealed.ts";
import type { PasskeyStore } from "../../../passkey-store.ts";
import { toUserRow } from "../../../rows/user-rows.ts";
import type { Connection } from "../base/connection.ts";
import { keyInForce } from "../base/key-in-force.ts";
import { passkeys, sessions, usedChallenges, users } from "../schema/schema.ts";
import { factorChanger } from "./change-factors.ts";
import { isChallengeUsed, proofSpender } from "./spend-proof.ts";
import { selectUsers } from "./user-columns.ts";

export function createPasskeyStore(connection: Connection): PasskeyStore {
  const { db, write, snapshot, reserveIn } = connection;
  const changeFactors = factorChanger(connection);
  const { spend } = proofSpender(connection);
  const isKeyInForce = keyInForce(connection);
  const own = (userId: UserId, id: PasskeyId) => and(eq(passkeys.id, id), eq(passkeys.userId, userId));
  const isUnderCurrentKey = (userId: UserId, sealed: Sealed) =>
    isKeyInForce(personalVaultOf(userId), sealedKeyNumber(sealed));
  const findHandle = (userId: UserId) =>
    db.select({ handle: users.handle }).from(users).where(eq(users.id, userId)).get()?.handle ?? null;

  return {
    async reserveIds(vaultId, count) {
      return write(() => reserveIn(vaultId, "passkeys", count));
    },

    async list(userId) {
      return db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(passkeys.id).all();
    },

    async find(userId, id) {
      return db.select().from(passkeys).where(own(userId, id)).get() ?? null;
    },

    async findByCredential(credentialId) {
      return snapshot(() => {
        const passkey = db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).get();
        if (passkey === undefined) return null;
        const user = selectUsers(db).where(eq(users.id, passkey.userId)).get();
        const handle = findHandle(passkey.userId);
        return user === undefined || handle === null ? null : { passkey, user: toUserRow(user), handle };
      });
    },

    async findHandle(userId) {
      return findHandle(userId);
    },

    async isUsed(nonce) {
      return isChallengeUsed(db, nonce);
    },

    async insert(userId, { row, challenge, most, ...change }) {
      return write(() => {
        const { credentialId } = row;
        const known = eq(passkeys.credentialId, credentialId);
        if (db.select({ id: passkeys.id }).from(passkeys).where(known).get() !== undefined) return "known";
        const held = db.select({ all: count() }).from(passkeys).where(eq(passkeys.userId, userId)).get();
        if ((held?.all ?? 0) >= most) return "too-many";
        const isAdded = changeFactors(userId, change, "passkey-added", () => {
          if (isChallengeUsed(db, challenge.nonce) || !isUnderCurrentKey(userId, row.sealed)) return false;
          db.insert(usedChallenges).values(challenge).run();
          db.insert(passkeys)
            .values({ ...row, userId, createdAt: change.now, sealRev: 1, revision: 1 })
            .run();
          db.update(sessions)
            .set({ provedAt: change.now })
            .where(and(eq(sessions.id, change.keep), eq(sessions.userId, userId)))
            .run();
          return true;
        });
        return isAdded ? "inserted" : "overtaken";
      });
    },

    async replace(userId, { id, expectedRevision, sealRev, sealed }) {
      return write(() => {
        if (!isUnderCurrentKey(userId, sealed)) return false;
        const { changes } = db
          .update(passkeys)
          .set({ sealed, sealRev, revision: expectedRevision + 1 })
          .where(and(own(userId, id), eq(passkeys.revision, expectedRevision)))
          .run();
        return changes > 0;
      });
    },

    async setUnlock(userId, { id, expectedRevision, sealRev, sealed, unlock, ...change }) {
      const same = and(own(userId, id), eq(passkeys.revision, expectedRevision));
      const event = unlock ? "passkey-unlock-on" : "passkey-unlock-off";
      return write(() =>
        changeFactors(userId, change, event, () => {
          if (!isUnderCurrentKey(userId, sealed)) return false;
          if (db.select({ id: passkeys.id }).from(passkeys).where(same).get() === undefined) return false;
          if (unlock && !spend(userId, unlock.proof, change.now)) return false;
          const { unlockPrivate = null, unlockBox = null } = unlock ?? {};
          db.update(passkeys)
            .set({ sealed, sealRev, revision: expectedRevision + 1, unlockPrivate, unlockBox })
            .where(same)
            .run();
          return true;
        }),
      );
    },

    async remove(userId, { id, ...change }) {
      return write(() =>
        changeFactors(
          userId,
          change,
          "passkey-removed",
          () => db.delete(passkeys).where(own(userId, id)).run().changes > 0,
        ),
      );
    },
  };
}
