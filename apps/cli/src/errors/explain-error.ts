import { CommanderError } from "@commander-js/extra-typings";
import { VaultClientError, type VaultClientErrorCode } from "@openpassphrase/client";
import { STORAGE_CAUSES, type StorageCause, VaultError, type VaultErrorCode } from "@opp/core/errors";
import { ContentsDifferError } from "@opp/core/store/moving/copy-contents";
import { MoveError } from "@opp/core/store/moving/move-error";
import { BackupError } from "@opp/core/store/sqlite/backup/backup-error";
import { UnusableBackupError } from "@opp/core/store/sqlite/backup/unusable-backup-error";
import {
  DatabaseInUseError,
  NewerSchemaError,
  UnusableDatabaseError,
} from "@opp/core/store/sqlite/files/database-errors";
import { RestoreError } from "@opp/core/store/sqlite/restore/restore-error";
import { BreachListError } from "@opp/host/breaches/breach-list-error";
import { DoctorProblem } from "@opp/host/doctor/doctor-problem";
import { scrubError } from "@opp/host/errors/scrubbed-error";
import { type RefusalKind, StartRefusal } from "@opp/host/errors/start-refusal";
import { explainSystemFailure } from "@opp/host/errors/system-sentence";
import { PostgresUnreachableError } from "@opp/host/postgres/postgres-unreachable-error";
import { visible } from "../text/visible.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { CliFailure } from "./failure.ts";

export interface Explanation {
  readonly exitCode: ExitCode;
  /** For programs: a name of EXIT, or the vault's own code. */
  readonly code: string;
  readonly message: string;
  readonly problems: readonly string[];
}

/** Everything that can end a command, as a person and a program read it. Never quotes what someone typed as a secret. */
export function explainError(error: unknown): Explanation {
  if (error instanceof CliFailure) return explained(error.exitCode, error.message, error.problems);
  if (error instanceof DoctorProblem) return explained(EXIT.problemsFound, error.message);
  if (error instanceof StartRefusal) return refusals(error);
  if (error instanceof CommanderError) return explained(EXIT.usage, usageSentence(error.message));
  if (error instanceof VaultError)
    return { ...explained(VAULT_EXITS[error.code], error.message), code: error.code };
  const ofBackups = explainBackups(error);
  if (ofBackups !== null) return ofBackups;
  if (error instanceof BreachListError) return explained(EXIT.file, error.message);
  if (error instanceof DatabaseInUseError) return explained(EXIT.unavailable, error.message);
  if (error instanceof VaultClientError) return explainAnswer(error);
  if (error instanceof NewerSchemaError || error instanceof UnusableDatabaseError)
    return explained(
      error instanceof NewerSchemaError ? EXIT.damaged : storageExit(error.fault),
      error.message,
    );
  return explainSystemError(error) ?? explainBug(error);
}

function explained(exitCode: ExitCode, message: string, problems: readonly string[] = []): Explanation {
  return { exitCode, code: nameOf(exitCode), message, problems };
}

const nameOf = (exitCode: ExitCode): string =>
  Object.entries(EXIT).find(([, value]) => value === exitCode)?.[0] ?? "unexpected";

const REFUSAL_EXITS = {
  configuration: EXIT.usage,
  database: EXIT.damaged,
  unreachable: EXIT.unavailable,
} as const satisfies Record<RefusalKind, ExitCode>;

function refusals({ problems, kind }: StartRefusal): Explanation {
  const exit = REFUSAL_EXITS[kind];
  const [only = ""] = problems;
  return problems.length === 1
    ? explained(exit, only)
    : explained(exit, `${problems.length} problems found:`, problems);
}

