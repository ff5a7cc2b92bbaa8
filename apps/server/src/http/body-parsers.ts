import type { FastifyInstance, FastifyRequest } from "fastify";
import { decodeBody } from "./strict-text.ts";

/** Takes JSON bodies only, and hands on their text. @param maxBytes what Fastify itself refuses; see limitBodies. */
export function takeJsonText(scope: FastifyInstance, maxBytes: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/json",
    { parseAs: "buffer", bodyLimit: maxBytes },
    async (request: FastifyRequest, bytes: Buffer) => decodeBody(bytes, request.headers["content-type"]),
  );
}

/** Takes binary bodies only, and hands on the unread stream. */
export function takeByteStreams(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/octet-stream", (_request, stream, done) => done(null, stream));
}
