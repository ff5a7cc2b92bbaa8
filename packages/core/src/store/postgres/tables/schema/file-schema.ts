import { sql } from "drizzle-orm";
import { check, foreignKey, index, pgTable, primaryKey, uniqueIndex } from "drizzle-orm/pg-core";
import type { AttachmentId, ImportBatchId, ItemId, UserId, VaultId, VersionId } from "../../../../ids.ts";
import type { AttachmentState } from "../../../attachment-store.ts";
import type { ImportBatchState, ImportRowKind } from "../../../import-batch-store.ts";
import { isFilled, plainBytes, sealedColumn, whole, words } from "./column-types.ts";
import { items, users, vaults } from "./schema.ts";

/** The files of items. What they are called and the key of their chunks is in `sealed`. */
export const attachments = pgTable(
  "attachments",
  {
    id: whole().primaryKey().$type<AttachmentId>(),
    vaultId: whole("vault_id").notNull().$type<VaultId>(),
    itemId: whole("item_id").notNull().$type<ItemId>(),
    /** erasing: its chunks go step by step, and nothing restores it. */
    state: words().notNull().$type<AttachmentState>(),
    /** What its chunks hold when all have arrived, padding included. */
    bytes: whole().notNull(),
    /** Chunks that have arrived. */
    received: whole().notNull(),
    /** SHA-256 over the sealed chunks in their order; null while it arrives. */
    digest: plainBytes(),
    sealRev: whole("seal_rev").notNull(),
    revision: whole().notNull(),
    createdAt: whole("created_at").notNull(),
    updatedAt: whole("updated_at").notNull(),
    deletedAt: whole("deleted_at"),
    ...sealedColumn,
  },
  (table) => [
    // With the vault in the key, a file of another vault's item is a state the database can't hold.
    foreignKey({
      columns: [table.vaultId, table.itemId],
      foreignColumns: [items.vaultId, items.id],
    }).onDelete("cascade"),
    // With the bytes, so that a quota reads no row.
    index("attachments_item").on(table.vaultId, table.itemId, table.bytes),
    index("attachments_state_created").on(table.state, table.createdAt),
    index("attachments_removed").on(table.deletedAt).where(sql`${table.deletedAt} IS NOT NULL`),
    check("attachments_state", sql`${table.state} IN ('arriving', 'ready', 'erasing')`),
    check("attachments_digest", sql`${table.state} <> 'ready' OR ${table.digest} IS NOT NULL`),
    check("attachments_sealed", isFilled(table.sealed)),
    check(
      "attachments_numbers",
      sql`${table.revision} >= 1 AND ${table.sealRev} >= 1 AND ${table.bytes} >= 1 AND ${table.received} >= 0`,
    ),
  ],
);

export const attachmentChunks = pgTable(
  "attachment_chunks",
  {
    /** No seal names it, so it may come from a sequence. */
    id: whole().primaryKey().generatedByDefaultAsIdentity(),
    attachmentId: whole("attachment_id")
      .notNull()
      .$type<AttachmentId>()
      .references(() => attachments.id, { onDelete: "cascade" }),
    /** From 0. */
    no: whole().notNull(),
    ...sealedColumn,
  },
  (table) => [
    uniqueIndex("attachment_chunks_no").on(table.attachmentId, table.no),
    check("attachment_chunks_sealed", isFilled(table.sealed)),
    check("attachment_chunks_no_natural", sql`${table.no} >= 0`),
  ],
);

/** Imports of files, for as long as they can be undone. */
export const importBatches = pgTable(
  "import_batches",
  {
    id: whole().primaryKey().$type<ImportBatchId>(),
    vaultId: whole("vault_id")
      .notNull()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    state: words().notNull().$type<ImportBatchState>(),
    startedAt: whole("started_at").notNull(),
    finishedAt: whole("finished_at"),
    rowsDone: whole("rows_done").notNull(),
    rowsAll: whole("rows_all").notNull(),
    sealRev: whole("seal_rev").notNull(),
    ...sealedColumn,
  },
  (table) => [
    index("import_batches_vault").on(table.vaultId),
    index("import_batches_kept").on(table.startedAt),
    check("import_batches_state", sql`${table.state} IN ('running', 'done', 'cancelled', 'undone')`),
    check("import_batches_rows", sql`${table.rowsDone} >= 0 AND ${table.rowsDone} <= ${table.rowsAll}`),
    check("import_batches_sealed", isFilled(table.sealed)),
  ],
);

/** What an import wrote, so that it can be undone: items or categories, each with the revision that it had then. */
export const importRows = pgTable(
  "import_rows",
  {
    batchId: whole("batch_id")
      .notNull()
      .$type<ImportBatchId>()
      .references(() => importBatches.id, { onDelete: "cascade" }),
    kind: words().notNull().$type<ImportRowKind>(),
    /** The item's or the category's. Not a reference: what was erased since is passed over. */
    rowId: whole("row_id").notNull(),
    revision: whole().notNull(),
    /** For a merged item: the version that it was before. */
    versionId: whole("version_id").$type<VersionId>(),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.kind, table.rowId] }),
    check("import_rows_kind", sql`${table.kind} IN ('category', 'made', 'merged', 'file')`),
  ],
);
