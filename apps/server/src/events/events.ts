import type { ApiDeps } from "@opp/api/context";
import { changesSeen } from "@opp/core/schemas/changes";
import type { FastifyInstance } from "fastify";
import { withWatchedSession } from "../http/guarded-route.ts";
import type { Meter } from "../metrics/meter.ts";
import { createEventStreams, type EventStreamLimits } from "./event-streams.ts";

/** A proxy that holds an answer back until it is complete would hold these back for ever (nginx reads the last header). */
const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
} as const;

/**
 * How a page learns that its session has ended, that its account or a vault has changed: server-sent events, and the same as one
 * answer for where a proxy holds streams back. Neither is a use of the session.
 */
export function registerEvents(
  app: FastifyInstance,
  api: ApiDeps,
  {
    limits,
    meter,
  }: { readonly limits: EventStreamLimits; readonly meter: Pick<Meter, "watchStreams"> | null },
): void {
  const streams = createEventStreams(api.vault, limits);
  meter?.watchStreams(streams.count);
  // A stream would keep its connection, and the server, for as long as its page is open.
  app.addHook("preClose", async () => streams.close());
  app.get("/api/events", {
    exposeHeadRoute: false,
    ...withWatchedSession(api, async ({ opened, reply }) => {
      const stream = await streams.open(opened);
      reply.headers(STREAM_HEADERS);
      return stream;
    }),
  });
  app.get("/api/events/seen", {
    exposeHeadRoute: false,
    ...withWatchedSession(api, async ({ opened }) => changesSeen.parse(await streams.look(opened))),
  });
}
