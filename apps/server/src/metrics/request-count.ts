import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Meter } from "./meter.ts";

/** Counts each request once, when it was answered or given up. */
export function registerRequestCount(app: FastifyInstance, meter: Pick<Meter, "countRequest">): void {
  const aborted = new WeakSet<FastifyRequest>();
  const count = (request: FastifyRequest, status: number | null, milliseconds: number) =>
    meter.countRequest({
      method: request.method,
      route: request.routeOptions.url ?? null,
      status,
      seconds: milliseconds / 1000,
    });
  app.addHook("onRequestAbort", async (request) => {
    aborted.add(request);
    count(request, null, 0);
  });
  app.addHook("onResponse", async (request, reply) => {
    if (!aborted.has(request)) count(request, reply.statusCode, reply.elapsedTime);
  });
}
