import { randomUUID } from "node:crypto";
import type { ApiDeps } from "@opp/api/context";
import type { ServerConfig } from "@opp/host/config/config";
import type { TlsFiles } from "@opp/host/config/tls-files";
import { addressSet } from "@opp/host/values/addresses";
import { type FastifyInstance, fastify } from "fastify";
import type { Logger } from "pino";
import { registerAttachments } from "./attachments/attachments.ts";
import { EVENT_STREAM_LIMITS, type EventStreamLimits } from "./events/event-streams.ts";
import { registerEvents } from "./events/events.ts";
import { registerExports } from "./exports/exports.ts";
import { CONNECTION_LIMITS, type ConnectionLimits, guardConnections } from "./http/connection-guard.ts";
import type { Drain } from "./http/drain.ts";
import { createErrorAnswer } from "./http/error-answers.ts";
import { trackFreshConnections } from "./http/fresh-connections.ts";
import { createFrontDoor, isApiRoute, namesOneHost } from "./http/front-door.ts";
import { HttpRefusal } from "./http/http-refusal.ts";
import { createHttpServer } from "./http/http-server.ts";
import { isProbe, refuseWrongClock, registerProbes } from "./http/probes.ts";
import { registerRelatedOrigins } from "./http/related-origins.ts";
import { registerRequestLog } from "./http/request-log.ts";
import { SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from "./http/security-headers.ts";
import { registerImportRoutes } from "./imports/import-routes.ts";
import type { Meter } from "./metrics/meter.ts";
import { registerRequestCount } from "./metrics/request-count.ts";
import { registerRestV1 } from "./rest/v1/routes.ts";
import { registerNotFound } from "./static/not-found.ts";
import { registerApiDocs, registerStatic } from "./static/static.ts";
import type { WebApp } from "./static/static-files.ts";
import { registerTrpc } from "./trpc/trpc.ts";

export interface ServerDeps {
  readonly api: ApiDeps;
  readonly log: Logger;
  readonly webApp: WebApp | null;
  /** The reference page of v1; null: there is none, or it isn't wanted. */
  readonly apiDocs: WebApp | null;
  readonly tls: TlsFiles | null;
  /** Left out: for a server that takes requests until it closes. */
  readonly drain?: Pick<Drain, "isDraining">;
  /** By how much this machine's clock is ahead of the database's; left out: they are the same. */
  readonly clockAheadMs?: () => number;
  /** null: no one counts. */
  readonly meter?: Meter | null;
  /** Lower ones, for tests. */
  readonly connectionLimits?: Partial<ConnectionLimits>;
  readonly eventLimits?: Partial<EventStreamLimits>;
  readonly config: Pick<
    ServerConfig,
    "host" | "publicOrigins" | "trustedProxies" | "maxBodyBytes" | "restV1"
  >;
}

/** 50 procedures' names with their commas. */
const MAX_PATH_PARAMETER = 2048;
const MAX_URL_LENGTH = 8192;

export function buildServer({
  api,
  log,
  webApp,
  apiDocs,
  tls,
  drain = { isDraining: false },
  clockAheadMs = () => 0,
  meter = null,
  config,
  connectionLimits,
  eventLimits,
}: ServerDeps): FastifyInstance {
  const isTrustedProxy = addressSet(config.trustedProxies);
  const answerError = createErrorAnswer(api.reportBug);
  const app = fastify({
    // Fastify's own lines would hold addresses with their query, and messages of errors.
    logger: false,
    serverFactory: (handler) => createHttpServer(handler, tls),
    trustProxy: isTrustedProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: MAX_PATH_PARAMETER },
    frameworkErrors: answerError,
  });
  guardConnections(app.server, { ...CONNECTION_LIMITS, ...connectionLimits, isTrustedProxy });
  const hangUpOnFresh = trackFreshConnections(app.server);
  app.addHook("preClose", async () => hangUpOnFresh());
  app.addHook("onSend", async (_request, reply) => {
    // Otherwise the connection would be kept alive, and closing would wait for it.
    if (drain.isDraining || !app.server.listening) reply.header("connection", "close");
  });
  const enter = createFrontDoor({ ...config, isTrustedProxy, ownTls: tls !== null });
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(SECURITY_HEADERS).header("x-request-id", request.id);
    if (request.protocol === "https") reply.header("strict-transport-security", STRICT_TRANSPORT_SECURITY);
    if (!namesOneHost(request.raw)) {
      reply.header("connection", "close");
      throw new HttpRefusal(400, "A request needs exactly one Host header.");
    }
    if (isProbe(request)) return;
    enter(request);
    if (isApiRoute(request)) refuseWrongClock(clockAheadMs());
    if (request.url.length > MAX_URL_LENGTH) throw new HttpRefusal(414);
  });
  registerRequestLog(app, log);
  if (meter) registerRequestCount(app, meter);
  app.setErrorHandler(answerError);
  registerNotFound(app, webApp);
  // Each API registers its own in its own scope; no other route reads a body.
  app.removeAllContentTypeParsers();
  registerRelatedOrigins(app, config.publicOrigins);
  registerProbes(app, api.vault.store, { drain, clockAheadMs });
  registerTrpc(app, api, config.maxBodyBytes);
  registerAttachments(app, api, log);
  registerImportRoutes(app, api);
  registerEvents(app, api, { limits: { ...EVENT_STREAM_LIMITS, ...eventLimits }, meter });
  registerExports(app, api);
  if (config.restV1) registerRestV1(app, api, config.maxBodyBytes);
  if (config.restV1 && apiDocs) registerApiDocs(app, apiDocs);
  registerStatic(app, webApp);
  return app;
}
