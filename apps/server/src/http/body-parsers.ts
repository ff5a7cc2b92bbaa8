import type { FastifyInstance, FastifyRequest } from "fastify";
import { bodyClassOf } from "./body-limit.ts";
import { JsonBody } from "./json-body.ts";
import { refuseCompressed, requireUtf8 } from "./strict-text.ts";

/** Takes JSON bodies only, and hands on a `JsonBody`. @param maxBytes what Fastify itself refuses; see limitBodies. */
export function takeJson(scope: FastifyInstance, maxBytes: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/json",
    { parseAs: "buffer", bodyLimit: maxBytes },
    async (request: FastifyRequest, bytes: Buffer) => {
      refuseCompressed(request.headers["content-encoding"]);
      requireUtf8(bytes, request.headers["content-type"]);
      return JsonBody.parse(bytes, bodyClassOf(request).maxValues);
    },
  );
}

/** Takes binary bodies only, and hands on the unread stream. */
export function takeByteStreams(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/octet-stream", (_request, stream, done) => done(null, stream));
}
