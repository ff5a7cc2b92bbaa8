import { and, eq, getTableColumns, gt } from "drizzle-orm";
import type { LinkPurpose, LinkRow } from "../../../administration-store.ts";
import type { Transaction } from "../base/connection.ts";
import { links } from "../schema/administration-schema.ts";

const { hash: _, ...columns } = getTableColumns(links);
/** A link's row, but for the hash. */
export const linkColumns = columns;

/** Uses a link up, in a transaction of the caller's, so that it pays for one thing only. null: it is of no use any more. */
export async function useLink(
  tx: Transaction,
  { hash, purpose }: { readonly hash: Uint8Array; readonly purpose: LinkPurpose },
  now: number,
): Promise<LinkRow | null> {
  const [link] = await tx.db
    .delete(links)
    .where(and(eq(links.hash, hash), eq(links.purpose, purpose), gt(links.expiresAt, now)))
    .returning(linkColumns);
  return link ?? null;
}
