import type { FastifyInstance } from "fastify";

/** Takes JSON bodies only, and hands on their text. @param maxBytes what Fastify itself refuses; see limitBodies. */
export function takeJsonText(scope: FastifyInstance, maxBytes: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: maxBytes },
    (_request, text, done) => done(null, text),
  );
}

/** Takes binary bodies only, and hands on the unread stream. */
export function takeByteStreams(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/octet-stream", (_request, stream, done) => done(null, stream));
}
