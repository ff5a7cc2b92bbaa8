import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  check,
  customType,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type {
  AttachmentId,
  CategoryId,
  ImportBatchId,
  ItemId,
  SessionId,
  UserId,
  VaultId,
  VersionId,
} from "../../../ids.ts";
import type { AuditKind } from "../../../schemas/account.ts";
import type { Sealed } from "../../../sealed.ts";
import type { AttachmentState } from "../../attachment-store.ts";
import type { ImportBatchState, ImportRowKind } from "../../import-batch-store.ts";
import type { MembershipState, VaultKind, VaultRole } from "../../rows.ts";

/** What the cipher made, as it is: the driver's Buffer is the Uint8Array that the rest of the program sees. */
const sealedBytes = customType<{ data: Sealed; driverData: Sealed }>({ dataType: () => "blob" });
const plainBytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "blob" });

const isBlob = (column: AnySQLiteColumn) => sql`typeof(${column}) = 'blob'`;

/** The last number given out of each kind. Only ever rises, so that none is used twice, whatever is erased. */
export const counters = sqliteTable("counters", {
  name: text().primaryKey(),
  value: integer().notNull(),
});

/**
 * Which ids of a kind (a table's name) a vault gives out next, so that they say nothing about other vaults. A range is one of the
 * blocks that the counter `id_blocks` numbers. No reference to the vault: an import reserves ids before it writes the account.
 */
export const idRanges = sqliteTable(
  "id_ranges",
  {
    vaultId: integer("vault_id").notNull().$type<VaultId>(),
    kind: text().notNull(),
    last: integer().notNull(),
    highest: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.vaultId, table.kind] }),
    check("id_ranges_last", sql`${table.last} >= 0 AND ${table.last} <= ${table.highest}`),
  ],
);

/** What records belong to. An account's personal vault has the account's number; both come from the counter `users`. */
export const vaults = sqliteTable(
  "vaults",
  {
    id: integer().primaryKey().$type<VaultId>(),
    kind: text().notNull().$type<VaultKind>(),
    keyNumber: integer("key_number").notNull(),
    /** The key that is being replaced, sealed under the current one. */
    previousKey: sealedBytes("previous_key"),
    /** Rises with every change of its records that a reader would see. */
    revision: integer().notNull().default(0),
  },
  (table) => [
    check("vaults_kind", sql`${table.kind} IN ('personal', 'shared')`),
    check("vaults_number", sql`${table.keyNumber} >= 1`),
  ],
);

export const users = sqliteTable(
  "users",
  {
    /** With its personal vault, an account goes. */
    id: integer()
      .primaryKey()
      .$type<UserId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    /** null while the account is deleted; unique among the others. */
    username: text(),
    formerUsername: text("former_username"),
    passwordHash: text("password_hash").notNull(),
    wrapNumber: integer("wrap_number").notNull(),
    salt: plainBytes().notNull(),
    memoryKib: integer("memory_kib").notNull(),
    passes: integer().notNull(),
    parallelism: integer().notNull(),
    sealedVaultKey: sealedBytes("sealed_vault_key").notNull(),
    recoverySeal: sealedBytes("recovery_seal").notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    deletedAt: integer("deleted_at"),
    /**
     * `usernameForm` of the name, the former one of a deleted account. Accounts that were
     * alike before it was unique have their number behind it, except for the first.
     */
    usernameForm: text("username_form").notNull().default(""),
    /** The last event of its activity that was reported to the account. */
    reportedEvent: integer("reported_event").notNull().default(0),
  },
  (table) => [
    uniqueIndex("users_username").on(table.username),
    uniqueIndex("users_form").on(table.usernameForm).where(sql`${table.deletedAt} IS NULL`),
    index("users_deleted").on(table.usernameForm, table.deletedAt).where(sql`${table.deletedAt} IS NOT NULL`),
    check("users_numbers", sql`${table.wrapNumber} >= 1`),
    check("users_name", sql`(${table.username} IS NULL) = (${table.deletedAt} IS NOT NULL)`),
    check("users_sealed", sql`${isBlob(table.sealedVaultKey)} AND ${isBlob(table.recoverySeal)}`),
  ],
);

