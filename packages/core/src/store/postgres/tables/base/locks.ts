import { eq, sql } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import { users, vaults } from "../schema/schema.ts";
import type { Transaction } from "./connection.ts";
import { bound, build, compile, isOneOf } from "./statements.ts";

// What SQLite's single writer gives for nothing. Always in this order: turns (that of the first account before that of a name), users,
// vaults, memberships, everything else, and ranges of ids last; and ids ascending within each. So no two transactions wait for each
// other. No lock is taken again in a stronger form: someone who got the weaker one in between may wait for us. A user's row may be kept
// (`keepUser`, or a row that refers to it) after its vault: that waits only for who gives or frees a name, and they lock no vault.
// A sweep locks rows of many accounts and holds none of these: it passes over what someone has in hand (`inNobodysHand`).

/** What is decided for the whole server, and by no row that could be locked. */
type Turn = "administration" | "first account" | `${"name" | "import" | "credential"} ${string}`;

const takeTurn = compile(
  sql`SELECT pg_advisory_xact_lock(hashtextextended('opp ' || ${bound("turn")}::text, 0))`,
);

/** Waits until no other transaction has this turn; keeps it until its own ends. */
export async function waitForTurn(tx: Transaction, turn: Turn): Promise<void> {
  await tx.one(takeTurn, { turn });
}

const someUsers = build
  .select({ id: users.id })
  .from(users)
  .where(isOneOf(users.id, bound("ids")))
  .orderBy(users.id);
const lockUsersRows = compile<[id: UserId]>(sql`${someUsers} FOR NO KEY UPDATE`);
const lockUsersNames = compile<[id: UserId]>(sql`${someUsers} FOR UPDATE`);
const lockVaultRow = compile<[id: number]>(
  sql`${build
    .select({ id: vaults.id })
    .from(vaults)
    .where(eq(vaults.id, bound("vaultId")))} FOR NO KEY UPDATE`,
);
const keepUserRow = compile<[id: number]>(
  sql`${build
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, bound("userId")))} FOR KEY SHARE`,
);

/** Whatever changes these accounts waits until the transaction ends. Accounts that don't exist are passed over. */
export async function lockUsers(tx: Transaction, ...ids: readonly UserId[]): Promise<void> {
  await tx.all(lockUsersRows, { ids });
}

/** The same for a change that gives one of them a name or frees it. PostgreSQL has a stronger lock for columns that are unique. */
export async function lockNames(tx: Transaction, ...ids: readonly UserId[]): Promise<void> {
  await tx.all(lockUsersNames, { ids });
}

/** As `lockUsers`, of a vault. @returns false: it doesn't exist. */
export const lockVault = async (tx: Transaction, vaultId: number): Promise<boolean> =>
  (await tx.one(lockVaultRow, { vaultId })) !== undefined;

/** The account can't be erased until the transaction ends. @returns false: it doesn't exist. */
export const keepUser = async (tx: Transaction, userId: UserId): Promise<boolean> =>
  (await tx.one(keepUserRow, { userId })) !== undefined;
