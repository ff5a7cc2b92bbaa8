import type { UserId } from "../ids.ts";
import type { Registration } from "../rules/registrations.ts";

/** What a one-time link is for: a new account, or another login password for the account that it was made for. */
export type LinkPurpose = "invitation" | "password";

export interface LinkRow {
  /** 32 hex digits; no secret. */
  readonly id: string;
  readonly purpose: LinkPurpose;
  /** Whose password it resets; null: it is an invitation. */
  readonly userId: UserId | null;
  /** null: the command line made it. */
  readonly madeBy: UserId | null;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface NewLink {
  readonly id: string;
  /** BLAKE2b-256 of the secret; 32 bytes. */
  readonly hash: Uint8Array;
  readonly expiresAt: number;
}

/**
 * The actor, and when. null: someone with the data folder, for and is never refused. Else an account, which has to be an
 * administrator when the change is made, whatever it was before.
 */
export interface Act {
  readonly by: UserId | null;
  readonly now: number;
}

/** last-administrator: no account could do this afterwards. */
export type Refused = "not-administrator" | "unknown" | "last-administrator";

/**
 * Administration of accounts. Nothing here reads or writes what is sealed. Each change writes its event for the account that it is
 * about, and another one for the administrator, in its own transaction; what is refused changes nothing.
 */
export interface AdministrationStore {
  /** When accounts last logged in, as far back as their activity goes. */
  lastLogIns(): Promise<ReadonlyMap<UserId, number>>;
  /** How much an account's vault holds: bytes of sealed records and files, items that aren't in the trash. */
  measure(userId: UserId): Promise<{ bytes: number; items: number }>;
  /** Events: "administrator-granted" or "administrator-revoked"; "gave-administrator" or "took-administrator". */
  setAdministrator(userId: UserId, on: boolean, act: Act): Promise<"done" | Refused>;
  /** Event: "invited". */
  addInvitation(link: NewLink, act: Act): Promise<"done" | Refused>;
  /** Only for a live account, and in the place of its earlier link. Events: "password-link-made"; "made-password-link". */
  addPasswordLink(userId: UserId, link: NewLink, act: Act): Promise<"done" | Refused>;
  /** Unused links that aren't past `now`, the latest first. */
  listLinks(now: number): Promise<LinkRow[]>;
  /** null: there is none of this hash, it was used, or it is past `now`. */
  findLink(hash: Uint8Array, now: number): Promise<LinkRow | null>;
  /** Event: "link-revoked", for both. */
  revokeLink(id: string, act: Act): Promise<"done" | Refused>;
  /**
   * Uses up a link and sets the password of the account that it was made for; ends all its sessions. Event: "password-reset".
   * @returns false: the link is of no use any more.
   */
  resetPassword(hash: Uint8Array, passwordHash: string, now: number): Promise<boolean>;
  /** Answers how many. Events: "sessions-ended-by-administrator"; "ended-sessions". */
  endSessions(userId: UserId, act: Act): Promise<number | Refused>;
  /** As `reset` of second factors. Events: "second-factor-reset"; "reset-second-factor". */
  resetSecondFactor(userId: UserId, act: Act): Promise<"done" | Refused>;
  /**
   * As `markDeleted` of accounts, but not for the last administrator while there are others. Events: "account-deleted" by its owner,
   * else "deleted-by-administrator", which also ends the role; "deleted-account".
   */
  deleteAccount(userId: UserId, act: Act): Promise<"done" | Refused>;
  /** As `undelete` of accounts. Events: "restored-by-administrator"; "restored-account". */
  restoreAccount(userId: UserId, username: string, act: Act): Promise<"done" | "username-taken" | Refused>;
  /** The choice at run time; null: none, so the configuration applies. */
  chosenRegistration(): Promise<Registration | null>;
  /** Event: "registration-changed". */
  chooseRegistration(registration: Registration | null, act: Act): Promise<"done" | Refused>;
  /** What isn't kept anywhere else but in the administrator's activity. Event: "backup-made". */
  noteBackup(act: Act): Promise<"done" | Refused>;
  /** Erases links past `now`. */
  sweepLinks(now: number): Promise<void>;
}