/** Who may do what in a vault. */
export const memberships = sqliteTable(
  "memberships",
  {
    vaultId: integer("vault_id")
      .notNull()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text().notNull().$type<VaultRole>(),
    state: text().notNull().$type<MembershipState>(),
  },
  (table) => [
    primaryKey({ columns: [table.vaultId, table.userId] }),
    index("memberships_user").on(table.userId),
    check("memberships_role", sql`${table.role} IN ('reader', 'editor', 'manager')`),
    check("memberships_state", sql`${table.state} IN ('invited', 'member', 'suspended')`),
  ],
);

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey().$type<SessionId>(),
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    secretHash: plainBytes("secret_hash").notNull(),
    seal: sealedBytes(),
    sealMadeAt: integer("seal_made_at"),
    sealUsedAt: integer("seal_used_at"),
    sealedOrigin: sealedBytes("sealed_origin").notNull(),
    failures: integer().notNull().default(0),
    /** When the last failure was counted: forgiveness runs from there. */
    failedAt: integer("failed_at"),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    slideMs: integer("slide_ms"),
    endsAt: integer("ends_at"),
  },
  (table) => [
    index("sessions_user").on(table.userId),
    index("sessions_expiry").on(table.expiresAt),
    check(
      "sessions_seal",
      sql`(${table.seal} IS NULL) = (${table.sealMadeAt} IS NULL) AND (${table.seal} IS NULL) = (${table.sealUsedAt} IS NULL)`,
    ),
  ],
);

