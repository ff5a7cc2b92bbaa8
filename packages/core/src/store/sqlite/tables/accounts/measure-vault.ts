import { and, eq, isNull, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import { bound, type Connection, compile } from "../base/connection.ts";
import { attachments } from "../schema/file-schema.ts";
import { categories, items, itemVersions } from "../schema/schema.ts";

/** How many bytes of records and files a vault holds, and how many live items. SQLite knows a record's length without reading it. */
export function measureVault({
  sqlite,
  db,
  snapshot,
}: Connection): (vaultId: VaultId) => { bytes: number; items: number } {
  const isOwn = bound("vaultId");
  const total = (length: ReturnType<typeof sql>) => sql<number>`coalesce(sum(${length}), 0)`;
  const parts = [
    db
      .select({ bytes: total(sql`length(${items.sealed})`) })
      .from(items)
      .where(eq(items.vaultId, isOwn)),
    db
      .select({ bytes: total(sql`length(${categories.sealed})`) })
      .from(categories)
      .where(eq(categories.vaultId, isOwn)),
    db
      .select({ bytes: total(sql`length(${itemVersions.sealed})`) })
      .from(itemVersions)
      .innerJoin(items, eq(items.id, itemVersions.itemId))
      .where(eq(items.vaultId, isOwn)),
    db
      .select({ bytes: total(sql`${attachments.bytes}`) })
      .from(attachments)
      .where(eq(attachments.vaultId, isOwn)),
  ].map((query) => compile<[bytes: number]>(sqlite, query));
  const countItems = compile<[items: number]>(
    sqlite,
    db
      .select({ items: sql<number>`count(*)` })
      .from(items)
      .where(and(eq(items.vaultId, isOwn), isNull(items.deletedAt))),
  );
  return (vaultId) =>
    snapshot(() => ({
      bytes: parts.reduce((sum, part) => sum + (part.get({ vaultId })?.[0] ?? 0), 0),
      items: countItems.get({ vaultId })?.[0] ?? 0,
    }));
}
