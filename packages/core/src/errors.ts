import type { SecondFactorKind } from "./rules/factor-codes.ts";
import { LIMITS } from "./rules/limits.ts";

/** Every expected failure, by its code, with the sentence a person reads: what is wrong and what to do. */
export const VAULT_ERROR_MESSAGES = {
  UNAUTHORIZED: "You are not logged in, or your session has ended. Log in again.",
  CREDENTIALS_INCORRECT: "The username or the password is wrong.",
  SECOND_FACTOR_REQUIRED:
    "This account asks for a second factor. Send the code of the authenticator app, or a spare code.",
  SECOND_FACTOR_INCORRECT:
    "The code is wrong, or it was used already. Wait for the next one, or use a spare code.",
  NO_SECOND_FACTOR:
    "The account would have nothing left to prove a second factor with. Set up an authenticator app first, or turn the second factor off.",
  PASSKEY_INCORRECT:
    "This passkey can't be used here. It isn't known, or this took too long. Try again, or log in with your password.",
  PASSKEYS_UNAVAILABLE:
    "Passkeys need a server with a name: they don't work with an IP address, nor under a name that isn't the server's own.",
  PASSPHRASE_REQUIRED: "This needs your passphrase. Send it, or unlock the vault.",
  PASSPHRASE_INCORRECT: "The passphrase is wrong.",
  RECOVERY_CODE_INCORRECT: "The recovery code is wrong. Check each letter and digit.",
  TOO_MANY_TRIES: "Too many failed attempts. Wait a while, then try again.",
  BUSY: "The server is busy. Try again in a few seconds.",
  OUTCOME_UNKNOWN: "It may have been saved: the server lost its database before the answer. Reload to see.",
  REQUEST_KEY_USED:
    "An earlier attempt was saved, with other contents than now. Reload to see it. Nothing was created again.",
  LINK_UNUSABLE:
    "This link can't be used: it was used already, is older than 24 hours, was revoked, or isn't whole. Ask the administrator for a new one.",
  NOT_ADMINISTRATOR: "Only administrators of this server may do this.",
  LAST_ADMINISTRATOR:
    "This is the only administrator. Make someone else an administrator first: the command line can, too.",
  NO_BACKUP_PLAN:
    "The server doesn't know where to put a backup. Set it up on the server: opp backup FOLDER --every 1d",
  BACKUP_FAILED:
    "The backup failed. The server's log says why, and so does the list of what the server finds.",
  REGISTRATION_CLOSED: "Registration is closed. Ask the administrator for an account.",
  USERNAME_TAKEN: "This username is taken. Choose another one.",
  ROLE_INSUFFICIENT: "Your role in this vault doesn't allow this. Ask one of its managers.",
  NOT_FOUND: "Nothing with this id exists.",
  UNKNOWN_CATEGORY: "No category with this id exists.",
  CATEGORY_IN_ITSELF:
    "You can't move a category into itself or one of its subcategories. Choose another place.",
  CATEGORY_TOO_DEEP: `Categories can be nested up to ${LIMITS.categoryLevels} levels deep, counting those in the trash. Choose a place further up.`,
  CONFLICT: "This was changed elsewhere. Reload it, then make your change again.",
  CLIENT_OUTDATED: "This page and the server have different versions. Nothing was changed. Reload the page.",
  QUOTA_EXCEEDED:
    "There isn't enough room for a file of this size. Remove other files, or ask the administrator.",
  ATTACHMENT_INCOMPLETE:
    "The server doesn't have the whole file yet. Continue behind the bytes that it has received.",
  INVALID_INPUT: "Something in the request isn't valid.",
  RECORD_DAMAGED:
    "A record can't be decrypted. It is damaged or was changed outside the app. Nothing was overwritten.",
  RECORD_UNSUPPORTED:
    "A record uses a format or a key that this version doesn't know. Nothing was overwritten.",
  STORAGE_FULL:
    "The server's disk is full, so nothing was saved. You can still read items, move them to the trash and empty it. Ask the administrator to free some space.",
  STORAGE_READ_ONLY:
    "The server can't write to its disk, so nothing was saved. You can still read. Ask the administrator to check the disk and the permissions of the data folder.",
  STORAGE_FAILING:
    "The server's disk reports an error. Ask the administrator to make a backup and to check the disk.",
  STORAGE_DAMAGED: "The server's database is damaged. Ask the administrator to restore a backup.",
  STORAGE_MISSING:
    "The server's database isn't in its folder any more, so nothing was saved. Ask the administrator to connect the disk or to put the file back.",
  STORAGE_UNREACHABLE:
    "The server can't reach its database, so nothing was saved. Try again in a few seconds, or ask the administrator.",
  STORAGE_BUSY: "Another process is using the server's database. Try again in a few seconds.",
  STORAGE_TOO_MANY_FILES:
    "The server has too many files or connections open. Try again in a few seconds, or ask the administrator to raise the limit.",
} as const;

