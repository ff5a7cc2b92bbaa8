import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type {
  CategoryId,
  ItemId,
  PasskeyId,
  SessionId,
  UserId,
  VaultId,
  VersionId,
} from "../../../../ids.ts";
import type { PasskeyAlgorithm } from "../../../../rules/passkeys.ts";
import type { AuditKind } from "../../../../schemas/account.ts";
import type { MembershipState, VaultKind, VaultRole } from "../../../rows.ts";
import { isBlob, plainBytes, sealedBytes, sealedColumn } from "./column-types.ts";

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
    /** 1: after the password, a login has to prove a second factor. */
    secondFactor: integer("second_factor", { mode: "boolean" }).notNull().default(false),
    /** Rises with every change of the account's factors and of the switch. */
    factorRev: integer("factor_rev").notNull().default(1),
    /** 16 random bytes: what authenticators know the account by. */
    handle: plainBytes(),
    /** Wrong codes of an authenticator app, and wrong spare codes, since the last right one of either; and when the last was. */
    codeFailures: integer("code_failures").notNull().default(0),
    codeFailedAt: integer("code_failed_at"),
    spareFailures: integer("spare_failures").notNull().default(0),
    spareFailedAt: integer("spare_failed_at"),
    /** 1: it may do what the administration page does. */
    administrator: integer({ mode: "boolean" }).notNull().default(false),
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

/** An account's authenticator app: the secret that it knows, and one that is being set up. Both sealed under the server's own key. */
export const totp = sqliteTable(
  "totp",
  {
    userId: integer("user_id")
      .primaryKey()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    sealed: sealedBytes(),
    /** The step of the last code that was accepted: none of it or before it is accepted again. */
    lastStep: integer("last_step").notNull().default(0),
    pending: sealedBytes(),
    pendingAt: integer("pending_at"),
    createdAt: integer("created_at"),
    lastUsedAt: integer("last_used_at"),
  },
  (table) => [
    index("totp_pending").on(table.pendingAt).where(sql`${table.pendingAt} IS NOT NULL`),
    check("totp_kept", sql`(${table.sealed} IS NULL) = (${table.createdAt} IS NULL)`),
    check("totp_begun", sql`(${table.pending} IS NULL) = (${table.pendingAt} IS NULL)`),
    check(
      "totp_sealed",
      sql`typeof(${table.sealed}) IN ('blob', 'null') AND typeof(${table.pending}) IN ('blob', 'null')`,
    ),
  ],
);

/** The account's spare codes, as keyed hashes. */
export const spareCodes = sqliteTable(
  "spare_codes",
  {
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    hash: plainBytes().notNull(),
    /** null: it can still be used. */
    usedAt: integer("used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.hash] }),
    check("spare_codes_hash", sql`${isBlob(table.hash)} AND length(${table.hash}) = 32`),
  ],
);

export const passkeys = sqliteTable(
  "passkeys",
  {
    id: integer().primaryKey().$type<PasskeyId>(),
    userId: integer("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    credentialId: plainBytes("credential_id").notNull(),
    /** The host name that it was made for. */
    rpId: text("rp_id").notNull(),
    /** Its public key, as SubjectPublicKeyInfo. */
    spki: plainBytes().notNull(),
    /** COSE's number: -8, -7 or -257. */
    algorithm: integer().notNull().$type<PasskeyAlgorithm>(),
    signCount: integer("sign_count").notNull(),
    backupEligible: integer("backup_eligible", { mode: "boolean" }).notNull(),
    mayLogIn: integer("may_log_in", { mode: "boolean" }).notNull(),
    transports: text().notNull(),
    createdAt: integer("created_at").notNull(),
    lastUsedAt: integer("last_used_at"),
    sealRev: integer("seal_rev").notNull(),
    revision: integer().notNull(),
    sealed: sealedBytes().notNull(),
    /** Both null: this passkey doesn't open the vault. */
    unlockPrivate: sealedBytes("unlock_private"),
    unlockBox: sealedBytes("unlock_box"),
  },
  (table) => [
    uniqueIndex("passkeys_credential").on(table.credentialId),
    index("passkeys_user").on(table.userId),
    check("passkeys_sealed", isBlob(table.sealed)),
    check("passkeys_numbers", sql`${table.revision} >= 1 AND ${table.sealRev} >= 1`),
    check("passkeys_unlock", sql`(${table.unlockPrivate} IS NULL) = (${table.unlockBox} IS NULL)`),
  ],
);

/** Challenges that were answered, until they would have expired: none is answered twice. */
export const usedChallenges = sqliteTable(
  "used_challenges",
  {
    nonce: plainBytes().primaryKey(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("used_challenges_expiry").on(table.expiresAt)],
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
    /** When a second factor was last proved in this session; null: never. */
    provedAt: integer("proved_at"),
    /** The passkey that opened it: when that one is removed, the session goes, too. */
    passkeyId: integer("passkey_id")
      .$type<PasskeyId>()
      .references(() => passkeys.id, { onDelete: "cascade" }),
    ticketSeal: sealedBytes("ticket_seal"),
    ticketMadeAt: integer("ticket_made_at"),
    ticketUsedAt: integer("ticket_used_at"),
  },
  (table) => [
    index("sessions_user").on(table.userId),
    index("sessions_expiry").on(table.expiresAt),
    index("sessions_passkey").on(table.passkeyId).where(sql`${table.passkeyId} IS NOT NULL`),
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
