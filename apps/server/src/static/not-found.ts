import type { FastifyInstance } from "fastify";
import { HttpRefusal } from "../http/http-refusal.ts";
import { sendNotFound } from "./static.ts";
import type { WebApp } from "./static-files.ts";

/** Answers requests for addresses without a route: under /api in JSON, elsewhere with the web app's own page. */
export function registerNotFound(app: FastifyInstance, webApp: WebApp | null): void {
  app.setNotFoundHandler((request, reply) => {
    if (/^\/api(?:[/?]|$)/.test(request.url)) throw new HttpRefusal(404);
    if (request.method === "GET" || request.method === "HEAD") return sendNotFound(request, reply, webApp);
    reply.header("allow", "GET, HEAD");
    throw new HttpRefusal(405);
  });
}