export type VaultErrorCode = keyof typeof VAULT_ERROR_MESSAGES;

/** What is wrong with the place where the data is, for programs, with the error that says so. */
export const STORAGE_CAUSES = {
  "disk-full": "STORAGE_FULL",
  "read-only": "STORAGE_READ_ONLY",
  "io-error": "STORAGE_FAILING",
  corrupt: "STORAGE_DAMAGED",
  missing: "STORAGE_MISSING",
  unreachable: "STORAGE_UNREACHABLE",
  busy: "STORAGE_BUSY",
  "too-many-files": "STORAGE_TOO_MANY_FILES",
} as const satisfies Record<string, VaultErrorCode>;

export type StorageCause = keyof typeof STORAGE_CAUSES;

const isStorageCause = (text: string): text is StorageCause => Object.hasOwn(STORAGE_CAUSES, text);

/** Why a token was refused, where that tells an attacker nothing that the token itself doesn't. */
export type UnauthorizedReason = "missing" | "invalid" | "expired" | "ended";

/** What an error may say beside its code. Ids, field names and numbers only: never a value that someone typed. */
export interface VaultErrorDetails {
  /** batch-full: the call wasn't made, because the answers before it are as large as one answer may be. */
  readonly reason?: UnauthorizedReason | "batch-full";
  readonly field?: string;
  readonly table?:
    | "categories"
    | "items"
    | "item_versions"
    | "attachments"
    | "users"
    | "sessions"
    | "vaults"
    | "imports"
    | "accounts"
    | "links"
    | "passkeys";
  readonly ids?: readonly number[];
  readonly retryAfterSeconds?: number;
  /** What this account can prove a second factor with. */
  readonly kinds?: readonly SecondFactorKind[];
  /** What a passkey signs to be the second factor, and which of the account's passkeys may. base64url. */
  readonly challenge?: string;
  readonly credentialIds?: readonly string[];
  /** The host name that those passkeys were made for. */
  readonly rpId?: string;
  /** Where passkeys work, for a page that was opened elsewhere. */
  readonly availableAt?: string;
  /** Bytes of a file that have arrived. */
  readonly received?: number;
  /** Bytes that one more file may have. */
  readonly leftBytes?: number;
}

/** The one channel for expected failure. Anything else that is thrown is a bug, and leaves as "internal error". */
export class VaultError extends Error {
  readonly code: VaultErrorCode;
  readonly details: VaultErrorDetails;

  constructor(
    code: VaultErrorCode,
    details: VaultErrorDetails = {},
    message: string = VAULT_ERROR_MESSAGES[code],
  ) {
    super(message);
    this.name = "VaultError";
    this.code = code;
    this.details = details;
  }
}

/** How long to wait before another try, for what passes by itself. */
const STORAGE_RETRY_SECONDS: Partial<Record<StorageCause, number>> = {
  unreachable: 5,
  busy: 2,
  "too-many-files": 2,
};

export function storageError(cause: StorageCause): VaultError {
  const retryAfterSeconds = STORAGE_RETRY_SECONDS[cause];
  return new VaultError(STORAGE_CAUSES[cause], retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
}

/** null: the error is about something else than the disk or the database file. */
export function storageCauseOf(error: unknown): StorageCause | null {
  if (!(error instanceof VaultError)) return null;
  return (
    Object.keys(STORAGE_CAUSES)
      .filter(isStorageCause)
      .find((cause) => STORAGE_CAUSES[cause] === error.code) ?? null
  );
}
