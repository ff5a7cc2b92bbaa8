import { and, eq, gt, isNull } from "drizzle-orm";
import type { SessionRow, UserRow } from "../../rows.ts";
import type { SessionStore } from "../../store.ts";
import { bound, type Connection, compile } from "./connection.ts";
import { sessions, users, vaults } from "./schema.ts";
import { toUserRow } from "./user-columns.ts";

/** Finds a session and its owner in one read. It runs with every request, so Drizzle's mapping of rows stays out of it. */
export function liveSession({ sqlite, db }: Connection): SessionStore["find"] {
  const find = compile<LiveSessionTuple>(
    sqlite,
    db
      .select(columns)
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
  return async (userId, sessionId, now) => {
    const row = find.get({ userId, sessionId, now });
    return row === undefined ? null : { session: toSession(row), user: toUser(row) };
  };
}

const columns = {
  id: sessions.id,
  userId: sessions.userId,
  secretHash: sessions.secretHash,
  seal: sessions.seal,
  sealMadeAt: sessions.sealMadeAt,
  sealUsedAt: sessions.sealUsedAt,
  sealedOrigin: sessions.sealedOrigin,
  failures: sessions.failures,
  createdAt: sessions.createdAt,
  lastUsedAt: sessions.lastUsedAt,
  expiresAt: sessions.expiresAt,
  username: users.username,
  formerUsername: users.formerUsername,
  passwordHash: users.passwordHash,
  wrapNumber: users.wrapNumber,
  keyNumber: vaults.keyNumber,
  salt: users.salt,
  memoryKib: users.memoryKib,
  passes: users.passes,
  parallelism: users.parallelism,
  sealedVaultKey: users.sealedVaultKey,
  recoverySeal: users.recoverySeal,
  previousVaultKey: vaults.previousKey,
  userCreatedAt: users.createdAt,
  userUpdatedAt: users.updatedAt,
};

/** In the order of `columns`. */
type LiveSessionTuple = [
  id: SessionRow["id"],
  userId: SessionRow["userId"],
  secretHash: Uint8Array,
  seal: SessionRow["seal"],
  sealMadeAt: number | null,
  sealUsedAt: number | null,
  sealedOrigin: SessionRow["sealedOrigin"],
  failures: number,
  createdAt: number,
  lastUsedAt: number,
  expiresAt: number,
  username: string | null,
  formerUsername: string | null,
  passwordHash: string,
  wrapNumber: number,
  keyNumber: number,
  salt: Uint8Array,
  memoryKib: number,
  passes: number,
  parallelism: number,
  sealedVaultKey: UserRow["wrap"]["sealedVaultKey"],
  recoverySeal: UserRow["recoverySeal"],
  previousVaultKey: UserRow["previousVaultKey"],
  userCreatedAt: number,
  userUpdatedAt: number,
];

const toSession = (row: LiveSessionTuple): SessionRow => ({
  id: row[0],
  userId: row[1],
  secretHash: row[2],
  seal: row[3],
  sealMadeAt: row[4],
  sealUsedAt: row[5],
  sealedOrigin: row[6],
  failures: row[7],
  createdAt: row[8],
  lastUsedAt: row[9],
  expiresAt: row[10],
});

const toUser = (row: LiveSessionTuple): UserRow =>
  toUserRow({
    id: row[1],
    username: row[11],
    formerUsername: row[12],
    passwordHash: row[13],
    wrapNumber: row[14],
    keyNumber: row[15],
    salt: row[16],
    memoryKib: row[17],
    passes: row[18],
    parallelism: row[19],
    sealedVaultKey: row[20],
    recoverySeal: row[21],
    previousVaultKey: row[22],
    createdAt: row[23],
    updatedAt: row[24],
    // The read looks for live accounts only.
    deletedAt: null,
  });
