import { and, eq, isNull, sql } from "drizzle-orm";
import type { VaultId } from "../../../../ids.ts";
import type { Connection } from "../base/connection.ts";
import { bound, build, compile } from "../base/statements.ts";
import { attachments } from "../schema/file-schema.ts";
import { categories, items, itemVersions } from "../schema/schema.ts";

const isOwn = bound("vaultId");
const total = (length: ReturnType<typeof sql>) => sql<number>`coalesce(sum(${length}), 0)`;
const parts = [
  build
    .select({ bytes: total(sql`octet_length(${items.sealed})`) })
    .from(items)
    .where(eq(items.vaultId, isOwn)),
  build
    .select({ bytes: total(sql`octet_length(${categories.sealed})`) })
    .from(categories)
    .where(eq(categories.vaultId, isOwn)),
  build
    .select({ bytes: total(sql`octet_length(${itemVersions.sealed})`) })
    .from(itemVersions)
    .innerJoin(items, eq(items.id, itemVersions.itemId))
    .where(eq(items.vaultId, isOwn)),
  build
    .select({ bytes: total(sql`${attachments.bytes}`) })
    .from(attachments)
    .where(eq(attachments.vaultId, isOwn)),
];
const liveItems = build
  .select({ items: sql<number>`count(*)` })
  .from(items)
  .where(and(eq(items.vaultId, isOwn), isNull(items.deletedAt)));
/** One statement, so one look. PostgreSQL knows a record's length without reading it. */
const measure = compile<[bytes: number, items: number]>(
  sql`SELECT ${sql.join(
    parts.map((part) => sql`(${part})`),
    sql` + `,
  )}, (${liveItems})`,
);

/** How many bytes of records and files a vault holds, and how many live items. */
export async function measureVault(
  { one }: Connection,
  vaultId: VaultId,
): Promise<{ bytes: number; items: number }> {
  const [bytes = 0, counted = 0] = (await one(measure, { vaultId })) ?? [];
  return { bytes, items: counted };
}
