import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
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
import { isFilled, plainBytes, sealedBytes, sealedColumn, whole, words } from "./column-types.ts";

/** The last number given out of each kind. Only ever rises, so that none is used twice, whatever is erased. */
export const counters = pgTable("counters", {
  name: words().primaryKey(),
  value: whole().notNull(),
});

/**
 * Which ids of a kind (a table's name) a vault gives out next, so that they say nothing about other vaults. A range is one of the
 * blocks that the counter `id_blocks` numbers. No reference to the vault: an import reserves ids before it writes the account.
 */
export const idRanges = pgTable(
  "id_ranges",
  {
    vaultId: whole("vault_id").notNull().$type<VaultId>(),
    kind: words().notNull(),
    last: whole().notNull(),
    highest: whole().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.vaultId, table.kind] }),
    check("id_ranges_last", sql`${table.last} >= 0 AND ${table.last} <= ${table.highest}`),
  ],
);

/** What records belong to. An account's personal vault has the account's number; both come from the counter `users`. */
export const vaults = pgTable(
  "vaults",
  {
    id: whole().primaryKey().$type<VaultId>(),
    kind: words().notNull().$type<VaultKind>(),
    keyNumber: whole("key_number").notNull(),
    /** The key that is being replaced, sealed under the current one. */
    previousKey: sealedBytes("previous_key"),
    /** Rises with every change of its records that a reader would see. */
    revision: whole().notNull().default(0),
  },
  (table) => [
    check("vaults_kind", sql`${table.kind} IN ('personal', 'shared')`),
    check("vaults_number", sql`${table.keyNumber} >= 1`),
  ],
);

export const users = pgTable(
  "users",
  {
    /** With its personal vault, an account goes. */
    id: whole()
      .primaryKey()
      .$type<UserId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    /** null while the account is deleted; unique among the others. */
    username: words(),
    formerUsername: words("former_username"),
    passwordHash: words("password_hash").notNull(),
    wrapNumber: whole("wrap_number").notNull(),
    salt: plainBytes().notNull(),
    memoryKib: whole("memory_kib").notNull(),
    passes: whole().notNull(),
    parallelism: whole().notNull(),
    sealedVaultKey: sealedBytes("sealed_vault_key").notNull(),
    recoverySeal: sealedBytes("recovery_seal").notNull(),
    createdAt: whole("created_at").notNull(),
    updatedAt: whole("updated_at").notNull(),
    deletedAt: whole("deleted_at"),
    /**
     * `usernameForm` of the name, the former one of a deleted account. Accounts that were
     * alike before it was unique have their number behind it, except for the first.
     */
    usernameForm: words("username_form").notNull().default(""),
    /** The last event of its activity that was reported to the account. */
    reportedEvent: whole("reported_event").notNull().default(0),
    /** After the password, a login has to prove a second factor. */
    secondFactor: boolean("second_factor").notNull().default(false),
    /** Rises with every change of the account's factors and of the switch. */
    factorRev: whole("factor_rev").notNull().default(1),
    /** 16 random bytes: what authenticators know the account by. */
    handle: plainBytes(),
    /** Wrong codes of an authenticator app, and wrong spare codes, since the last right one of either; and when the last was. */
    codeFailures: whole("code_failures").notNull().default(0),
    codeFailedAt: whole("code_failed_at"),
    spareFailures: whole("spare_failures").notNull().default(0),
    spareFailedAt: whole("spare_failed_at"),
    /** It may do what the administration page does. */
    administrator: boolean().notNull().default(false),
  },
  (table) => [
    uniqueIndex("users_username").on(table.username),
    uniqueIndex("users_form").on(table.usernameForm).where(sql`${table.deletedAt} IS NULL`),
    index("users_deleted").on(table.usernameForm, table.deletedAt).where(sql`${table.deletedAt} IS NOT NULL`),
    check("users_numbers", sql`${table.wrapNumber} >= 1`),
    check("users_name", sql`(${table.username} IS NULL) = (${table.deletedAt} IS NOT NULL)`),
    check("users_sealed", sql`${isFilled(table.sealedVaultKey)} AND ${isFilled(table.recoverySeal)}`),
  ],
);

/** The roles in a vault. */
export const memberships = pgTable(
  "memberships",
  {
    vaultId: whole("vault_id")
      .notNull()
      .$type<VaultId>()
      .references(() => vaults.id, { onDelete: "cascade" }),
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    role: words().notNull().$type<VaultRole>(),
    state: words().notNull().$type<MembershipState>(),
  },
  (table) => [
    primaryKey({ columns: [table.vaultId, table.userId] }),
    index("memberships_user").on(table.userId),
    check("memberships_role", sql`${table.role} IN ('reader', 'editor', 'manager')`),
    check("memberships_state", sql`${table.state} IN ('invited', 'member', 'suspended')`),
  ],
);

