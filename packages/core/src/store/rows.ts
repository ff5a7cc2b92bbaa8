import type { CategoryId, ItemId, PasskeyId, SessionId, UserId, VersionId } from "../ids.ts";
import type { AuditKind } from "../schemas/account.ts";
import type { Sealed } from "../sealed.ts";

/** What the database holds, as the store hands it over. Instants are milliseconds since the epoch. */

/** personal: an account's own, with the account's number. */
export type VaultKind = "personal" | "shared";

/** Each may what the one before may: reader opens; editor writes; manager erases for good, too. */
export type VaultRole = "reader" | "editor" | "manager";

/** Only a member has rights. */
export type MembershipState = "invited" | "member" | "suspended";

/** What an account is to a vault. */
export interface Membership {
  readonly kind: VaultKind;
  readonly role: VaultRole;
  readonly state: MembershipState;
  /** k: the number of the vault's current key. */
  readonly keyNumber: number;
  /** The vault's: rises with every change of its records that a reader would see. */
  readonly revision: number;
}

/** How the passphrase key wraps the vault key: everything that opening it needs but the passphrase. */
export interface PassphraseWrap {
  /** w: rises by one with every new wrap. */
  readonly wrapNumber: number;
  /** k: the number of the vault key inside. */
  readonly keyNumber: number;
  /** 16 bytes, fresh for every wrap. */
  readonly salt: Uint8Array;
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly sealedVaultKey: Sealed;
}

export interface UserRow {
  readonly id: UserId;
  /** null while the account is deleted and waits for its erasure; then `formerUsername` holds it. */
  readonly username: string | null;
  readonly formerUsername: string | null;
  /** An Argon2id PHC string; of an account moved in from OpenPassPhrase, until its first login, a bcrypt hash. */
  readonly passwordHash: string;
  readonly wrap: PassphraseWrap;
  /** The vault key sealed under the recovery code's key. */
  readonly recoverySeal: Sealed;
  /** The vault key that is being replaced, sealed under the current one; null when no renewal is under way. */
  readonly previousVaultKey: Sealed | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
  /** Whether a login has to prove a second factor after the password. */
  readonly secondFactor: boolean;
  /** Rises with every change of the account's factors and of the switch. */
  readonly factorRev: number;
  /** Wrong codes of an authenticator app since the last proof that succeeded. */
  readonly codeFailures: number;
  /** The same of spare codes. */
  readonly spareFailures: number;
  /** Whether it may administer the accounts of the server. */
  readonly administrator: boolean;
}

export type NewUserRow = Omit<
  UserRow,
  | "username"
  | "formerUsername"
  | "previousVaultKey"
  | "updatedAt"
  | "deletedAt"
  | "secondFactor"
  | "factorRev"
  | "codeFailures"
  | "spareFailures"
  | "administrator"
> & {
  readonly username: string;
};

export interface SessionRow {
  readonly id: SessionId;
  readonly userId: UserId;
  /** BLAKE2b-256 of the session secret; 32 bytes. */
  readonly secretHash: Uint8Array;
  /** The vault key sealed under the session key; null: none yet, or dropped. */
  readonly seal: Sealed | null;
  readonly sealMadeAt: number | null;
  readonly sealUsedAt: number | null;
  /** The same under a ticket in place of the passphrase. */
  readonly ticketSeal: Sealed | null;
  readonly ticketMadeAt: number | null;
  readonly ticketUsedAt: number | null;
  /** Device and address, sealed under the server's own key. */
  readonly sealedOrigin: Sealed;
  /** Wrong passphrases that still count. */
  readonly failures: number;
  readonly createdAt: number;
  readonly lastUsedAt: number;
  /** The end that is valid. Each noted use moves it if the session slides. */
  readonly expiresAt: number;
  /** How far after a noted use a session ends that slides; null: its end stays where it is. */
  readonly slideMs: number | null;
  /** The end that no use moves, of a session that slides. */
  readonly endsAt: number | null;
  /** When a second factor was last proved in this session; null: never. */
  readonly provedAt: number | null;
  /** The passkey that opened it; null: none did. */
  readonly passkeyId: PasskeyId | null;
}

