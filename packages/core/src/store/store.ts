import type { CategoryId, ItemId, SessionId, UserId, VaultId, VaultScope, VersionId } from "../ids.ts";
import type { AuditKind } from "../schemas/account.ts";
import type { Sealed } from "../sealed.ts";
import type { AdministrationStore } from "./administration-store.ts";
import type { AttachmentStore } from "./attachment-store.ts";
import type { ChangeStore } from "./change-store.ts";
import type { HealthTrendStore } from "./health-trend-store.ts";
import type { ImportBatchStore } from "./import-batch-store.ts";
import type { ItemMerge, ItemsMerged, ItemsUnmerged, ItemUnmerge } from "./item-merge.ts";
import type { Refusal, VaultStore } from "./membership.ts";
import type { PasskeyStore } from "./passkey-store.ts";
import type { MadeBefore, NamedRequest, RequestStore } from "./request-store.ts";
import type {
  AuditEventRow,
  CategoriesSeen,
  CategoryRow,
  ImportedVault,
  ItemReplacement,
  ItemRow,
  ItemVersionRow,
  NewCategoryRow,
  NewItemRow,
  NewSessionRow,
  RecordReplacement,
  SessionRow,
  StoredRecord,
  UserRow,
} from "./rows.ts";
import type { FactorCheck, SecondFactorStore } from "./second-factor-store.ts";
import type { UserStore } from "./user-store.ts";
import type { WriteOptions } from "./write-options.ts";

/**
 * The contract of the database layer. Each method is one unit of work: wholly done, or not at all; durable when its promise
 * resolves. Methods on records take a vault and the member who asks first, those on accounts the account's id; a foreign id is an
 * unknown id. A write looks the membership up again and answers a `Refusal` to who may not, whatever was so when the scope was made.
 * Methods that write sealed records take the number of the vault key that sealed them and refuse ("key-replaced") when the
 * vault has another by then, so that no record is ever left under a key that is gone.
 * A change that belongs in the account's activity writes its event in the same transaction: the event is there exactly when the
 * change is. "No" is an answer, not an exception: exceptions are faults.
 */
export interface Store {
  readonly users: UserStore;
  readonly administration: AdministrationStore;
  readonly vaults: VaultStore;
  readonly sessions: SessionStore;
  readonly secondFactors: SecondFactorStore;
  readonly passkeys: PasskeyStore;
  readonly categories: CategoryStore;
  readonly items: ItemStore;
  readonly trash: TrashStore;
  readonly attachments: AttachmentStore;
  readonly healthTrends: HealthTrendStore;
  readonly records: RecordStore;
  readonly requests: RequestStore;
  readonly audit: AuditStore;
  readonly changes: ChangeStore;
  readonly imports: ImportStore;
  readonly importBatches: ImportBatchStore;
  /** Throws unless the database answers. */
  ping(): Promise<void>;
  /** Tidies up after erasing, so that the database holds no erased byte. To be called from time to time. */
  maintain(): Promise<void>;
  /** A second time it does nothing. */
  close(): Promise<void>;
}

