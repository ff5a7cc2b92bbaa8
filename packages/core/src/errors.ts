import { LIMITS } from "./rules/limits.ts";

/** Every expected failure, by its code, with the sentence a person reads: what is wrong and what to do. */
export const VAULT_ERROR_MESSAGES = {
  UNAUTHORIZED: "You are not logged in, or your session has ended. Log in again.",
  CREDENTIALS_INCORRECT: "The username or the password is wrong.",
  PASSPHRASE_REQUIRED: "This needs your passphrase. Send it, or unlock the vault.",
  PASSPHRASE_INCORRECT: "The passphrase is wrong.",
  RECOVERY_CODE_INCORRECT: "The recovery code is wrong. Check each letter and digit.",
  TOO_MANY_TRIES: "Too many failed attempts. Wait a while, then try again.",
  BUSY: "The server is busy. Try again in a few seconds.",
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
  INVALID_INPUT: "Something in the request isn't valid.",
  RECORD_DAMAGED:
    "A record can't be decrypted. It is damaged or was changed outside the app. Nothing was overwritten.",
  RECORD_UNSUPPORTED:
    "A record uses a format or a key that this version doesn't know. Nothing was overwritten.",
} as const;

export type VaultErrorCode = keyof typeof VAULT_ERROR_MESSAGES;

/** Why a token was refused, where that tells an attacker nothing that the token itself doesn't. */
export type UnauthorizedReason = "missing" | "invalid" | "expired" | "ended";

/** What an error may say beside its code. Ids, field names and numbers only: never a value that someone typed. */
export interface VaultErrorDetails {
  readonly reason?: UnauthorizedReason;
  readonly field?: string;
  readonly table?: "categories" | "items" | "item_versions" | "users" | "sessions" | "vaults";
  readonly ids?: readonly number[];
  readonly retryAfterSeconds?: number;
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