/** Commander's "error: unknown option '--prot'\n(Did you mean --port?)"; a value behind an unknown option may be a secret. */
function usageSentence(message: string): string {
  const [first = "", hint = ""] = message.replace(/^error: /, "").split("\n");
  const sentence = first.replace(/('--?[\w-]+)=[^']*'/, "$1'");
  const capital = sentence.charAt(0).toUpperCase() + sentence.slice(1).replace(/\.$/, "");
  return `${capital}.${hint ? ` ${hint.replace(/[()]/g, "")}` : ' Run "opp --help" or "opp COMMAND --help" for usage.'}`;
}

const VAULT_EXITS = {
  UNAUTHORIZED: EXIT.refused,
  CREDENTIALS_INCORRECT: EXIT.refused,
  SECOND_FACTOR_REQUIRED: EXIT.refused,
  SECOND_FACTOR_INCORRECT: EXIT.refused,
  NO_SECOND_FACTOR: EXIT.conflict,
  PASSKEY_INCORRECT: EXIT.refused,
  PASSKEYS_UNAVAILABLE: EXIT.conflict,
  PASSPHRASE_REQUIRED: EXIT.refused,
  PASSPHRASE_INCORRECT: EXIT.refused,
  RECOVERY_CODE_INCORRECT: EXIT.refused,
  TOO_MANY_TRIES: EXIT.refused,
  REGISTRATION_CLOSED: EXIT.refused,
  LINK_UNUSABLE: EXIT.refused,
  NOT_ADMINISTRATOR: EXIT.refused,
  LAST_ADMINISTRATOR: EXIT.conflict,
  NO_BACKUP_PLAN: EXIT.conflict,
  BACKUP_FAILED: EXIT.unavailable,
  BUSY: EXIT.unavailable,
  OUTCOME_UNKNOWN: EXIT.unavailable,
  REQUEST_KEY_USED: EXIT.conflict,
  USERNAME_TAKEN: EXIT.conflict,
  CONFLICT: EXIT.conflict,
  CLIENT_OUTDATED: EXIT.refused,
  ROLE_INSUFFICIENT: EXIT.refused,
  NOT_FOUND: EXIT.notFound,
  UNKNOWN_CATEGORY: EXIT.notFound,
  CATEGORY_IN_ITSELF: EXIT.usage,
  CATEGORY_TOO_DEEP: EXIT.usage,
  QUOTA_EXCEEDED: EXIT.file,
  ATTACHMENT_INCOMPLETE: EXIT.conflict,
  INVALID_INPUT: EXIT.usage,
  RECORD_DAMAGED: EXIT.damaged,
  RECORD_UNSUPPORTED: EXIT.damaged,
  STORAGE_FULL: EXIT.file,
  STORAGE_READ_ONLY: EXIT.file,
  STORAGE_FAILING: EXIT.file,
  STORAGE_DAMAGED: EXIT.damaged,
  STORAGE_UNREACHABLE: EXIT.unavailable,
  STORAGE_MISSING: EXIT.file,
  STORAGE_BUSY: EXIT.unavailable,
  STORAGE_TOO_MANY_FILES: EXIT.unavailable,
} as const satisfies Record<VaultErrorCode, ExitCode>;

function explainBackups(error: unknown): Explanation | null {
  if (error instanceof BackupError) return explained(BACKUP_EXITS[error.kind], error.message);
  if (error instanceof RestoreError) return explained(EXIT.file, error.message);
  if (error instanceof MoveError) return explained(MOVE_EXITS[error.fault], error.message);
  if (error instanceof ContentsDifferError) return explained(EXIT.damaged, error.message);
  if (error instanceof PostgresUnreachableError) return explained(EXIT.unavailable, error.message);
  if (!(error instanceof UnusableBackupError)) return null;
  const isOfTheFile = error.fault === "missing" || error.fault === "unreadable";
  return explained(isOfTheFile ? EXIT.file : EXIT.damaged, error.message);
}

const BACKUP_EXITS = {
  taken: EXIT.conflict,
  source: EXIT.damaged,
  unreachable: EXIT.unavailable,
  place: EXIT.file,
} as const satisfies Record<BackupError["kind"], ExitCode>;

const MOVE_EXITS = {
  "in-use": EXIT.unavailable,
  "not-empty": EXIT.conflict,
  older: EXIT.damaged,
} as const satisfies Record<MoveError["fault"], ExitCode>;

const CLIENT_EXITS = {
  ...VAULT_EXITS,
  INTERNAL: EXIT.unavailable,
  UNREACHABLE: EXIT.unavailable,
  TIMEOUT: EXIT.unavailable,
  UNEXPECTED: EXIT.unavailable,
  ABORTED: EXIT.interrupted,
  INVALID_OPTIONS: EXIT.usage,
} as const satisfies Record<VaultClientErrorCode, ExitCode>;

/** What a server, or nobody, answered. */
function explainAnswer({
  code,
  message,
  fields,
  retryAfterSeconds,
  requestId,
}: VaultClientError): Explanation {
  const wait = retryAfterSeconds === undefined ? "" : ` Try again in ${retryAfterSeconds} s.`;
  const where = code === "INTERNAL" && requestId !== undefined ? ` Request id: ${requestId}.` : "";
  const problems = fields.length > 1 ? fields.map((field) => visible(`${field.path}: ${field.message}`)) : [];
  return { ...explained(CLIENT_EXITS[code], visible(message) + wait + where, problems), code };
}

/** SQLite's and the operating system's refusals. */
function explainSystemError(error: unknown): Explanation | null {
  const failure = explainSystemFailure(error);
  if (failure === null) return null;
  const isDatabase = !(error instanceof Error && "syscall" in error);
  return explained(isDatabase ? storageExit(failure.cause) : EXIT.file, failure.message);
}

const storageExit = (cause: StorageCause | null): ExitCode =>
  cause === null ? EXIT.damaged : VAULT_EXITS[STORAGE_CAUSES[cause]];

function explainBug(error: unknown): Explanation {
  const { type, code, frames } = scrubError(error);
  return explained(
    EXIT.unexpected,
    `Unexpected error (${code ? `${type} ${code}` : type}). Please report this bug with the lines below.`,
    frames,
  );
}
