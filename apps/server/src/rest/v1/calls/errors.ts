import { describeError, retryAfterSeconds, toTrpcError } from "@opp/api/errors";
import { decodeBase64url } from "@opp/core/base64";
import { VaultError, type VaultErrorCode } from "@opp/core/errors";
import { TRPCError } from "@trpc/server";
import { HttpRefusal } from "../../../http/http-refusal.ts";
import { V1Refusal } from "../wire/refusal.ts";
import type { Endpoint } from "./endpoint.ts";

/** How v1 says what the vault refuses. A description is added where the status alone doesn't tell. */
const WORDING = {
  CREDENTIALS_INCORRECT: { status: 401, error: "Bad Request", description: "Invalid credentials" },
  SECOND_FACTOR_REQUIRED: { status: 401, error: "Bad Request" },
  SECOND_FACTOR_INCORRECT: { status: 401, error: "Bad Request" },
  NO_SECOND_FACTOR: { status: 409, error: "Conflict" },
  PASSKEY_INCORRECT: { status: 401, error: "Bad Request" },
  PASSKEYS_UNAVAILABLE: { status: 409, error: "Conflict" },
  PASSPHRASE_REQUIRED: { status: 400, error: "Passphrase header missing!", description: "" },
  PASSPHRASE_INCORRECT: { status: 400, error: "Incorrect passphrase supplied!", description: "" },
  RECOVERY_CODE_INCORRECT: { status: 400, error: "Bad Request" },
  TOO_MANY_TRIES: { status: 429, error: "Too Many Requests" },
  BUSY: { status: 503, error: "Service Unavailable" },
  OUTCOME_UNKNOWN: { status: 503, error: "Service Unavailable" },
  REQUEST_KEY_USED: { status: 409, error: "Conflict" },
  REGISTRATION_CLOSED: { status: 400, error: "Registration is closed on this server!", description: "" },
  LINK_UNUSABLE: { status: 403, error: "Forbidden" },
  NOT_ADMINISTRATOR: { status: 403, error: "Forbidden" },
  LAST_ADMINISTRATOR: { status: 400, error: "This is the only administrator!", description: "" },
  NO_BACKUP_PLAN: { status: 400, error: "Bad Request" },
  BACKUP_FAILED: { status: 503, error: "Service Unavailable" },
  USERNAME_TAKEN: { status: 400, error: "User already exists!", description: "" },
  ROLE_INSUFFICIENT: { status: 403, error: "Forbidden" },
  NOT_FOUND: { status: 400, error: "Unknown id in list!", description: "" },
  UNKNOWN_CATEGORY: { status: 400, error: "Unknown category id!", description: "" },
  CATEGORY_IN_ITSELF: { status: 400, error: "Bad Request" },
  CATEGORY_TOO_DEEP: { status: 400, error: "Bad Request" },
  CONFLICT: { status: 409, error: "Conflict" },
  CLIENT_OUTDATED: { status: 412, error: "Precondition Failed" },
  INVALID_INPUT: { status: 400, error: "Bad Request" },
  RECORD_DAMAGED: { status: 400, error: "Unable to decrypt data!" },
  RECORD_UNSUPPORTED: { status: 400, error: "Unable to decrypt data!" },
  // No call of v1 takes a file.
  QUOTA_EXCEEDED: { status: 413, error: "Payload Too Large" },
  ATTACHMENT_INCOMPLETE: { status: 409, error: "Conflict" },
  STORAGE_FULL: { status: 507, error: "Insufficient Storage" },
  STORAGE_READ_ONLY: { status: 503, error: "Service Unavailable" },
  STORAGE_FAILING: { status: 503, error: "Service Unavailable" },
  STORAGE_DAMAGED: { status: 503, error: "Service Unavailable" },
  STORAGE_UNREACHABLE: { status: 503, error: "Service Unavailable" },
  STORAGE_MISSING: { status: 503, error: "Service Unavailable" },
  STORAGE_BUSY: { status: 503, error: "Service Unavailable" },
  STORAGE_TOO_MANY_FILES: { status: 503, error: "Service Unavailable" },
} as const satisfies Record<
  Exclude<VaultErrorCode, "UNAUTHORIZED">,
  { status: number; error: string; description?: string }