const vaultColumns = {
  vaultId: integer("vault_id")
    .notNull()
    .$type<VaultId>()
    .references(() => vaults.id, { onDelete: "cascade" }),
  sortId: integer("sort_id").notNull(),
  sealRev: integer("seal_rev").notNull(),
  revision: integer().notNull(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
  deletedAt: integer("deleted_at"),
};

/** Last in its row: SQLite walks through all pages of a long record to reach a column behind it. */
const sealedColumn = { sealed: sealedBytes().notNull() };

export const categories = sqliteTable(
  "categories",
  { id: integer().primaryKey().$type<CategoryId>(), ...vaultColumns, ...sealedColumn },
  (table) => [
    uniqueIndex("categories_owner").on(table.vaultId, table.id),
    index("categories_live").on(table.vaultId, table.sortId).where(sql`${table.deletedAt} IS NULL`),
    index("categories_trash").on(table.vaultId, table.sortId).where(sql`${table.deletedAt} IS NOT NULL`),
    check("categories_sealed", isBlob(table.sealed)),
    check("categories_numbers", sql`${table.revision} >= 1 AND ${table.sealRev} >= 1`),
  ],
);

export const items = sqliteTable(
  "items",
  {
    id: integer().primaryKey().$type<ItemId>(),
    categoryId: integer("category_id").$type<CategoryId>(),
    ...vaultColumns,
    /** When `sealed` was last written; `updatedAt` rises with moves and the trash too. */
    writtenAt: integer("written_at").notNull(),
    ...sealedColumn,
    /** Behind `sealed`, since it came later, and is read together with it only. */
    usedAt: integer("used_at"),
  },
  (table) => [
    // With the vault in the key, an item in another vault's category is a state the database can't hold.
    foreignKey({
      columns: [table.vaultId, table.categoryId],
      foreignColumns: [categories.vaultId, categories.id],
    }),
    // Every index ends in the row's id, so these hold the rows in order of (sort_id, id).
    index("items_live").on(table.vaultId, table.sortId).where(sql`${table.deletedAt} IS NULL`),
    index("items_trash").on(table.vaultId, table.sortId).where(sql`${table.deletedAt} IS NOT NULL`),
    index("items_category").on(table.vaultId, table.categoryId, table.sortId),
    uniqueIndex("items_owner").on(table.vaultId, table.id),
    check("items_sealed", isBlob(table.sealed)),
    check("items_numbers", sql`${table.revision} >= 1 AND ${table.sealRev} >= 1`),
  ],
);

/** Which vault of another program an account was made of, so that none is moved in twice. Goes with the account. */
export const importedVaults = sqliteTable(
  "imported_vaults",
  {
    /** A hash of what that program knew the vault by. */
    source: text().primaryKey(),
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    importedAt: integer("imported_at").notNull(),
    /** 1: the passphrase is still the one that it had there. */
    passphraseKept: integer("passphrase_kept", { mode: "boolean" }).notNull(),
  },
  (table) => [index("imported_vaults_user").on(table.userId)],
);

/** The sealed records that were replaced, as they were. */
export const itemVersions = sqliteTable(
  "item_versions",
  {
    id: integer().primaryKey().$type<VersionId>(),
    itemId: integer("item_id")
      .notNull()
      .$type<ItemId>()
      .references(() => items.id, { onDelete: "cascade" }),
    sealRev: integer("seal_rev").notNull(),
    createdAt: integer("created_at").notNull(),
    replacedAt: integer("replaced_at").notNull(),
    ...sealedColumn,
    /** For a version that an import brought: when that was, since its own instants may be years back. Else null. */
    arrivedAt: integer("arrived_at"),
  },
  (table) => [
    index("item_versions_item").on(table.itemId),
    index("item_versions_replaced").on(table.replacedAt).where(sql`${table.arrivedAt} IS NULL`),
    index("item_versions_arrived").on(table.arrivedAt).where(sql`${table.arrivedAt} IS NOT NULL`),
    check("item_versions_sealed", isBlob(table.sealed)),
  ],
);

/** The files of items. What they are called and the key of their chunks is in `sealed`. */
export const attachments = sqliteTable(
  "attachments",
  {
    id: integer().primaryKey().$type<AttachmentId>(),
    vaultId: integer("vault_id").notNull().$type<VaultId>(),
    itemId: integer("item_id").notNull().$type<ItemId>(),
    /** erasing: its chunks go step by step, and nothing restores it. */
    state: text().notNull().$type<AttachmentState>(),
    /** What its chunks hold when all have arrived, padding included. */
    bytes: integer().notNull(),
    /** Chunks that have arrived. */
    received: integer().notNull(),
    /** SHA-256 over the sealed chunks in their order; null while it arrives. */
    digest: plainBytes(),
    sealRev: integer("seal_rev").notNull(),
    revision: integer().notNull(),
    createdAt: integer("created_at").notNull(),
    updatedAt: integer("updated_at").notNull(),
    deletedAt: integer("deleted_at"),
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
    check("attachments_sealed", isBlob(table.sealed)),
    check(
      "attachments_numbers",
      sql`${table.revision} >= 1 AND ${table.sealRev} >= 1 AND ${table.bytes} >= 1 AND ${table.received} >= 0`,
    ),
  ],
);

export const attachmentChunks = sqliteTable(
  "attachment_chunks",
  {
    id: integer().primaryKey(),
    attachmentId: integer("attachment_id")
      .notNull()
      .$type<AttachmentId>()
      .references(() => attachments.id, { onDelete: "cascade" }),
    /** From 0. */
    no: integer().notNull(),
    ...sealedColumn,
  },
  (table) => [
    uniqueIndex("attachment_chunks_no").on(table.attachmentId, table.no),
    check("attachment_chunks_sealed", isBlob(table.sealed)),
    check("attachment_chunks_no_natural", sql`${table.no} >= 0`),
  ],
);

/** Imports of files, for as long as they can be undone. */
export const importBatches = sqliteTable(
  "import_batches",
  {
    id: integer().primaryKey().$type<ImportBatchId>(),
    vaultId: integer("vault_id")
      .notNull()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    state: text().notNull().$type<ImportBatchState>(),
    startedAt: integer("started_at").notNull(),
    finishedAt: integer("finished_at"),
    rowsDone: integer("rows_done").notNull(),
    rowsAll: integer("rows_all").notNull(),
    sealRev: integer("seal_rev").notNull(),
    ...sealedColumn,
  },
  (table) => [
    index("import_batches_vault").on(table.vaultId),
    index("import_batches_kept").on(table.startedAt),
    check("import_batches_state", sql`${table.state} IN ('running', 'done', 'cancelled', 'undone')`),
    check("import_batches_rows", sql`${table.rowsDone} >= 0 AND ${table.rowsDone} <= ${table.rowsAll}`),
    check("import_batches_sealed", isBlob(table.sealed)),
  ],
);

/** What an import wrote, so that it can be undone: items or categories, each with the revision that it had then. */
export const importRows = sqliteTable(
  "import_rows",
  {
    batchId: integer("batch_id")
      .notNull()
      .$type<ImportBatchId>()
      .references(() => importBatches.id, { onDelete: "cascade" }),
    kind: text().notNull().$type<ImportRowKind>(),
    /** The item's or the category's. Not a reference: what was erased since is passed over. */
    rowId: integer("row_id").notNull(),
    revision: integer().notNull(),
    /** For a merged item: the version that it was before. */
    versionId: integer("version_id").$type<VersionId>(),
  },
  (table) => [
    primaryKey({ columns: [table.batchId, table.kind, table.rowId] }),
    check("import_rows_kind", sql`${table.kind} IN ('category', 'made', 'merged', 'file')`),
  ],
);

export const auditEvents = sqliteTable(
  "audit_events",
  {
    id: integer().primaryKey(),
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text().notNull().$type<AuditKind>(),
    at: integer().notNull(),
    /** null: unknown, as for events from before it was noted. */
    sealedDevice: sealedBytes("sealed_device"),
  },
  (table) => [index("audit_events_user").on(table.userId), index("audit_events_at").on(table.at)],
);
