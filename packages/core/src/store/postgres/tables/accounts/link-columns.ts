import { and, eq, getTableColumns, gt, type SQL } from "drizzle-orm";
import type { LinkPurpose, LinkRow } from "../../../administration-store.ts";
import type { Transaction } from "../base/connection.ts";
import { keepUser, lockUsers } from "../base/locks.ts";
import { links } from "../schema/administration-schema.ts";

const { hash: _, ...columns } = getTableColumns(links);
/** A link's row, but for the hash. */
export const linkColumns = columns;

/** Locks the account that a link is for, or else keeps the one that made it: deleting an account drops its links, too. */
export async function lockAccountOf(tx: Transaction, isIt: SQL | undefined): Promise<void> {
  const { userId, madeBy } = links;
  const [link] = await tx.db.select({ userId, madeBy }).from(links).where(isIt);
  if (link?.userId) await lockUsers(tx, link.userId);
  else if (link?.madeBy) await keepUser(tx, link.madeBy);
}

/**
 * Uses a link up, in a transaction of the caller's, so that it pays for one thing only. The account that it is for stays locked. null:
 * it is of no use any more.
 */
export async function useLink(
  tx: Transaction,
  { hash, purpose }: { readonly hash: Uint8Array; readonly purpose: LinkPurpose },
  now: number,
): Promise<LinkRow | null> {
  const isIt = and(eq(links.hash, hash), eq(links.purpose, purpose), gt(links.expiresAt, now));
  await lockAccountOf(tx, isIt);
  const [link] = await tx.db.delete(links).where(isIt).returning(linkColumns);
  return link ?? null;
}