/** An account's authenticator app: the secret that it knows, and one that is being set up. Both sealed under the server's own key. */
export const totp = pgTable(
  "totp",
  {
    userId: whole("user_id")
      .primaryKey()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    sealed: sealedBytes(),
    /** The step of the last code that was accepted: none of it or before it is accepted again. */
    lastStep: whole("last_step").notNull().default(0),
    pending: sealedBytes(),
    pendingAt: whole("pending_at"),
    createdAt: whole("created_at"),
    lastUsedAt: whole("last_used_at"),
  },
  (table) => [
    index("totp_pending").on(table.pendingAt).where(sql`${table.pendingAt} IS NOT NULL`),
    check("totp_kept", sql`(${table.sealed} IS NULL) = (${table.createdAt} IS NULL)`),
    check("totp_begun", sql`(${table.pending} IS NULL) = (${table.pendingAt} IS NULL)`),
    check("totp_sealed", sql`${isFilled(table.sealed)} AND ${isFilled(table.pending)}`),
  ],
);

/** The account's spare codes, as keyed hashes. */
export const spareCodes = pgTable(
  "spare_codes",
  {
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    hash: plainBytes().notNull(),
    /** null: it can still be used. */
    usedAt: whole("used_at"),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.hash] }),
    check("spare_codes_hash", sql`octet_length(${table.hash}) = 32`),
  ],
);

export const passkeys = pgTable(
  "passkeys",
  {
    id: whole().primaryKey().$type<PasskeyId>(),
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    credentialId: plainBytes("credential_id").notNull(),
    /** The host name that it was made for. */
    rpId: words("rp_id").notNull(),
    /** Its public key, as SubjectPublicKeyInfo. */
    spki: plainBytes().notNull(),
    /** COSE's number: -8, -7 or -257. */
    algorithm: whole().notNull().$type<PasskeyAlgorithm>(),
    signCount: whole("sign_count").notNull(),
    backupEligible: boolean("backup_eligible").notNull(),
    mayLogIn: boolean("may_log_in").notNull(),
    transports: words().notNull(),
    createdAt: whole("created_at").notNull(),
    lastUsedAt: whole("last_used_at"),
    sealRev: whole("seal_rev").notNull(),
    revision: whole().notNull(),
    sealed: sealedBytes().notNull(),
    /** Both null: this passkey doesn't open the vault. */
    unlockPrivate: sealedBytes("unlock_private"),
    unlockBox: sealedBytes("unlock_box"),
  },
  (table) => [
    uniqueIndex("passkeys_credential").on(table.credentialId),
    index("passkeys_user").on(table.userId),
    check("passkeys_sealed", isFilled(table.sealed)),
    check("passkeys_numbers", sql`${table.revision} >= 1 AND ${table.sealRev} >= 1`),
    check("passkeys_unlock", sql`(${table.unlockPrivate} IS NULL) = (${table.unlockBox} IS NULL)`),
  ],
);

/** Challenges that were answered, until they would have expired: none is answered twice. */
export const usedChallenges = pgTable(
  "used_challenges",
  {
    nonce: plainBytes().primaryKey(),
    expiresAt: whole("expires_at").notNull(),
  },
  (table) => [index("used_challenges_expiry").on(table.expiresAt)],
);

