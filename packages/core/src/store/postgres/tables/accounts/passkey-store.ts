import { and, count, eq } from "drizzle-orm";
import { type PasskeyId, personalVaultOf, type UserId } from "../../../../ids.ts";
import { type Sealed, sealedKeyNumber } from "../../../../sealed.ts";
import type { PasskeyStore } from "../../../passkey-store.ts";
import { toUserRow } from "../../../rows/user-rows.ts";
import type { Connection, Transaction } from "../base/connection.ts";
import { isKeyInForce } from "../base/key-in-force.ts";
import { lockUsers, lockVault, waitForTurn } from "../base/locks.ts";
import type { Queries } from "../base/queries.ts";
import { reserveIn } from "../base/reserve-ids.ts";
import { build } from "../base/statements.ts";
import { passkeys, sessions, usedChallenges, users } from "../schema/schema.ts";
import { changeFactors } from "./change-factors.ts";
import { isChallengeUsed, spend } from "./spend-proof.ts";
import { selectUsers } from "./user-columns.ts";

const own = (userId: UserId, id: PasskeyId) => and(eq(passkeys.id, id), eq(passkeys.userId, userId));

export function createPasskeyStore(connection: Connection): PasskeyStore {
  const { db, read, write } = connection;

  return {
    async reserveIds(vaultId, wanted) {
      return write((tx) => reserveIn(tx, vaultId, { kind: "passkeys", count: wanted }));
    },

    async list(userId) {
      return db.select().from(passkeys).where(eq(passkeys.userId, userId)).orderBy(passkeys.id);
    },

    async find(userId, id) {
      const [passkey] = await db.select().from(passkeys).where(own(userId, id));
      return passkey ?? null;
    },

    async findByCredential(credentialId) {
      return read(async (queries) => {
        const isIt = eq(passkeys.credentialId, credentialId);
        const [passkey] = await queries.db.select().from(passkeys).where(isIt);
        if (passkey === undefined) return null;
        const [user] = await selectUsers(queries).where(eq(users.id, passkey.userId));
        const handle = await findHandle(queries, passkey.userId);
        return user === undefined || handle === null ? null : { passkey, user: toUserRow(user), handle };
      });
    },

    async findHandle(userId) {
      return findHandle(connection, userId);
    },

    async isUsed(nonce) {
      return isChallengeUsed(connection, nonce);
    },

    async insert(userId, { row, challenge, most, ...change }) {
      return write(async (tx) => {
        const { credentialId } = row;
        await waitForTurn(tx, `credential ${Buffer.from(credentialId).toString("hex")}`);
        await lockUsers(tx, userId);
        const isIt = eq(passkeys.credentialId, credentialId);
        if ((await tx.db.select({ id: passkeys.id }).from(passkeys).where(isIt)).length > 0) return "known";
        const [held] = await tx.db.select({ all: count() }).from(passkeys).where(eq(passkeys.userId, userId));
        if ((held?.all ?? 0) >= most) return "too-many";
        const isAdded = await changeFactors(tx, userId, {
          ...change,
          event: "passkey-added",
          work: async () => {
            if (await isChallengeUsed(tx, challenge.nonce)) return false;
            if (!(await isUnderCurrentKey(tx, userId, row.sealed))) return false;
            await tx.run(build.insert(usedChallenges).values(challenge));
            await tx.run(
              build
                .insert(passkeys)
                .values({ ...row, userId, createdAt: change.now, sealRev: 1, revision: 1 }),
            );
            await tx.run(
              build
                .update(sessions)
                .set({ provedAt: change.now })
                .where(and(eq(sessions.id, change.keep), eq(sessions.userId, userId))),
            );
            return true;
          },
        });
        return isAdded ? "inserted" : "overtaken";
      });
    },

    async replace(userId, { id, expectedRevision, sealRev, sealed }) {
      return write(async (tx) => {
        await lockUsers(tx, userId);
        if (!(await isUnderCurrentKey(tx, userId, sealed))) return false;
        const replaced = build
          .update(passkeys)
          .set({ sealed, sealRev, revision: expectedRevision + 1 })
          .where(and(own(userId, id), eq(passkeys.revision, expectedRevision)));
        return (await tx.run(replaced)) > 0;
      });
    },

    async setUnlock(userId, { id, expectedRevision, sealRev, sealed, unlock, ...change }) {
      const same = and(own(userId, id), eq(passkeys.revision, expectedRevision));
      const event = unlock ? "passkey-unlock-on" : "passkey-unlock-off";
      return write(async (tx) => {
        await lockUsers(tx, userId);
        return changeFactors(tx, userId, {
          ...change,
          event,
          work: async () => {
            if (!(await isUnderCurrentKey(tx, userId, sealed))) return false;
            if ((await tx.db.select({ id: passkeys.id }).from(passkeys).where(same)).length === 0)
              return false;
            if (unlock && !(await spend(tx, userId, { proof: unlock.proof, now: change.now }))) return false;
            const { unlockPrivate = null, unlockBox = null } = unlock ?? {};
            await tx.run(
              build
                .update(passkeys)
                .set({ sealed, sealRev, revision: expectedRevision + 1, unlockPrivate, unlockBox })
                .where(same),
            );
            return true;
          },
        });
      });
    },

    async remove(userId, { id, ...change }) {
      return write(async (tx) => {
        await lockUsers(tx, userId);
        return changeFactors(tx, userId, {
          ...change,
          event: "passkey-removed",
          work: async () => (await tx.run(build.delete(passkeys).where(own(userId, id)))) > 0,
        });
      });
    },
  };
}

/** It stays the current one until the transaction ends. */
async function isUnderCurrentKey(tx: Transaction, userId: UserId, sealed: Sealed): Promise<boolean> {
  const vaultId = personalVaultOf(userId);
  await lockVault(tx, vaultId);
  return isKeyInForce(tx, vaultId, sealedKeyNumber(sealed));
}

async function findHandle({ db }: Queries, userId: UserId): Promise<Uint8Array | null> {
  const [user] = await db.select({ handle: users.handle }).from(users).where(eq(users.id, userId));
  return user?.handle ?? null;
}
