import { z } from "zod";
import { LIMITS } from "../rules/limits.ts";
import { linkSecret } from "./administration.ts";
import { answeredId, instant, sessionId } from "./ids.ts";
import { passkeyAssertion } from "./passkeys.ts";
import { secondFactorProof } from "./second-factor.ts";
import { newPassphrase, newPassword, newUsername, passphrase, password, username } from "./secrets.ts";

export const registration = z.strictObject({
  username: newUsername,
  password: newPassword,
  passphrase: newPassphrase,
  /** The secret of a one-time link, which lets its holder in where registration is closed. */
  invitation: linkSecret.optional(),
});
export type Registration = z.output<typeof registration>;

const expiresInSeconds = z
  .int("The session's length must be a whole number of seconds.")
  .min(LIMITS.sessionSecondsMin, "The session's length must be at least 1 second.")
  .optional();

export const credentials = z.strictObject({
  username,
  password,
  /** Left out: a session that holds no seal; its first request with the passphrase makes one. */
  passphrase: passphrase.optional(),
  /** Clamped to the server's maximum. Left out: the server's default. */
  expiresInSeconds,
  /** The session's length counts from its last use, and the server's maximum from the login. */
  slide: z.boolean().optional(),
  secondFactor: secondFactorProof.optional(),
});
export type Credentials = z.output<typeof credentials>;

export const recovery = z.strictObject({
  username,
  password,
  recoveryCode: z.string().max(100, "A recovery code has 33 letters and digits."),
  newPassphrase,
  secondFactor: secondFactorProof.optional(),
});
export type Recovery = z.output<typeof recovery>;

export const accountRestoration = z.strictObject({
  username,
  password,
  passphrase,
  /** For when someone else has taken the old name in between. */
  newUsername: newUsername.optional(),
  secondFactor: secondFactorProof.optional(),
});
export type AccountRestoration = z.output<typeof accountRestoration>;

export const deletionByPassword = z.strictObject({
  username,
  password,
  secondFactor: secondFactorProof.optional(),
});
export type DeletionByPassword = z.output<typeof deletionByPassword>;

export const loginChange = z.strictObject({
  username,
  password,
  newUsername: newUsername.optional(),
  newPassword: newPassword.optional(),
  secondFactor: secondFactorProof.optional(),
});
export type LoginChange = z.output<typeof loginChange>;

export const passwordProof = z.strictObject({ password });
export type PasswordProof = z.output<typeof passwordProof>;
export const usernameChange = z.strictObject({ password, newUsername });
export type UsernameChange = z.output<typeof usernameChange>;
export const passwordChange = z.strictObject({ password, newPassword });
export type PasswordChange = z.output<typeof passwordChange>;
export const passphraseChange = z.strictObject({ password, newPassphrase });
export type PassphraseChange = z.output<typeof passphraseChange>;
export const sessionSelection = z.strictObject({ id: sessionId });
export type SessionSelection = z.output<typeof sessionSelection>;

const user = z.object({ id: z.int(), username: z.string(), createdAt: instant });
export const newAccount = z.object({
  user,
  /** 33 characters in groups, shown this once. */
  recoveryCode: z.string(),
});
export type NewAccount = z.output<typeof newAccount>;
export const account = z.object({
  user,
  session: z.object({ id: sessionId, expiresAt: instant, unlocked: z.boolean() }),
  /** The vault was imported and opens with the passphrase of the old database still, which that file lets others guess fast. */
  oldPassphraseKept: z.boolean(),
  administrator: z.boolean(),
});
export type Account = z.output<typeof account>;
export const unlocked = z.object({ expiresAt: instant });
export const newRecoveryCode = z.object({ recoveryCode: z.string() });
export type NewRecoveryCode = z.output<typeof newRecoveryCode>;
export const accountDeletion = z.object({ deletedAt: instant, erasedAt: instant });
export const endedSessions = z.object({ ended: z.int() });

/** An account as whoever runs the server sees it. */
export interface AccountSummary {
  readonly id: number;
  readonly username: string;
  readonly createdAt: number;
  readonly deletedAt: number | null;
  /** When a deleted account is gone for good. */
  readonly erasedAt: number | null;
  readonly administrator?: true;
  /** Another account's name is compared as the same; each is reached only by its exact name. */
  readonly collides?: true;
}

export const session = z.object({
  id: sessionId,
  current: z.boolean(),
  device: z.string(),
  address: z.string(),
  createdAt: instant,
  lastUsedAt: instant,
  expiresAt: instant,
});
export type Session = z.output<typeof session>;
export const sessionList = z.object({ sessions: z.array(session) });