export const sessions = pgTable(
  "sessions",
  {
    id: words().primaryKey().$type<SessionId>(),
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    secretHash: plainBytes("secret_hash").notNull(),
    seal: sealedBytes(),
    sealMadeAt: whole("seal_made_at"),
    sealUsedAt: whole("seal_used_at"),
    sealedOrigin: sealedBytes("sealed_origin").notNull(),
    failures: whole().notNull().default(0),
    /** When the last failure was counted: forgiveness runs from there. */
    failedAt: whole("failed_at"),
    createdAt: whole("created_at").notNull(),
    lastUsedAt: whole("last_used_at").notNull(),
    expiresAt: whole("expires_at").notNull(),
    slideMs: whole("slide_ms"),
    endsAt: whole("ends_at"),
    /** When a second factor was last proved in this session; null: never. */
    provedAt: whole("proved_at"),
    /** The passkey that opened it: when that one is removed, the session goes, too. */
    passkeyId: whole("passkey_id")
      .$type<PasskeyId>()
      .references(() => passkeys.id, { onDelete: "cascade" }),
    ticketSeal: sealedBytes("ticket_seal"),
    ticketMadeAt: whole("ticket_made_at"),
    ticketUsedAt: whole("ticket_used_at"),
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
  vaultId: whole("vault_id")
    .notNull()
    .$type<VaultId>()
    .references(() => vaults.id, { onDelete: "cascade" }),
  sortId: whole("sort_id").notNull(),
  sealRev: whole("seal_rev").notNull(),
  revision: whole().notNull(),
  createdAt: whole("created_at").notNull(),
  updatedAt: whole("updated_at").notNull(),
  deletedAt: whole("deleted_at"),
};

export const categories = pgTable(
  "categories",
  { id: whole().primaryKey().$type<CategoryId>(), ...vaultColumns, ...sealedColumn },
  (table) => [
    // A constraint: PostgreSQL makes it before the references to it.
    unique("categories_owner").on(table.vaultId, table.id),
    index("categories_live").on(table.vaultId, table.sortId, table.id).where(sql`${table.deletedAt} IS NULL`),
    index("categories_trash")
      .on(table.vaultId, table.sortId, table.id)
      .where(sql`${table.deletedAt} IS NOT NULL`),
    check("categories_sealed", isFilled(table.sealed)),
    check("categories_numbers", sql`${table.revision} >= 1 AND ${table.sealRev} >= 1`),
  ],
);

export const items = pgTable(
  "items",
  {
    id: whole().primaryKey().$type<ItemId>(),
    categoryId: whole("category_id").$type<CategoryId>(),
    ...vaultColumns,
    /** When `sealed` was last written; `updatedAt` rises with moves and the trash too. */
    writtenAt: whole("written_at").notNull(),
    ...sealedColumn,
    usedAt: whole("used_at"),
  },
  (table) => [
    // With the vault in the key, an item in another vault's category is a state the database can't hold.
    foreignKey({
      columns: [table.vaultId, table.categoryId],
      foreignColumns: [categories.vaultId, categories.id],
    }),
    // With the row's id, so that these hold the rows in order of (sort_id, id).
    index("items_live").on(table.vaultId, table.sortId, table.id).where(sql`${table.deletedAt} IS NULL`),
    index("items_trash").on(table.vaultId, table.sortId, table.id).where(sql`${table.deletedAt} IS NOT NULL`),
    index("items_category").on(table.vaultId, table.categoryId, table.sortId, table.id),
    unique("items_owner").on(table.vaultId, table.id),
    check("items_sealed", isFilled(table.sealed)),
    check("items_numbers", sql`${table.revision} >= 1 AND ${table.sealRev} >= 1`),
  ],
);

/** Which vault of another program an account was made of, so that none is moved in twice. Goes with the account. */
export const importedVaults = pgTable(
  "imported_vaults",
  {
    /** A hash of what that program knew the vault by. */
    source: words().primaryKey(),
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    importedAt: whole("imported_at").notNull(),
    /** The passphrase is still the one that it had there. */
    passphraseKept: boolean("passphrase_kept").notNull(),
  },
  (table) => [index("imported_vaults_user").on(table.userId)],
);

/** The sealed records that were replaced, unchanged. */
export const itemVersions = pgTable(
  "item_versions",
  {
    id: whole().primaryKey().$type<VersionId>(),
    itemId: whole("item_id")
      .notNull()
      .$type<ItemId>()
      .references(() => items.id, { onDelete: "cascade" }),
    sealRev: whole("seal_rev").notNull(),
    createdAt: whole("created_at").notNull(),
    replacedAt: whole("replaced_at").notNull(),
    ...sealedColumn,
    /** For a version that an import brought: when that was, since its own instants may be years back. Else null. */
    arrivedAt: whole("arrived_at"),
  },
  (table) => [
    index("item_versions_item").on(table.itemId, table.id),
    index("item_versions_replaced").on(table.replacedAt).where(sql`${table.arrivedAt} IS NULL`),
    index("item_versions_arrived").on(table.arrivedAt).where(sql`${table.arrivedAt} IS NOT NULL`),
    check("item_versions_sealed", isFilled(table.sealed)),
  ],
);

export const auditEvents = pgTable(
  "audit_events",
  {
    id: whole().primaryKey(),
    userId: whole("user_id")
      .notNull()
      .$type<UserId>()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: words().notNull().$type<AuditKind>(),
    at: whole().notNull(),
    /** null: unknown, as for events from before it was noted. */
    sealedDevice: sealedBytes("sealed_device"),
  },
  (table) => [index("audit_events_user").on(table.userId, table.id), index("audit_events_at").on(table.at)],
);
