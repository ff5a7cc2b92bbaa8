import { z } from "zod";
import { REGISTRATIONS } from "../rules/registrations.ts";
import { accountId, instant, linkId } from "./ids.ts";
import { newPassword, newUsername, password } from "./secrets.ts";

export const linkSecret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, "A link's secret must be 43 characters of base64url.");

export const linkSelection = z.strictObject({ link: linkSecret });
export type LinkSelection = z.output<typeof linkSelection>;
export const passwordReset = z.strictObject({ link: linkSecret, newPassword });
export type PasswordReset = z.output<typeof passwordReset>;

export const accountAction = z.strictObject({ id: accountId, password });
export type AccountAction = z.output<typeof accountAction>;
export const administratorChange = z.strictObject({ id: accountId, administrator: z.boolean(), password });
export type AdministratorChange = z.output<typeof administratorChange>;
export const accountReturn = z.strictObject({
  id: accountId,
  password,
  /** For when someone else has taken the old name in between. */
  newUsername: newUsername.optional(),
});
export type AccountReturn = z.output<typeof accountReturn>;
export const linkRevocation = z.strictObject({ id: linkId, password });
export type LinkRevocation = z.output<typeof linkRevocation>;
export const registrationChoice = z.strictObject({
  /** null: as the configuration says. */
  registration: z.enum(REGISTRATIONS).nullable(),
  password,
});
export type RegistrationChoice = z.output<typeof registrationChoice>;

const person = z.object({
  id: z.int(),
  /** The former one of a deleted account. */
  username: z.string(),
  administrator: z.boolean(),
  secondFactor: z.boolean(),
  createdAt: instant,
  /** null: not within the year that its activity is kept for. */
  lastLogInAt: instant.nullable(),
  items: z.int(),
  /** Of sealed records and files. */
  bytes: z.int(),
  deletedAt: instant.nullable(),
  /** When a deleted account is gone for good. */
  erasedAt: instant.nullable(),
});
export type Person = z.output<typeof person>;
export const people = z.object({ people: z.array(person) });

export const madeLink = z.object({
  id: z.string(),
  /** Shown this once: the server keeps its hash. */
  secret: z.string(),
  expiresAt: instant,
});
export type MadeLink = z.output<typeof madeLink>;

const openLink = z.object({
  id: z.string(),
  purpose: z.enum(["invitation", "password"]),
  /** Whose password it resets; null: it is an invitation. */
  username: z.string().nullable(),
  /** null: the command line, or an account that is gone. */
  madeBy: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
});
export type OpenLink = z.output<typeof openLink>;
export const openLinks = z.object({ links: z.array(openLink) });

export const linkFacts = z.object({
  purpose: z.enum(["invitation", "password"]),
  username: z.string().nullable(),
  expiresAt: instant,
});
export type LinkFacts = z.output<typeof linkFacts>;

export const backupState = z.object({
  /** When the last good one was made; null: none was. */
  lastAt: instant.nullable(),
  /** The last attempt, if it failed. */
  failure: z.object({ at: instant, reason: z.string() }).nullable(),
  /** Where to and how often the server makes them; null: it makes none. */
  plan: z.object({ folder: z.string(), everyMs: z.int(), nextAt: instant.nullable() }).nullable(),
});
export type BackupState = z.output<typeof backupState>;

const finding = z.object({ what: z.string(), ok: z.boolean(), says: z.string() });
export type Finding = z.output<typeof finding>;

export const serverState = z.object({
  version: z.string(),
  registration: z.object({
    inForce: z.enum(REGISTRATIONS),
    configured: z.enum(REGISTRATIONS),
    /** null: the configuration rules. */
    chosen: z.enum(REGISTRATIONS).nullable(),
  }),
  backups: backupState,
  /** There is none of the last three days, and the server is older than that. */
  backupOverdue: z.boolean(),
});
export type ServerState = z.output<typeof serverState>;
export const findings = z.object({ findings: z.array(finding) });