export const AUDIT_KINDS = [
  "registered",
  "imported",
  "import-begun",
  "import-undone",
  "logged-in",
  "log-in-failed",
  "unlock-failed",
  "session-ended-after-failures",
  "logged-out",
  "session-ended",
  "other-sessions-ended",
  "renamed",
  "password-changed",
  "passphrase-changed",
  "vault-key-renewed",
  "recovery-code-renewed",
  "recovered",
  "account-deleted",
  "account-restored",
  "trash-emptied",
  "history-forgotten",
  "exported",
  "totp-added",
  "totp-removed",
  "spare-codes-renewed",
  "spare-code-used",
  "second-factor-on",
  "second-factor-off",
  "second-factor-failed",
  "second-factor-reset",
  "passkey-added",
  "passkey-removed",
  "passkey-copied",
  "passkey-unlock-on",
  "passkey-unlock-off",
  "administrator-granted",
  "administrator-revoked",
  "gave-administrator",
  "took-administrator",
  "invited",
  "invitation-used",
  "password-link-made",
  "made-password-link",
  "password-reset",
  "link-revoked",
  "sessions-ended-by-administrator",
  "ended-sessions",
  "reset-second-factor",
  "deleted-by-administrator",
  "deleted-account",
  "restored-by-administrator",
  "restored-account",
  "registration-changed",
  "backup-made",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];
const event = z.object({
  id: z.int(),
  kind: z.enum(AUDIT_KINDS),
  at: instant,
  /** The device that did it, as the list of sessions names devices; "": unknown. */
  device: z.string(),
});
export type AuditEvent = z.output<typeof event>;
export const activity = z.object({ events: z.array(event) });

/** What the next login reports: the account opens in another way than before. */
export const ACCOUNT_CHANGES: readonly AuditKind[] = [
  "renamed",
  "password-changed",
  "passphrase-changed",
  "vault-key-renewed",
  "recovery-code-renewed",
  "recovered",
  "account-restored",
  "totp-added",
  "totp-removed",
  "spare-codes-renewed",
  "spare-code-used",
  "second-factor-on",
  "second-factor-off",
  "second-factor-reset",
  "passkey-added",
  "passkey-removed",
  "passkey-copied",
  "passkey-unlock-on",
  "passkey-unlock-off",
  "restored-by-administrator",
  "administrator-granted",
  "administrator-revoked",
  "password-link-made",
  "password-reset",
];
export const login = z.object({
  token: z.string(),
  /** When the session ends unless it is used again. */
  expiresAt: instant,
  /** When it ends however much it is used. The same unless it slides. */
  endsAt: instant,
  user,
  /** Changes of the account since the last login with the passphrase, the latest first. */
  changes: z.array(event),
  /** null: the account asks for no second factor. */
  secondFactor: z
    .object({
      spareCodesLeft: z.int(),
      /** Wrong codes before this login, each after the right password: another person may know it. */
      failures: z.int(),
    })
    .nullable(),
});

/** A login without username and password. Its length is as `credentials` has it. */
export const passkeyCredentials = z.strictObject({
  response: passkeyAssertion,
  expiresInSeconds,
  slide: z.boolean().optional(),
});
export type PasskeyCredentials = z.output<typeof passkeyCredentials>;
export const passkeyLogin = login.extend({
  passkeyId: answeredId,
  /** Whether `auth.unlockWithPasskey` may follow. */
  opensVault: z.boolean(),
});

export const activityRequest = z
  .strictObject({
    limit: z.int().min(1).max(500).default(100),
    /** The id of an event: only earlier ones. For the next page, that of the last on this one. */
    cursor: z.int().min(1).nullish(),
    /** tRPC's infinite queries send it along; pages go back in time only. */
    direction: z.literal("forward").optional(),
  })
  .default({ limit: 100 });
export type ActivityRequest = z.output<typeof activityRequest>;

export const done = z.object({ done: z.literal(true) });

export const systemStatus = z.object({
  product: z.literal("OpenPassPhrase"),
  version: z.string(),
  /** Whether `auth.register` would be let in now. */
  registrationOpen: z.boolean(),
  /** true: there is no account yet. */
  firstAccount: z.boolean(),
  defaultSessionSeconds: z.int(),
  maxSessionSeconds: z.int(),
});
export type SystemStatus = z.output<typeof systemStatus>;
