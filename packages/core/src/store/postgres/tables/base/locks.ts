import { eq, sql } from "drizzle-orm";
import type { UserId } from "../../../../ids.ts";
import { users, vaults } from "../schema/schema.ts";
import type { Transaction } from "./connection.ts";
import { bound, build, compile, isOneOf } from "./statements.ts";

// What SQLite's single writer gives for nothing. Always in this order: turns, users, vaults, memberships, categories, items, and ids
// ascending within each, so that no two transactions wait for each other.

/** What is decided for the whole server, and by no row that could be locked. */
type Turn = "administration" | "first account" | `${"name" | "import" | "credential"} ${string}`;

const takeTurn = compile(
  sql`SELECT pg_advisory_xact_lock(hashtextextended('opp ' || ${bound("turn")}::text, 0))`,
);

/** Waits until no other transaction has this turn; keeps it until its own ends. */
export async function waitForTurn(tx: Transaction, turn: Turn): Promise<void> {
  await tx.one(takeTurn, { turn });
}

const lockUsersRows = compile<[id: UserId]>(
  sql`${build
    .select({ id: users.id })
    .from(users)
    .where(isOneOf(users.id, bound("ids")))
    .orderBy(users.id)} FOR NO KEY UPDATE`,
);
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

/** The same of a vault. @returns false: it doesn't exist. */
export const lockVault = async (tx: Transaction, vaultId: number): Promise<boolean> =>
  (await tx.one(lockVaultRow, { vaultId })) !== undefined;

/** The account can't be erased until the transaction ends. @returns false: it doesn't exist. */
export const keepUser = async (tx: Transaction, userId: UserId): Promise<boolean> =>
  (await tx.one(keepUserRow, { userId })) !== undefined;
