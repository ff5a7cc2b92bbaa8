import { Transform } from "node:stream";
import type { SessionTokens } from "@opp/api/tokens";
import type { FastifyInstance } from "fastify";
import { HttpRefusal } from "./http-refusal.ts";

/** The largest body without a valid token: a login or a registration fits many times over. */
export const STRANGER_BODY_BYTES = 64 * 1024;

export interface BodyLimit {
  /** The largest body with a valid token. */
  readonly maxBytes: number;
  readonly tokens: SessionTokens;
  /** Reads the token from where this API's clients send it; may throw for headers that can't be read. */
  readonly readToken: (rawHeaders: readonly string[]) => string | null;
}

/** Limits the bodies that a scope's routes read, by whether the request has a valid token. */
export function limitBodies(scope: FastifyInstance, { maxBytes, tokens, readToken }: BodyLimit): void {
  scope.addHook("preParsing", async ({ method, headers, raw }, _reply, payload) => {
    if (method === "GET" || method === "HEAD") return payload;
    const declared = headers["content-length"];
    const declaredBytes = declared === undefined ? Number.POSITIVE_INFINITY : Number(declared);
    if (declaredBytes <= STRANGER_BODY_BYTES) return payload;
    const isKnown = await isValid(tokens, () => readToken(raw.rawHeaders));
    const limit = isKnown ? maxBytes : STRANGER_BODY_BYTES;
    if (declared !== undefined && declaredBytes > limit) throw tooLarge(limit);
    const limited = payload.pipe(limitBytes(limit)).on("error", () => payload.unpipe());
    // A pipe doesn't end when its source breaks off; whoever reads the body would wait for ever.
    payload.once("close", () => payload.readableEnded || limited.destroy(new HttpRefusal(400)));
    return limited;
  });
}

async function isValid(tokens: SessionTokens, readToken: () => string | null): Promise<boolean> {
  try {
    const token = readToken();
    if (token === null) return false;
    await tokens.verify(token);
    return true;
  } catch {
    // The procedure explains what is wrong with the token.
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
    `The request's body is larger than ${limit} bytes${limit === STRANGER_BODY_BYTES ? ", and the request has no valid token" : ""}.`,
  );
