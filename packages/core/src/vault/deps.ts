import type { KdfLanes } from "../cipher/kdf-lanes.ts";
import type { KdfParameters } from "../cipher/kdf-parameters.ts";
import type { LegacyPasswordCheck } from "../cipher/legacy-password.ts";
import type { ServerKeys } from "../cipher/server-secret.ts";
import { VaultError } from "../errors.ts";
import type { WordList } from "../generator/word-list.ts";
import type { RandomBytes } from "../random-bytes.ts";
import type { PasskeyAlgorithm } from "../rules/passkeys.ts";
import type { BackupState, Finding } from "../schemas/administration.ts";
import type { PasswordStrength } from "../schemas/generator.ts";
import type { BreachListState } from "../schemas/health.ts";
import type { OnOneNode } from "../store/nodes.ts";
import type { Store } from "../store/store.ts";
import type { AccountWork } from "./account-work.ts";
import type { ChangeFeed } from "./change-feed.ts";
import type { ImportDesk } from "./import-desk.ts";
import type { ReadImportFile } from "./read-import-file.ts";

/** Everything the use cases need of the world; built once, in a composition root, and handed down. */
export interface VaultDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly newSha256: NewSha256;
  readonly kdf: KdfLanes;
  readonly estimateStrengths: EstimateStrengths;
  readonly breachedPasswords: BreachedPasswords;
  /** For passwords that came from OpenPassPhrase, until their first log-in. */
  readonly legacyPassword: LegacyPasswordCheck;
  readonly passkeySignatures: PasskeySignatures;
  readonly serverKeys: ServerKeys;
  readonly tryLimits: TryLimits;
  readonly knownLogins: KnownLogins;
  readonly serialise: Serialise;
  readonly onOneNode: OnOneNode;
  readonly accountWork: AccountWork;
  readonly changeFeed: ChangeFeed;
  /** Files that are being imported. */
  readonly importDesk: ImportDesk;
  readonly readImportFile: ReadImportFile;
  readonly serverDesk: ServerDesk;
  readonly policy: VaultPolicy;
  /** Told of a bug behind work that must be answered all the same. */
  reportFault(error: unknown): void;
}

/** SHA-256 of bytes that come piece by piece. */
export type NewSha256 = () => { update(bytes: Uint8Array): void; digest(): Uint8Array };

/** The public keys of passkeys, as DER of a SubjectPublicKeyInfo, and what they sign. */
export interface PasskeySignatures {
  /** Whether it is a key of this algorithm that is strong enough, and nothing else. */
  isKey(spki: Uint8Array, algorithm: PasskeyAlgorithm): boolean;
  /** false for whatever is wrong. */
  verify(spki: Uint8Array, algorithm: PasskeyAlgorithm, message: Uint8Array, signature: Uint8Array): boolean;
}

/** Judges passwords, in the order given, without holding the event loop. @throws VaultError BUSY when too many wait. */
export type EstimateStrengths = (
  passwords: readonly JudgedPassword[],
) => Promise<readonly PasswordStrength[]>;

export interface JudgedPassword {
  readonly password: string;
  /** As `estimateStrength` takes them. */
  readonly userInputs: readonly string[];
}

/** A list of passwords that became known in breaches, on this machine: nothing is asked over a network. */
export interface BreachedPasswords {
  state(): Promise<BreachListState>;
  /** How often each was seen, as `itemStrengths` has it, in the order given; null where it can't be checked now. Doesn't throw. */
  countSeen(passwords: readonly string[]): Promise<readonly (number | null)[]>;
}

/** For a process that has no list. */
export const NO_BREACH_LIST: BreachedPasswords = {
  state: async () => "none",
  countSeen: async (passwords) => passwords.map(() => null),
};

/** What the process that serves knows of its machine and its backups. */
export interface ServerDesk {
  backups(): Promise<BackupState>;
  /** One at a time, in the folder of the plan. @throws VaultError NO_BACKUP_PLAN, BACKUP_FAILED */
  makeBackup(): Promise<void>;
  examine(): Promise<Finding[]>;
}

/** For a process without clients. */
export const NO_SERVER_DESK: ServerDesk = {
  backups: async () => ({ lastAt: null, failure: null, plan: null }),
  makeBackup: async () => {
    throw new VaultError("NO_BACKUP_PLAN");
  },
  examine: async () => [],
};

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds since some instant, for durations: unlike `now`, it never jumps when the system's clock is set. */
  elapsed(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Lets other requests have the event loop: resolves in its next turn. */
  yield(): Promise<void>;
}

/**
 * What stands before every Argon2id run that a stranger can ask for. An address that fails too often is refused for a while;
 * a username is never locked, only slowed down, since a stranger could otherwise lock out its owner.
 */
export interface TryLimits {
  /**
   * Counts a try as failed before it runs, so that tries side by side can't outrun the count.
   * @throws VaultError TOO_MANY_TRIES for an address out of tries. @returns milliseconds to wait before the try.
   */
  admit(address: string, username: string): Promise<number>;
  /** Gives the try back: it succeeded, or never ran. */
  forgive(address: string, username: string): Promise<void>;
  /** The same for what names no account: a one-time link. @throws VaultError TOO_MANY_TRIES */
  admitAddress(address: string): Promise<void>;
  forgiveAddress(address: string): Promise<void>;
}

/** The people who logged in lately, and from where: places in the queue for logins are kept for them. In memory only. */
export interface KnownLogins {
  note(address: string, username: string): void;
  has(address: string, username: string): boolean;
}

/** Runs pieces of work with the same key one after the other, in the order they came. */
export type Serialise = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export interface VaultPolicy {
  /** first: only while there is no account. */
  readonly registration: "first" | "open" | "closed";
  readonly defaultSessionSeconds: number;
  readonly maxSessionSeconds: number;
  /** For new wraps and password hashes; accounts below it are upgraded at their next log-in. */
  readonly kdf: KdfParameters;
  readonly keepVersions: number;
  readonly keepVersionsDays: number;
  /** A failed login answers no sooner than this, whatever was wrong with it. */
  readonly failedLoginMilliseconds: number;
  /** The largest file of an item; 0: there are none. */
  readonly maxAttachmentBytes: number;
  /** All files of one vault. */
  readonly attachmentQuotaBytes: number;
  /** All files of the server. */
  readonly attachmentsTotalBytes: number;
  /** For generated passphrases; null: the EFF's long list. */
  readonly wordList: WordList | null;
}

export const DEFAULT_POLICY = {
  registration: "first",
  defaultSessionSeconds: 300,
  maxSessionSeconds: 30 * 24 * 3600,
  kdf: { memoryKib: 64 * 1024, passes: 3, parallelism: 1 },
  keepVersions: 20,
  keepVersionsDays: 365,
  failedLoginMilliseconds: 500,
  maxAttachmentBytes: 100 * 1024 ** 2,
  attachmentQuotaBytes: 1024 ** 3,
  attachmentsTotalBytes: 10 * 1024 ** 3,
  wordList: null,
} as const satisfies VaultPolicy;
