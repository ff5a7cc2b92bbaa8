import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Sends the document of v1, which is made once. It holds nothing of anybody, so it may be kept and asked for anew. */
export function sendOpenApi(
  document: object,
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const text = JSON.stringify(document);
  const etag = `"${createHash("sha256").update(text).digest("base64url")}"`;
  return (request, reply) => {
    reply.headers({ "cache-control": "no-cache", etag }).type("application/json; charset=utf-8");
    return request.headers["if-none-match"] === etag ? reply.code(304).send() : reply.send(text);
  };
}
