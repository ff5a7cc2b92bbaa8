import { Readable } from "node:stream";
import type { ApiDeps } from "@opp/api/context";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LARGEST_AT_ONCE, limitBodies } from "../../http/body-limit.ts";
import { takeJson } from "../../http/body-parsers.ts";
import { clientGone } from "../../http/client-gone.ts";
import { isLarge, jsonInTurns } from "../../http/json-in-turns.ts";
import { type Endpoint, openCall } from "./calls/endpoint.ts";
import { toV1Refusal } from "./calls/errors.ts";
import { passGate } from "./calls/gate.ts";
import { postAuth } from "./endpoints/auth.ts";
import { deleteCategories, getCategories, postCategories, putCategories } from "./endpoints/categories.ts";
import { getFetchAll } from "./endpoints/fetch-all.ts";
import { deleteItems, getItems, postItems, putItems } from "./endpoints/items.ts";
import { getHealth } from "./endpoints/service-status.ts";
import { deleteUser, postUser, putUser } from "./endpoints/user.ts";
import { type Endpoints, openApiDocument } from "./openapi/openapi.ts";
import { sendOpenApi } from "./openapi/send-openapi.ts";
import { readV1Credentials } from "./wire/credentials.ts";
import { REST_V1_PREFIX } from "./wire/prefix.ts";
import { V1Refusal } from "./wire/refusal.ts";

export const ENDPOINTS: ReadonlyMap<string, Endpoints> = new Map([
  ["/health", { GET: getHealth }],
  ["/auth", { POST: postAuth }],
  ["/fetchall", { GET: getFetchAll }],
  ["/categories", { GET: getCategories, PUT: putCategories, POST: postCategories, DELETE: deleteCategories }],
  ["/items", { GET: getItems, PUT: putItems, POST: postItems, DELETE: deleteItems }],
  ["/user", { PUT: putUser, POST: postUser, DELETE: deleteUser }],
]);

/** OpenPassPhrase's REST API v1, as the Python version had it, over the same procedures: docs/rest-v1.md. */
export function registerRestV1(app: FastifyInstance, api: ApiDeps, maxBodyBytes: number): void {
  app.register(
    async (v1) => {
      takeJson(v1, maxBodyBytes);
      limitBodies(v1, {
        maxBytes: maxBodyBytes,
        maxUnderWay: LARGEST_AT_ONCE * maxBodyBytes,
        tokens: api.tokens,
        readToken: (rawHeaders) => readV1Credentials(rawHeaders).token,
        classesOf: (request) => [endpointOf(request)?.body ?? "small"],
      });
      v1.setErrorHandler(errorAnswer(api));
      for (const [url, endpoints] of ENDPOINTS) {
        v1.route({
          method: v1.supportedMethods,
          url,
          // Before the body is read: a request that is refused here isn't worth reading.
          onRequest: async (request, reply) => {
            if (request.method === "OPTIONS") return reply.header("allow", allowed(endpoints)).send();
            const endpoint = endpoints[readingMethod(request)];
            if (!endpoint) throw methodNotAllowed(endpoints);
            await passGate(endpoint, request, openCall(api, request));
          },
          handler: async (request, reply) => {
            const endpoint = endpoints[readingMethod(request)];
            if (!endpoint) throw methodNotAllowed(endpoints);
            return sendJson(reply, await endpoint.answer(openCall(api, request, clientGone(reply))));
          },
        });
      }
      v1.get("/openapi.json", sendOpenApi(openApiDocument(api.version, ENDPOINTS)));
      for (const url of ["/", "/*"]) {
        v1.route({
          method: v1.supportedMethods,
          url,
          onRequest: async () => {
            throw V1Refusal.of(404, "Not Found", "There is nothing at this address.");
          },
          handler: async () => undefined,
        });
      }
    },
    { prefix: REST_V1_PREFIX },
  );
}

function endpointOf(request: FastifyRequest): Endpoint | undefined {
  const path = (request.routeOptions.url ?? "").slice(REST_V1_PREFIX.length);
  return ENDPOINTS.get(path)?.[readingMethod(request)];
}

/** HEAD is GET without the answer's body. */
const readingMethod = ({ method }: FastifyRequest): string => (method === "HEAD" ? "GET" : method);

function allowed(endpoints: Endpoints): string {
  const methods = Object.keys(endpoints);
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].toSorted().join(", ");
}

const methodNotAllowed = (endpoints: Endpoints) =>
  V1Refusal.of(405, "Method Not Allowed", "This address doesn't take this method.", {
    allow: allowed(endpoints),
  });

const sendJson = (reply: FastifyReply, body: unknown): FastifyReply =>
  reply
    .type("application/json; charset=utf-8")
    .send(isLarge(body) ? Readable.from(jsonInTurns(body)) : JSON.stringify(body));

const errorAnswer = (api: ApiDeps) => (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
  const endpoint = endpointOf(request);
  const token = request.headers["x-opp-jwt"];
  const refusal = toV1Refusal(error, endpoint, typeof token === "string" ? token : null);
  if (refusal.statusCode === 500)
    api.reportBug(error instanceof Error ? (error.cause ?? error) : error, request.id);
  return sendJson(reply.code(refusal.statusCode).headers(refusal.headers), refusal.body);
};
