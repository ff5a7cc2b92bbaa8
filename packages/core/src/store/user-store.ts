import type { SessionId, UserId } from "../ids.ts";
import type { AuditKind } from "../schemas/account.ts";
import type { Sealed } from "../sealed.ts";
import type { PasskeyBoxes } from "./passkey-store.ts";
import type { NewUserRow, PassphraseWrap, UserRow } from "./rows.ts";
import type { FactorCheck } from "./second-factor-store.ts";

/** Accounts, as the contract in store.ts has its methods. */
export interface UserStore {
  /** The committed counter: an id that was never used and never will be again. */
  reserveId(): Promise<UserId>;
  /**
   * The first account of all is an administrator. `onlyFirst`: refuse when there is any account already, deleted ones included.
   * `invitation`: the hash of a one-time link, which is used up. Events: "registered", and "invitation-used" for who invited.
   */
  insert(
    row: NewUserRow,
    options: { readonly onlyFirst: boolean; readonly invitation?: Uint8Array | undefined },
  ): Promise<"inserted" | "username-taken" | "not-first" | "link-unusable">;
  /** Accounts, deleted ones that aren't erased yet included. */
  count(): Promise<number>;
  /** The same accounts, in order of their ids. */
  list(): Promise<UserRow[]>;
  /** Whether any account, deleted ones included, has a password hash that begins like this. */
  hasPasswordHashLike(prefix: string): Promise<boolean>;
  find(userId: UserId): Promise<UserRow | null>;
  /** The live account of this exact name, else of one that is compared alike (`usernameForm`). */
  findByUsername(username: string): Promise<UserRow | null>;
  /** Accounts, live ones, whose name is compared as another one's: each is reached by its exact name. In order of their ids. */
  listColliding(): Promise<UserRow[]>;
  /** Deleted accounts that had this name, or one that is compared alike, the latest first. */
  findDeleted(formerUsername: string, limit: number): Promise<UserRow[]>;
  /** Event: "renamed". */
  rename(userId: UserId, username: string, now: number): Promise<"renamed" | "username-taken" | "unknown">;
  /**
   * Sets a new password while the hash is still `expected`, the one that was proved; ends every session but `keep` (null: all).
   * Event: "password-changed".
   */
  replacePassword(
    userId: UserId,
    change: {
      readonly expected: string;
      readonly passwordHash: string;
      readonly keep: SessionId | null;
      readonly now: number;
    },
  ): Promise<boolean>;
  /**
   * Name, password or both, in one transaction that ends every session but `keep` (null: all), while the hash is still `expected`.
   * Only while the factors are those of `factor`, whose proof is used up. Events: "renamed", "password-changed".
   */
  replaceLogin(
    userId: UserId,
    change: {
      readonly expected: string;
      readonly username?: string | undefined;
      readonly passwordHash?: string | undefined;
      readonly factor?: FactorCheck | undefined;
      readonly keep: SessionId | null;
      readonly now: number;
    },
  ): Promise<"replaced" | "username-taken" | "overtaken">;
  /** Replaces the hash only while it is still `expected`; ends no session (same password, new parameters). */
  upgradePasswordHash(userId: UserId, expected: string, passwordHash: string): Promise<boolean>;
  /**
   * Compare-and-set on the wrap's number: takes effect only while it is `expectedWrapNumber`. One transaction: the new wrap,
   * what else is given, and the end of every session but `keep` (null: of all). The kept session's seal is dropped, since it
   * was bound to the old wrap number. With `factor` only while the account's factors are those, and its proof is used up.
   */
  replaceWrap(
    userId: UserId,
    change: {
      readonly expectedWrapNumber: number;
      readonly wrap: PassphraseWrap;
      readonly recoverySeal?: Sealed;
      readonly previousVaultKey?: Sealed;
      readonly factor?: FactorCheck;
      /** Goes with another vault key. */
      readonly passkeys?: PasskeyBoxes;
      readonly keep: SessionId | null;
      readonly now: number;
      readonly event: WrapEvent;
    },
  ): Promise<boolean>;
  /** The same key, salt again and today's parameters under a new wrap number; ends no session, drops their seals. */
  upgradeWrap(userId: UserId, expectedWrapNumber: number, wrap: PassphraseWrap): Promise<boolean>;
  /**
   * Replaces the recovery seal while it is still `expected` and the account's key number is `keyNumber`.
   * Event: "recovery-code-renewed".
   */
  replaceRecoverySeal(
    userId: UserId,
    change: {
      readonly expected: Sealed;
      readonly keyNumber: number;
      readonly recoverySeal: Sealed;
      readonly now: number;
    },
  ): Promise<boolean>;
  /**
   * Frees the username, keeps it as the former one, ends all sessions. With `factor` as `replaceWrap`. Event: "account-deleted".
   */
  markDeleted(userId: UserId, now: number, factor?: FactorCheck): Promise<boolean>;
  /**
   * Undoes `markDeleted` under the name given, unless erasing has begun. With `factor` as `replaceWrap`, else "unknown".
   * Event: "account-restored".
   */
  undelete(
    userId: UserId,
    username: string,
    now: number,
    factor?: FactorCheck,
  ): Promise<"restored" | "username-taken" | "unknown">;
  /**
   * Erases the accounts deleted before `cutoff` with all that they own: at most `limit` items and versions at once, what is left when
   * those are gone together. Once begun, it can't be undone by `undelete`. Answers whether something is left.
   */
  eraseDeletedBefore(cutoff: number, limit: number): Promise<boolean>;
}

/** Why the vault key was wrapped again. */
export type WrapEvent = Extract<AuditKind, "passphrase-changed" | "vault-key-renewed" | "recovered">;