export interface SessionStore {
  /**
   * Only while the account is live and has the password hash, the wrap number and the factors that the login was checked against: a
   * login that races with their change must not outlive it. The proof of a second factor is used up; the session notes it. An account has at most 100 live sessions: of more, the least
   * recently used end. Event: "logged-in".
   */
  insert(
    row: NewSessionRow,
    checkedAgainst: FactorCheck & { passwordHash: string; wrapNumber: number },
  ): Promise<boolean>;
  /** The session and its owner in one read; null when either is gone, the session is past `now`, or the owner is deleted. */
  find(
    userId: UserId,
    sessionId: SessionId,
    now: number,
  ): Promise<{ session: SessionRow; user: UserRow } | null>;
  /** Live sessions, the latest used first. */
  list(userId: UserId, now: number): Promise<SessionRow[]>;
  /** How many live sessions all accounts have together. */
  countLive(now: number): Promise<number>;
  /** Stores a seal only if the account's wrap number is still `wrapNumber` and the session lives. */
  storeSeal(
    userId: UserId,
    sessionId: SessionId,
    given: { readonly seal: Sealed; readonly wrapNumber: number; readonly now: number },
  ): Promise<boolean>;
  /** The same of the seal under a ticket; the one before is gone. */
  storeTicket(
    userId: UserId,
    sessionId: SessionId,
    given: { readonly seal: Sealed; readonly wrapNumber: number; readonly now: number },
  ): Promise<boolean>;
  /** Notes that the session (and with `seal` its seal, with `ticket` that of its ticket) was used at `now`; moves the end of one that slides and lives. */
  touch(
    userId: UserId,
    sessionId: SessionId,
    used: { readonly seal: boolean; readonly ticket?: boolean; readonly now: number },
  ): Promise<void>;
  /**
   * Counts one wrong passphrase; one is forgiven for every `forgiveEveryMs` since the last was counted. At `limit` the
   * session ends in the same transaction. A session that is not there counts nothing and has ended.
   * Event: "unlock-failed", or "session-ended-after-failures" for the failure that ends it.
   */
  countFailure(
    userId: UserId,
    sessionId: SessionId,
    rule: { readonly now: number; readonly limit: number; readonly forgiveEveryMs: number },
  ): Promise<{ failures: number; ended: boolean }>;
  end(
    userId: UserId,
    sessionId: SessionId,
    ending: { readonly event: Extract<AuditKind, "logged-out" | "session-ended">; readonly now: number },
  ): Promise<boolean>;
  /** Ends all but one. Answers how many. Event: "other-sessions-ended". */
  endOthers(userId: UserId, keep: SessionId, now: number): Promise<number>;
  /** Erases sessions past `now`, and seals made before `sealMadeBefore` or last used before `sealUsedBefore`. Answers how many rows changed. */
  sweep(now: number, sealMadeBefore: number, sealUsedBefore: number): Promise<number>;
}

/** `request`: is noted with the records, and found before anything else is asked. */
export interface InsertOptions extends WriteOptions {
  readonly request?: NamedRequest | undefined;
}

/** Trash keeps rows as they are, with `deletedAt` set. Ids that are unknown, foreign or not in the wanted state are passed over by trash and restore. */
export interface CategoryStore {
  /** Reserves `count` ids in a row, and answers the first. Counted in each vault; no two vaults have one in common. */
  reserveIds(vaultId: VaultId, count: number): Promise<CategoryId>;
  /**
   * New rows come last in the order: their sort id is the largest in use, or 0. Answers the rows, in order. With `seen` only while
   * the owner's categories are as they were seen; otherwise "overtaken". With `request`, whose ids are then in a row, only the
   * first time.
   */
  insert(
    scope: VaultScope,
    rows: readonly NewCategoryRow[],
    options: InsertOptions & { readonly seen?: CategoriesSeen | undefined },
  ): Promise<CategoryRow[] | "key-replaced" | "overtaken" | MadeBefore["outcome"] | Refusal>;
  /** In order of (sortId, id). */
  list(scope: VaultScope, filter: { trash: boolean }): Promise<CategoryRow[]>;
  /** Those in the trash, too, in the same order; one look. */
  readAll(scope: VaultScope): Promise<{ rows: CategoryRow[]; seen: CategoriesSeen }>;
  /** In order of the ids; those not found are left out. Rows in the trash are not found. */
  findMany(scope: VaultScope, ids: readonly CategoryId[]): Promise<CategoryRow[]>;
  /**
   * All or nothing. With `tree` only while the owner's categories are as they were seen; and then `order`, if it is given, as
   * `reorder` does it, in the same transaction.
   */
  replace(
    scope: VaultScope,
    replacements: readonly RecordReplacement<CategoryId>[],
    options: WriteOptions & { readonly tree?: JudgedTree | undefined },
  ): Promise<Replaced<CategoryRow> | { readonly outcome: "overtaken" } | Refusal>;
  /**
   * cascade: their items go to the trash at the same instant. Otherwise the items stay, and are read as without a category
   * until it comes back: they keep it, unwritten.
   */
  trash(
    scope: VaultScope,
    ids: readonly CategoryId[],
    options: { readonly cascade: boolean; readonly now: number },
  ): Promise<{ categories: number; items: number } | Refusal>;
  /** Items that went to the trash with the category (at the same instant, and still in it) come back with it. */
  restore(
    scope: VaultScope,
    ids: readonly CategoryId[],
    now: number,
  ): Promise<{ categories: number; items: number } | Refusal>;
  /** Sort ids 1, 2, 3 … in the order given. All or nothing; answers the ids that are not the owner's or in the trash. */
  reorder(
    scope: VaultScope,
    ids: readonly CategoryId[],
    now: number,
  ): Promise<{ unknown: CategoryId[] } | Refusal>;
}

