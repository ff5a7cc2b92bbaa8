import { VaultError, type VaultErrorCode, type VaultErrorDetails } from "@opp/core/errors";
import { type TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";

/** One exhaustive map from what the vault says to what tRPC says; tRPC maps its code to the HTTP status. */
const TRPC_CODES = {
  UNAUTHORIZED: "UNAUTHORIZED",
  CREDENTIALS_INCORRECT: "UNAUTHORIZED",
  SECOND_FACTOR_REQUIRED: "UNAUTHORIZED",
  SECOND_FACTOR_INCORRECT: "UNAUTHORIZED",
  NO_SECOND_FACTOR: "CONFLICT",
  PASSKEY_INCORRECT: "UNAUTHORIZED",
  PASSKEYS_UNAVAILABLE: "CONFLICT",
  PASSPHRASE_REQUIRED: "PRECONDITION_REQUIRED",
  PASSPHRASE_INCORRECT: "FORBIDDEN",
  RECOVERY_CODE_INCORRECT: "FORBIDDEN",
  TOO_MANY_TRIES: "TOO_MANY_REQUESTS",
  BUSY: "SERVICE_UNAVAILABLE",
  OUTCOME_UNKNOWN: "SERVICE_UNAVAILABLE",
  REQUEST_KEY_USED: "CONFLICT",
  REGISTRATION_CLOSED: "FORBIDDEN",
  LINK_UNUSABLE: "FORBIDDEN",
  NOT_ADMINISTRATOR: "FORBIDDEN",
  LAST_ADMINISTRATOR: "CONFLICT",
  NO_BACKUP_PLAN: "CONFLICT",
  BACKUP_FAILED: "SERVICE_UNAVAILABLE",
  USERNAME_TAKEN: "CONFLICT",
  ROLE_INSUFFICIENT: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  UNKNOWN_CATEGORY: "BAD_REQUEST",
  CATEGORY_IN_ITSELF: "BAD_REQUEST",
  CATEGORY_TOO_DEEP: "BAD_REQUEST",
  CONFLICT: "CONFLICT",
  CLIENT_OUTDATED: "PRECONDITION_FAILED",
  QUOTA_EXCEEDED: "PAYLOAD_TOO_LARGE",
  ATTACHMENT_INCOMPLETE: "CONFLICT",
  INVALID_INPUT: "BAD_REQUEST",
  RECORD_DAMAGED: "UNPROCESSABLE_CONTENT",
  RECORD_UNSUPPORTED: "UNPROCESSABLE_CONTENT",
  STORAGE_FULL: "SERVICE_UNAVAILABLE",
  STORAGE_READ_ONLY: "SERVICE_UNAVAILABLE",
  STORAGE_FAILING: "SERVICE_UNAVAILABLE",
  STORAGE_DAMAGED: "SERVICE_UNAVAILABLE",
  STORAGE_UNREACHABLE: "SERVICE_UNAVAILABLE",
  STORAGE_MISSING: "SERVICE_UNAVAILABLE",
  STORAGE_BUSY: "SERVICE_UNAVAILABLE",
  STORAGE_TOO_MANY_FILES: "SERVICE_UNAVAILABLE",
} as const satisfies Record<VaultErrorCode, TRPC_ERROR_CODE_KEY>;

/** tRPC has no code for this status. */
const INSUFFICIENT_STORAGE = 507;

/** The HTTP status of an error's answer. */
export const httpStatusOf = (error: TRPCError): number =>
  error.cause instanceof VaultError && error.cause.code === "STORAGE_FULL"
    ? INSUFFICIENT_STORAGE
    : getHTTPStatusCodeFromError(error);

/** A hundred thousand wrong rows would otherwise make an answer of many times the request's size. */
const MAX_FIELDS = 100;

export interface FieldRefusal {
  readonly path: string;
  readonly message: string;
  /** For who words it in another language: zod's name for what is wrong, and the limit that was passed. */
  readonly rule: string;
  readonly limit: number | null;
}

/** What an answer says of an error, beside its sentence. */
export interface ErrorAnswer {
  readonly code: TRPC_ERROR_CODE_KEY;
  readonly httpStatus: number;
  readonly path: string | null;
  readonly vaultCode: VaultErrorCode | "INTERNAL";
  readonly details: VaultErrorDetails;
  /** For input that its schema refused: each field's path, and what is wrong with it; the first 100. */
  readonly fields: readonly FieldRefusal[];
  readonly requestId: string | null;
}

export const INTERNAL_MESSAGE =
  "Internal error. The administrator can find the cause in the server's log under this request id.";

/** An error as tRPC knows it, with the vault's own as its cause. */
export const toTrpcError = (error: VaultError): TRPCError =>
  new TRPCError({ code: TRPC_CODES[error.code], message: error.message, cause: error });

/** The sentence and the facts that leave the server. tRPC would send any error's own message: only expected ones may pass. */
export function describeError(
  error: TRPCError,
  path: string | null,
  requestId: string | null,
): { message: string; data: ErrorAnswer } {
  const { cause } = error;
  const status = httpStatusOf(error);
  const facts = { code: error.code, httpStatus: status, path, requestId };
  if (cause instanceof VaultError) {
    return {
      message: cause.message,
      data: { ...facts, vaultCode: cause.code, details: cause.details, fields: [] },
    };
  }
  if (error.code === "BAD_REQUEST" && cause instanceof z.core.$ZodError) {
    const fields = cause.issues.slice(0, MAX_FIELDS).map((issue) => ({
      path: fieldPath(issue.path),
      message: issue.message,
      rule: issue.code,
      limit: limitOf(issue),
    }));
    const [first] = fields;
    const message = first
      ? `${first.path ? `${first.path}: ` : ""}${first.message}`
      : "Something in the request isn't valid.";
    const details = first?.path ? { field: first.path } : {};
    return { message, data: { ...facts, vaultCode: "INVALID_INPUT", details, fields } };
  }
  if (isProtocolError(error)) {
    return {
      message: PROTOCOL_MESSAGES[error.code] ?? "This server doesn't support the request.",
      data: { ...facts, vaultCode: status === 404 ? "NOT_FOUND" : "INVALID_INPUT", details: {}, fields: [] },
    };
  }
  return {
    message: INTERNAL_MESSAGE,
    data: {
      ...facts,
      code: "INTERNAL_SERVER_ERROR",
      httpStatus: 500,
      vaultCode: "INTERNAL",
      details: {},
      fields: [],
    },
  };
}

/** Whether an error is neither the vault's nor the client's: a bug. */
export const isBug = (error: TRPCError): boolean =>
  describeError(error, null, null).data.vaultCode === "INTERNAL";

/** For the Retry-After header; null where waiting doesn't help. */
export const retryAfterSeconds = (error: TRPCError): number | null =>
  error.cause instanceof VaultError ? (error.cause.details.retryAfterSeconds ?? null) : null;

const PROTOCOL_MESSAGES: Partial<Record<TRPC_ERROR_CODE_KEY, string>> = {
  NOT_FOUND: "This procedure doesn't exist.",
  PARSE_ERROR: "The body isn't JSON.",
  BAD_REQUEST: "The request's input isn't JSON, or is in the wrong place.",
  METHOD_NOT_SUPPORTED: "Use POST to make changes.",
  UNSUPPORTED_MEDIA_TYPE: 'Send JSON, with the header "content-type: application/json".',
  PAYLOAD_TOO_LARGE: "The request is too large.",
  CLIENT_CLOSED_REQUEST: "The client has closed the connection.",
};

/** What tRPC itself refuses before any of our code runs; its messages may quote the request, so they don't pass. */
const isProtocolError = (error: TRPCError): boolean => Object.hasOwn(PROTOCOL_MESSAGES, error.code);

function limitOf(issue: z.core.$ZodIssue): number | null {
  if (issue.code === "too_small") return Number(issue.minimum);
  return issue.code === "too_big" ? Number(issue.maximum) : null;
}

function fieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (joined, part) =>
      typeof part === "number" ? `${joined}[${part}]` : joined ? `${joined}.${String(part)}` : String(part),
    "",
  );
}
