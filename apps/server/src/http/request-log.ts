import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { procedureNames, TRPC_PREFIX } from "../trpc/trpc.ts";

/** One line a request: method, route, status and time. Never the query, which holds procedures' input, nor a header or body. */
export function registerRequestLog(app: FastifyInstance, log: Logger): void {
  const aborted = new WeakSet<FastifyRequest>();
  app.addHook("onRequestAbort", async (request) => {
    aborted.add(request);
    log.info(
      { requestId: request.id, method: request.method, route: routeOf(request), status: null },
      "request aborted",
    );
  });
  app.addHook("onResponse", async (request, reply) => {
    if (aborted.has(request)) return;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: routeOf(request),
        status: reply.statusCode,
        ms,
      },
      "request",
    );
  });
}

/** Names that this program knows; an address that somebody made up could hold anything. */
function routeOf(request: FastifyRequest): string {
  const route = request.routeOptions.url ?? "(none)";
  if (!route.startsWith(TRPC_PREFIX)) return route;
  const { params } = request;
  const path = typeof params === "object" && params !== null && "path" in params ? String(params.path) : "";
  return `${TRPC_PREFIX}${procedureNames(path) ?? "(none)"}`;
}
