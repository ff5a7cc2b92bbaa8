import type { ApiDeps } from "@opp/api/context";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendNotFound } from "../static/static.ts";
import type { WebApp } from "../static/static-files.ts";
import { HttpRefusal, refusalBody } from "./http-refusal.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

export type AnswerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Answers what isn't a procedure's own error, in the same shape, and without Fastify's wording. */
export function createErrorAnswer(reportBug: ApiDeps["reportBug"]): AnswerError {
  return (error, request, reply) => {
    const status = statusOf(error);
    if (status >= 500 && !(error instanceof HttpRefusal)) reportBug(error, request.id);
    const message = error instanceof HttpRefusal ? error.message : undefined;
    // A page's own policy and caching may have been set before it failed; addresses that don't parse skip the hooks.
    reply
      .headers(SECURITY_HEADERS)
      .header("x-request-id", request.id)
      .removeHeader("etag")
      .removeHeader("content-encoding");
    if (status === 503) reply.header("retry-after", "2");
    return reply
      .code(status)
      .type("application/json; charset=utf-8")
      .send(refusalBody(status, request.id, message));
  };
}

export function registerErrors(app: FastifyInstance, answerError: AnswerError, webApp: WebApp | null): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => {
    if (isUnderApi(request)) throw new HttpRefusal(404);
    if (request.method === "GET" || request.method === "HEAD") return sendNotFound(request, reply, webApp);
    reply.header("allow", "GET, HEAD");
    throw new HttpRefusal(405);
  });
}

const isUnderApi = (request: FastifyRequest): boolean => /^\/api(?:[/?]|$)/.test(request.url);

function statusOf(error: unknown): number {
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number") {
    if (error.statusCode >= 400 && error.statusCode < 600) return error.statusCode;
  }
  return 500;
}
