import type { ApiDeps } from "@opp/api/context";
import { describeError, retryAfterSeconds, toTrpcError } from "@opp/api/errors";
import { VaultError } from "@opp/core/errors";
import { TRPCError } from "@trpc/server";
import { TRPC_ERROR_CODES_BY_KEY } from "@trpc/server/rpc";
import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpRefusal, refusalBody } from "./http-refusal.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

export type AnswerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Answers what isn't a procedure's own error, in the same shape, and without Fastify's wording. */
export function createErrorAnswer(reportBug: ApiDeps["reportBug"]): AnswerError {
  return (error, request, reply) => {
    const { status, body, retryAfter } = ofVault(error, request.id) ?? ofHttp(error, request.id);
    if (status >= 500 && !isExpected(error)) reportBug(error, request.id);
    // A page's own policy and caching may have been set before it failed; addresses that don't parse skip the hooks.
    reply
      .headers(SECURITY_HEADERS)
      .header("x-request-id", request.id)
      .removeHeader("etag")
      .removeHeader("content-encoding");
    if (retryAfter !== null) reply.header("retry-after", String(retryAfter));
    return reply.code(status).type("application/json; charset=utf-8").send(body);
  };
}

interface ErrorParts {
  readonly status: number;
  readonly body: unknown;
  /** Seconds. */
  readonly retryAfter: number | null;
}

const isExpected = (error: unknown): boolean => error instanceof HttpRefusal || vaultErrorIn(error) !== null;

/** What a guard of a route refuses; null for any other error. */
function ofVault(error: unknown, requestId: string): ErrorParts | null {
  const refused = vaultErrorIn(error);
  if (refused === null) return null;
  const { message, data } = describeError(refused, null, requestId);
  return {
    status: data.httpStatus,
    body: { error: { message, code: TRPC_ERROR_CODES_BY_KEY[data.code], data } },
    retryAfter: retryAfterSeconds(refused),
  };
}

function vaultErrorIn(error: unknown): TRPCError | null {
  if (error instanceof VaultError) return toTrpcError(error);
  return error instanceof TRPCError && error.cause instanceof VaultError ? error : null;
}

function ofHttp(error: unknown, requestId: string): ErrorParts {
  const status = statusOf(error);
  const message = error instanceof HttpRefusal ? error.message : undefined;
  return { status, body: refusalBody(status, requestId, message), retryAfter: status === 503 ? 2 : null };
}

function statusOf(error: unknown): number {
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number") {
    if (error.statusCode >= 400 && error.statusCode < 600) return error.statusCode;
  }
  return 500;
}
