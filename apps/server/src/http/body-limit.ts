import { Transform } from "node:stream";
import { readRequestCredentials } from "@opp/api/request-credentials";
import type { SessionTokens } from "@opp/api/tokens";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readV1Credentials } from "../rest/v1/credentials.ts";
import { REST_V1_PREFIX } from "../rest/v1/prefix.ts";
import { HttpRefusal } from "./http-refusal.ts";

/** What anybody may send: a log-in or a registration fits many times over. */
export const STRANGER_BODY_BYTES = 64 * 1024;

/** Bodies beyond what a stranger may send are read only for those who hold a good token. */
export function registerBodyLimit(app: FastifyInstance, tokens: SessionTokens, maxBodyBytes: number): void {
  app.addHook("preParsing", async (request, _reply, payload) => {
    if (request.method === "GET" || request.method === "HEAD") return payload;
    const declared = request.headers["content-length"];
    const declaredBytes = declared === undefined ? Number.POSITIVE_INFINITY : Number(declared);
    if (declaredBytes <= STRANGER_BODY_BYTES) return payload;
    const limit = (await holdsGoodToken(request, tokens)) ? maxBodyBytes : STRANGER_BODY_BYTES;
    if (declared !== undefined && declaredBytes > limit) throw tooLarge(limit);
    return payload.pipe(limitBytes(limit)).on("error", () => payload.unpipe());
  });
}

async function holdsGoodToken(request: FastifyRequest, tokens: SessionTokens): Promise<boolean> {
  try {
    const isRestV1 = request.routeOptions.url?.startsWith(`${REST_V1_PREFIX}/`) ?? false;
    const { token } = (isRestV1 ? readV1Credentials : readRequestCredentials)(request.raw.rawHeaders);
    if (token === null) return false;
    await tokens.verify(token);
    return true;
  } catch {
    // Why it is not good is the procedure's to say.
    return false;
  }
}

function limitBytes(limit: number): Transform {
  let received = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > limit) done(tooLarge(limit));
      else done(null, chunk);
    },
  });
}

const tooLarge = (limit: number) =>
  new HttpRefusal(
    413,
    `The request's body is larger than ${limit} bytes${limit === STRANGER_BODY_BYTES ? ", and there is no good token with it" : ""}.`,
  );
