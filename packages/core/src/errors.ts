import { LIMITS } from "./rules/limits.ts";

/** Every expected failure, by its code, with the sentence a person reads: what is wrong and what to do. */
export const VAULT_ERROR_MESSAGES = {
  UNAUTHORIZED: "You are not logged in, or your session has ended. Log in again.",
  CREDENTIALS_INCORRECT: "The user name or the password is wrong.",
  PASSPHRASE_REQUIRED: "This needs your passphrase. Send it along, or unlock the vault.",
  PASSPHRASE_INCORRECT: "The passphrase is wrong.",
  RECOVERY_CODE_INCORRECT: "The recovery code is wrong. Check it letter by letter.",
  TOO_MANY_TRIES: "Too many failed tries. Wait a while, then try again.",
  BUSY: "The server is busy. Try again in a few seconds.",
  REGISTRATION_CLOSED: "This server doesn't take new accounts. Ask whoever runs it.",
  USERNAME_TAKEN: "This user name is taken. Choose another.",
  NOT_FOUND: "There is nothing with this id.",
  UNKNOWN_CATEGORY: "There is no category with this id.",
  CATEGORY_IN_ITSELF: "A category can't lie in itself, nor in one that lies in it. Choose another place.",
  CATEGORY_TOO_DEEP: `Categories lie at most ${LIMITS.categoryLevels} levels deep, those in the trash counted. Choose a place further up.`,
  CONFLICT: "Somebody changed this in the meantime. Load it again, then repeat your change.",
  CLIENT_OUTDATED:
    "This page speaks another version's language than the server. Nothing was changed. Load the page again.",
  INVALID_INPUT: "Something in the request is wrong.",
  RECORD_DAMAGED:
    "A record doesn't open: it was damaged or changed outside the product. Nothing was overwritten.",
  RECORD_UNSUPPORTED:
    "A record is in a format, or under a key, that this version doesn't know. Nothing was overwritten.",
} as const;

export type VaultErrorCode = keyof typeof VAULT_ERROR_MESSAGES;

/** Why a token was refused, where that tells an attacker nothing that the token itself doesn't. */
export type UnauthorizedReason = "missing" | "invalid" | "expired" | "ended";

/** What an error may say beside its code. Ids, field names and numbers only: never a value that somebody typed. */
export interface VaultErrorDetails {
  readonly reason?: UnauthorizedReason;
  readonly field?: string;
  readonly table?: "categories" | "items" | "item_versions" | "users" | "sessions";
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
