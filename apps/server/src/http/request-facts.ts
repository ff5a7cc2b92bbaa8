import type { RequestFacts } from "@opp/api/context";
import { clientAddress } from "@opp/host/values/addresses";
import type { FastifyRequest } from "fastify";

/** What every API's context is made from. */
export const requestFacts = (request: FastifyRequest): RequestFacts => ({
  rawHeaders: request.raw.rawHeaders,
  userAgent: request.headers["user-agent"],
  address: clientAddress(request.ip),
  requestId: request.id,
  scheme: request.protocol === "https" ? "https" : "http",
  port: request.socket.localPort ?? 0,
});