>;

/** Any error as v1's clients know it. @param endpoint undefined: the request was for none. */
export function toV1Refusal(error: unknown, endpoint: Endpoint | undefined, token: string | null): V1Refusal {
  if (error instanceof V1Refusal) return error;
  if (error instanceof VaultError) return ofProcedure(toTrpcError(error), endpoint, token);
  if (error instanceof TRPCError) return ofProcedure(error, endpoint, token);
  const status = statusOf(error);
  if (status === 415) return contentTypeRefusal(endpoint, "Invalid Content-Type");
  const [name, usual] = STATUSES[status] ?? STATUSES[status < 500 ? 400 : 500] ?? ["Error", ""];
  const retry = status === 503 ? { "retry-after": "2" } : {};
  return V1Refusal.of(status, name, error instanceof HttpRefusal ? error.message : usual, retry);
}

export const contentTypeRefusal = (endpoint: Endpoint | undefined, error: string): V1Refusal =>
  (endpoint?.contentTypeRefusal ?? V1Refusal.contentType)(error);

/** The code of what a procedure refused; null for any other error. */
export const vaultCodeOf = (error: unknown): VaultErrorCode | null =>
  error instanceof TRPCError && error.cause instanceof VaultError ? error.cause.code : null;

function ofProcedure(error: TRPCError, endpoint: Endpoint | undefined, token: string | null): V1Refusal {
  const { message, data } = describeError(error, null, null);
  const { vaultCode } = data;
  if (vaultCode === "INTERNAL") return V1Refusal.of(500, "Internal Server Error", message);
  if (vaultCode === "UNAUTHORIZED") return unauthorized(data.details.reason, token);
  const own = endpoint?.wording?.[vaultCode];
  if (own instanceof V1Refusal) return own;
  const usual: { status: number; error: string; description?: string } = WORDING[vaultCode];
  const { status, description = message } = usual;
  const seconds = retryAfterSeconds(error) ?? (vaultCode === "BUSY" ? 2 : null);
  const headers = seconds === null ? {} : { "retry-after": String(seconds) };
  return V1Refusal.of(status, own ?? usual.error, description, headers);
}

function unauthorized(reason: string | undefined, token: string | null): V1Refusal {
  switch (reason) {
    case "expired":
      return V1Refusal.unauthorized("Invalid token", "Signature has expired");
    case "ended":
      return V1Refusal.unauthorized("Invalid JWT", "User does not exist, or the session has ended");
    case "invalid":
      return V1Refusal.unauthorized("Invalid token", whatIsInvalid(token ?? ""));
    default:
      return V1Refusal.unauthorized("Authorization Required", "Request does not contain an access token");
  }
}

function whatIsInvalid(token: string): string {
  const segments = token.split(".");
  if (segments.length < 3) return "Not enough segments";
  const header = decodeBase64url(segments[0] ?? "") ?? new Uint8Array();
  return /"alg"\s*:\s*"(?!HS256")/.test(Buffer.from(header).toString("utf8"))
    ? "The specified alg value is not allowed"
    : "Signature verification failed";
}

function statusOf(error: unknown): number {
  const status: unknown = error instanceof Error ? Reflect.get(error, "statusCode") : undefined;
  return typeof status === "number" && status >= 400 && status < 600 ? status : 500;
}

const STATUSES: Readonly<Record<number, readonly [name: string, description: string]>> = {
  400: ["Bad Request", "The request is not one that this server can read."],
  403: ["Forbidden", "The request comes from another site."],
  404: ["Not Found", "There is nothing at this address."],
  405: ["Method Not Allowed", "This address doesn't take this method."],
  413: ["Payload Too Large", "The request's body is too large."],
  414: ["URI Too Long", "The address is too long."],
  421: ["Misdirected Request", "The request was meant for another host."],
  500: ["Internal Server Error", "The server's log has more under the request id."],
  503: ["Service Unavailable", "The server is busy. Try again in a few seconds."],
};