export type NewSessionRow = Omit<
  SessionRow,
  | "sealMadeAt"
  | "sealUsedAt"
  | "ticketSeal"
  | "ticketMadeAt"
  | "ticketUsedAt"
  | "failures"
  | "lastUsedAt"
  | "provedAt"
  | "passkeyId"
>;

/** A category or an item has these in common. */
interface VaultRow {
  readonly sealed: Sealed;
  readonly sortId: number;
  /** r: rises only when the record is sealed; bound by the seal. */
  readonly sealRev: number;
  /** Rises with every write of the row: the optimistic lock. */
  readonly revision: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}

export interface CategoryRow extends VaultRow {
  readonly id: CategoryId;
}

export interface ItemRow extends VaultRow {
  readonly id: ItemId;
  /** Of a live item: null while its category is in the trash. */
  readonly categoryId: CategoryId | null;
  /** null: never. No write of the row: `revision` and `updatedAt` stay. */
  readonly usedAt: number | null;
}

/**
 * All of an owner's categories as someone saw them: as long as these three are the same, no other was added, changed or erased.
 * Which lies in which is sealed, so the store can't judge it; it can only say whether what someone judged by still holds.
 */
export interface CategoriesSeen {
  readonly count: number;
  readonly lastId: number;
  /** The sum of all revisions; each of them only rises. */
  readonly revisions: number;
}

export interface NewCategoryRow {
  readonly id: CategoryId;
  readonly sealed: Sealed;
}

export interface NewItemRow {
  readonly id: ItemId;
  readonly categoryId: CategoryId | null;
  readonly sealed: Sealed;
}

/** A row that brings its order and times along. */
type MovedIn<Row> = Row & { readonly sortId: number; readonly createdAt: number; readonly updatedAt: number };

/** A whole vault from another program, sealed. */
export interface ImportedVault {
  /** A hash of what that program knew the vault by. */
  readonly source: string;
  readonly importedAt: number;
  /** The passphrase is the one that it had there. */
  readonly passphraseKept: boolean;
  readonly user: NewUserRow;
  readonly categories: readonly MovedIn<NewCategoryRow>[];
  /** Their categories are among those above. */
  readonly items: readonly MovedIn<NewItemRow>[];
}

/** A record sealed again for a row that was read with `expectedRevision`; its `sealRev` is the one bound in `sealed`. */
export interface RecordReplacement<Id> {
  readonly id: Id;
  readonly expectedRevision: number;
  readonly sealRev: number;
  /** Left out: the record stays, and only the category changes. */
  readonly sealed?: Sealed;
  /** Left out: the category stays. */
  readonly categoryId?: CategoryId | null;
}

export interface ItemReplacement extends RecordReplacement<ItemId> {
  /** false: nobody would go back from this change. No version is kept, and the record counts as written when it was. */
  readonly keepVersion?: boolean;
}

export interface ItemVersionRow {
  readonly id: VersionId;
  readonly itemId: ItemId;
  readonly sealed: Sealed;
  readonly sealRev: number;
  /** When this version was written. */
  readonly createdAt: number;
  /** When the next one replaced it. */
  readonly replacedAt: number;
}

/** A sealed record wherever it stands, for sealing it again under another vault key. */
export interface StoredRecord {
  readonly table:
    | "categories"
    | "items"
    | "item_versions"
    | "attachments"
    | "import_batches"
    | "health_trends"
    | "passkeys";
  /** The id of the row in its table. */
  readonly rowId: number;
  /** The id that the seal binds: the category's, or the item's (of a version too). */
  readonly recordId: number;
  readonly sealRev: number;
  readonly sealed: Sealed;
}

export interface AuditEventRow {
  readonly id: number;
  readonly kind: AuditKind;
  readonly at: number;
  /** null: unknown. */
  readonly sealedDevice: Sealed | null;
}