/** What a change of the tree was judged by, and the order that it makes. */
export interface JudgedTree {
  readonly seen: CategoriesSeen;
  readonly order?: readonly CategoryId[];
}

export type Replaced<Row> =
  | { readonly outcome: "replaced"; readonly rows: Row[] }
  /** Another write came first, or a row has gone in between. Nothing was changed. */
  | { readonly outcome: "conflict"; readonly ids: number[] }
  | { readonly outcome: "unknown-category"; readonly ids: number[] }
  | { readonly outcome: "key-replaced" };

/**
 * A live item whose category is in the trash keeps it, and is read, filtered and compared as if it had none; so the category
 * has its items again when it comes back. Giving such an item the category null leaves it as it is.
 */
export interface ItemStore {
  /** As those of categories. */
  reserveIds(vaultId: VaultId, count: number): Promise<ItemId>;
  /**
   * Refuses categories that are unknown, foreign or in the trash. New rows come last in the order. With `request`, whose ids are then
   * in a row, only the first time.
   */
  insert(
    scope: VaultScope,
    rows: readonly NewItemRow[],
    options: InsertOptions,
  ): Promise<Replaced<ItemRow> | MadeBefore | Refusal>;
  /**
   * At most `limit` rows behind `after`, in order of (sortId, id), and no more than make about 8 MiB of sealed bytes; one at
   * least, if there is one. `more`: others follow. `categoryId` left out: of every category.
   */
  page(
    scope: VaultScope,
    filter: {
      trash: boolean;
      categoryId?: CategoryId | null;
      after?: { sortId: number; id: number };
      limit: number;
    },
  ): Promise<{ rows: ItemRow[]; more: boolean }>;
  /** Of all items, in order of (sortId, id). One look: each stands in it once, whatever is moved afterwards. */
  ids(scope: VaultScope, filter: { trash: boolean }): Promise<ItemId[]>;
  /** The same, each with the category that it is read in. Reads no record. */
  places(
    scope: VaultScope,
    filter: { trash: boolean },
  ): Promise<{ id: ItemId; categoryId: CategoryId | null }[]>;
  /**
   * The rows of the first of these ids, in their order, until they make about 8 MiB of sealed bytes; one at least. `looked`
   * says how many of the ids that took. Those that aren't (any more) in the state asked for are left out.
   */
  readMany(
    scope: VaultScope,
    ids: readonly ItemId[],
    filter: { trash: boolean },
  ): Promise<{ rows: ItemRow[]; looked: number }>;
  /** In order of the ids; those not found are left out. With `trash` rows in the trash are found too. */
  findMany(scope: VaultScope, ids: readonly ItemId[], options: { trash: boolean }): Promise<ItemRow[]>;
  /**
   * All or nothing. A record that is replaced is kept as a version, unless the replacement says otherwise; more than `keepVersions` an item, and the oldest go.
   * A `sealRev` that isn't above the row's is a conflict: the record was sealed again in between.
   */
  replace(
    scope: VaultScope,
    replacements: readonly ItemReplacement[],
    options: WriteOptions & { readonly keepVersions: number },
  ): Promise<Replaced<ItemRow> | Refusal>;
  /** All or nothing. */
  move(
    scope: VaultScope,
    ids: readonly ItemId[],
    to: { readonly categoryId: CategoryId | null; readonly now: number },
  ): Promise<{ unknown: ItemId[]; unknownCategory: boolean } | Refusal>;
  /** Notes when live items were used. Answers the ids of those. */
  markUsed(scope: VaultScope, ids: readonly ItemId[], now: number): Promise<ItemId[] | Refusal>;
  /** Answers the ids that went to the trash. */
  trash(scope: VaultScope, ids: readonly ItemId[], now: number): Promise<ItemId[] | Refusal>;
  /** Answers the ids that came back. */
  restore(scope: VaultScope, ids: readonly ItemId[], now: number): Promise<ItemId[] | Refusal>;
  reorder(scope: VaultScope, ids: readonly ItemId[], now: number): Promise<{ unknown: ItemId[] } | Refusal>;
  /** Kept versions of an item that is the owner's, the latest replaced first. */
  versions(scope: VaultScope, itemId: ItemId): Promise<ItemVersionRow[]>;
  findVersion(scope: VaultScope, itemId: ItemId, versionId: VersionId): Promise<ItemVersionRow | null>;
  /** Marks the item's removed files for erasing, too. Answers how many versions went. Event: "history-forgotten". */
  forgetVersions(scope: VaultScope, itemId: ItemId, now: number): Promise<number | Refusal>;
  /**
   * Erases the versions, of every owner, that were replaced before `cutoff`, or came with an import before it; at most `limit` at
   * once. Answers how many.
   */
  eraseVersionsBefore(cutoff: number, limit: number): Promise<number>;
  /**
   * Several items become one: it gets the record, the versions and the files of the others, which go to the trash. All or nothing.
   * What it was before becomes a version.
   */
  merge(
    scope: VaultScope,
    merge: ItemMerge,
    options: WriteOptions & { readonly keepVersions: number; readonly filesAnItem: number },
  ): Promise<ItemsMerged | Refusal>;
  /** Takes a merge back. All or nothing: only where every item is as the merge left it. What it made becomes a version. */
  unmerge(
    scope: VaultScope,
    undo: ItemUnmerge,
    options: WriteOptions & { readonly keepVersions: number },
  ): Promise<ItemsUnmerged | Refusal>;
}

