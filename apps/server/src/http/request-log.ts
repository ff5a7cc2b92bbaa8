import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "pino";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Names the request in the log where its route alone says too little. */
    logName?: (request: FastifyRequest) => string;
  }
}

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

/** Logs known names only: a made-up URL could contain anything. */
function routeOf(request: FastifyRequest): string {
  const { config, url } = request.routeOptions;
  return config.logName?.(request) ?? url ?? "(none)";
}
