import { type ApiDeps, createContext } from "@opp/api/context";
import { isBug, retryAfterSeconds } from "@opp/api/errors";
import { appRouter } from "@opp/api/router";
import type { TRPCError } from "@trpc/server";
import { incomingMessageToRequest } from "@trpc/server/adapters/node-http";
import { resolveResponse } from "@trpc/server/http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { clientAddress } from "./addresses.ts";
import { HttpRefusal } from "./http-refusal.ts";

export const TRPC_PREFIX = "/api/trpc/";
export const MAX_BATCH = 50;

const PROCEDURES: ReadonlySet<string> = new Set(Object.keys(appRouter._def.procedures));

/**
 * Answers procedure calls. tRPC's own Fastify plugin would send each answer through a web stream, at several times the cost, and
 * take bodies of any kind.
 */
export function registerTrpc(app: FastifyInstance, api: ApiDeps): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  app.route<{ Params: { path: string } }>({
    method: ["GET", "POST"],
    url: `${TRPC_PREFIX}:path`,
    exposeHeadRoute: false,
    handler: (request, reply) => answer(api, request, reply, request.params.path),
  });
}

/** The procedures' names in a request's path as a log may hold them: null when one isn't a procedure's. */
export function procedureNames(path: string): string | null {
  return path.split(",").every((name) => PROCEDURES.has(name)) ? path : null;
}

async function answer(api: ApiDeps, request: FastifyRequest, reply: FastifyReply, path: string) {
  if (path.split(",").length > MAX_BATCH) {
    throw new HttpRefusal(
      400,
      `One request takes at most ${MAX_BATCH} procedures. Send the others in another one.`,
    );
  }
  const { raw } = request;
  const webRequest = incomingMessageToRequest(Object.assign(raw, { body: request.body }), reply.raw, {
    maxBodySize: null,
  });
  const response = await resolveResponse({
    router: appRouter,
    req: webRequest,
    path,
    error: null,
    createContext: async () =>
      createContext(api, {
        rawHeaders: raw.rawHeaders,
        userAgent: request.headers["user-agent"],
        address: clientAddress(request.ip),
        requestId: request.id,
      }),
    responseMeta: ({ errors }) => ({ headers: retryHeaders(errors) }),
    onError({ error }) {
      if (isBug(error)) api.reportBug(error.cause ?? error, request.id);
    },
  });
  for (const [name, value] of response.headers) reply.header(name, value);
  reply.code(response.status);
  const isStream = response.headers.get("transfer-encoding") === "chunked" || response.body === null;
  return reply.send(isStream ? response.body : await response.text());
}

function retryHeaders(errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.map(retryAfterSeconds).filter((wait) => wait !== null);
  return waits.length === 0 ? {} : { "retry-after": String(Math.max(...waits)) };
}