/** What is in the trash, items and categories alike. */
export interface TrashStore {
  /** The ids of everything in it, in the owner's order. One look. */
  list(scope: VaultScope): Promise<TrashedIds>;
  /**
   * Erases what is named, versions included, as far as it is in the trash. Items that kept such a category have none then.
   * Event: the one given; null for the later steps of an emptying, which has one event.
   */
  erase(
    scope: VaultScope,
    ids: TrashedIds,
    step: { readonly event: Extract<AuditKind, "trash-emptied"> | null; readonly now: number },
  ): Promise<{ items: number; categories: number } | Refusal>;
}

export interface TrashedIds {
  readonly items: readonly ItemId[];
  readonly categories: readonly CategoryId[];
}

/** For the renewal of a vault key, in resumable steps. */
export interface RecordStore {
  /** At most `limit` records of any table that are sealed under `keyNumber`. */
  findSealedUnder(scope: VaultScope, keyNumber: number, limit: number): Promise<StoredRecord[]>;
  /**
   * Puts records sealed again in place, each only while its row still has `expectedSealRev`, and only if it is sealed under the
   * account's current key. Revisions stay: nothing changed for a reader. Answers how many took effect.
   */
  reseal(
    scope: VaultScope,
    records: readonly {
      table: StoredRecord["table"];
      rowId: number;
      expectedSealRev: number;
      sealRev: number;
      sealed: Sealed;
    }[],
  ): Promise<number | Refusal>;
  /** Drops the previous vault key, if it is the one of this number and no record is sealed under it any more. */
  dropPreviousKey(scope: VaultScope, previousKeyNumber: number): Promise<boolean | Refusal>;
}

/**
 * The activity of accounts. The methods above write its events; it keeps the newest 1,000 of an account, of them at most 200
 * failures (login, unlock), so that repeated failures push out only failures.
 */
export interface AuditStore {
  /** A failed proof outside any session: it changes nothing else. */
  appendFailure(
    userId: UserId,
    kind: Extract<AuditKind, "log-in-failed" | "unlock-failed" | "second-factor-failed" | "passkey-copied">,
    at: number,
  ): Promise<void>;
  /** What was read of the account's vault as a whole: it changes nothing either. */
  append(userId: UserId, kind: Extract<AuditKind, "exported">, at: number): Promise<void>;
  /** Adds the device to the account's events of this instant that have none. */
  noteDevice(userId: UserId, at: number, sealedDevice: Sealed): Promise<void>;
  /** The latest first; `before`: only what came before the event with this id. */
  list(userId: UserId, limit: number, before?: number): Promise<AuditEventRow[]>;
  eraseBefore(cutoff: number): Promise<number>;
  /** The account's events of these kinds that it wasn't told of, the latest first, at most `limit`. */
  listUnreported(userId: UserId, kinds: readonly AuditKind[], limit: number): Promise<AuditEventRow[]>;
  /** The account was told of its events up to this one. */
  markReported(userId: UserId, eventId: number): Promise<void>;
}

/** Vaults that move in from another program. */
export interface ImportStore {
  /** The account that was made of this vault, deleted or not; null when none was. */
  find(source: string): Promise<{ userId: UserId; username: string | null; importedAt: number } | null>;
  /** Account, categories and items, or nothing. The keys are the account's first. Event: "imported". */
  insert(vault: ImportedVault): Promise<"imported" | "username-taken" | "already-imported">;
  /** Whether the account's passphrase is still the one it came with. */
  hasOldPassphrase(userId: UserId): Promise<boolean>;
}
