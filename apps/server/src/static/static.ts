import { promisify } from "node:util";
import { brotliDecompress } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HttpRefusal } from "../http/http-refusal.ts";
import type { ContentEncoding, StaticFile, WebApp } from "./static-files.ts";

const NOT_BUILT =
  "The web app isn't built, so this server has only the API under /api/trpc.\nRun `npm start` in the checkout, which builds it.\n";

/** Serves the exported web app, each page under the policy that was computed for it; `null`: it isn't built. */
export function registerStatic(app: FastifyInstance, webApp: WebApp | null): void {
  app.get("/*", async (request, reply) => {
    const address = decodedPath(request.url);
    const file = webApp?.files.get(address);
    if (file) return sendFile(request, reply, file);
    const withoutSlash = address.replace(/\/+$/, "");
    if (withoutSlash !== address && webApp?.files.has(withoutSlash))
      return reply.redirect(encodeURI(withoutSlash), 308);
    return reply.callNotFound();
  });
}

/** The app's own page with status 404; without an app, what to do about it. */
export async function sendNotFound(request: FastifyRequest, reply: FastifyReply, webApp: WebApp | null) {
  if (webApp === null) return reply.code(503).type("text/plain; charset=utf-8").send(NOT_BUILT);
  reply.code(404);
  if (webApp.notFound) return sendFile(request, reply, webApp.notFound);
  return reply.type("text/plain; charset=utf-8").send("This page doesn't exist.\n");
}

/** The reference page of v1 and its files; `/api/docs` itself is the page. */
export function registerApiDocs(app: FastifyInstance, docs: WebApp): void {
  for (const url of ["/api/docs", "/api/docs/*"]) {
    app.get(url, async (request, reply) => {
      const address = decodedPath(request.url);
      const file = docs.files.get(address === "/api/docs" ? "/api/docs/" : address);
      return file ? sendFile(request, reply, file) : reply.callNotFound();
    });
  }
}

const decompress = promisify(brotliDecompress);

async function sendFile(request: FastifyRequest, reply: FastifyReply, file: StaticFile) {
  const encoding = bestEncoding(request.headers["accept-encoding"], file);
  const etag = `"${file.hash}${encoding === "identity" ? "" : `-${encoding}`}"`;
  reply.headers({
    "cache-control": file.cacheControl,
    "content-security-policy": file.contentSecurityPolicy,
    "content-type": file.contentType,
    etag,
  });
  for (const name of file.needless) reply.removeHeader(name);
  if (file.bodies.br !== undefined || file.bodies.gzip !== undefined) reply.header("vary", "accept-encoding");
  if (reply.statusCode === 200 && matches(request.headers["if-none-match"], etag))
    return reply.code(304).send();
  if (encoding !== "identity") reply.header("content-encoding", encoding);
  return reply.send(file.bodies[encoding] ?? (await decompress(file.bodies.br ?? Buffer.alloc(0))));
}

function decodedPath(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  try {
    return decodeURIComponent(path);
  } catch {
    throw new HttpRefusal(400);
  }
}

function bestEncoding(accepted: string | undefined, file: StaticFile): ContentEncoding {
  const wanted = new Set(
    (accepted ?? "")
      .split(",")
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
      .map((part) => part.split(";", 1)[0]?.trim()),
  );
  for (const encoding of ["br", "gzip"] as const) {
    if (wanted.has(encoding) && file.bodies[encoding] !== undefined) return encoding;
  }
  return "identity";
}

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag) ?? false;
