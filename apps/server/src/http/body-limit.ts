import { Transform } from "node:stream";
import { BODY_CLASSES, type BodyClass, type BodyClassName } from "@opp/api/body-classes";
import { readRequestCredentials } from "@opp/api/request-credentials";
import type { SessionTokens } from "@opp/api/tokens";
import type { UserId } from "@opp/core/ids";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { BytesUnderWay } from "./bytes-under-way.ts";
import { HttpRefusal } from "./http-refusal.ts";

/** The largest body without a valid token: a login or a registration fits many times over. */
export const STRANGER_BODY_BYTES = BODY_CLASSES.small.maxBytes;

/** As many of the largest bodies of one account as are held in memory at once. */
export const LARGEST_AT_ONCE = 2;

export interface BodyLimit {
  /** The largest body of all. */
  readonly maxBytes: number;
  readonly tokens: SessionTokens;
  /** Reads the token from where this API's clients send it; may throw for headers that can't be read. */
  readonly readToken: (rawHeaders: readonly string[]) => string | null;
  /** What the request calls: what each of its calls may bring adds up. */
  readonly classesOf: (request: FastifyRequest) => readonly BodyClassName[];
  /** Bytes of one account's large bodies whose requests aren't answered yet; left out: they are streamed, so nothing is held in memory. */
  readonly maxUnderWay?: number;
}

const classByRequest = new WeakMap<FastifyRequest, BodyClass>();

/** What the body of a request in a scope with `limitBodies` may bring. */
export const bodyClassOf = (request: FastifyRequest): BodyClass =>
  classByRequest.get(request) ?? BODY_CLASSES.small;

/** Limits the bodies that a scope's routes read, by what they call and by whether the request has a valid token. */
export function limitBodies(
  scope: FastifyInstance,
  { maxBytes, tokens, readToken, classesOf, maxUnderWay }: BodyLimit,
): void {
  const underWay = maxUnderWay === undefined ? null : new BytesUnderWay<UserId>(maxUnderWay);
  scope.addHook("preParsing", async (request, reply, payload) => {
    const { method, headers, raw } = request;
    if (method === "GET" || method === "HEAD") return payload;
    const called = sumOf(classesOf(request).map((name) => BODY_CLASSES[name]));
    const declared = headers["content-length"];
    const declaredBytes = declared === undefined ? Number.POSITIVE_INFINITY : Number(declared);
    if (declaredBytes <= STRANGER_BODY_BYTES) {
      classByRequest.set(request, called);
      return payload;
    }
    const owner = await findOwner(tokens, () => readToken(raw.rawHeaders));
    const isKnown = owner !== null;
    const { maxValues } = isKnown ? called : BODY_CLASSES.small;
    const limit = isKnown ? Math.min(maxBytes, called.maxBytes) : STRANGER_BODY_BYTES;
    classByRequest.set(request, { maxBytes: limit, maxValues });
    if (declared !== undefined && declaredBytes > limit) throw tooLarge(limit, isKnown);
    if (owner !== null && underWay) {
      const end = underWay.add(owner, Math.min(limit, declaredBytes));
      if (reply.raw.closed) end();
      else reply.raw.once("close", end);
    }
    const limited = payload.pipe(limitBytes(limit, isKnown)).on("error", () => payload.unpipe());
    // A pipe doesn't end when its source breaks off; whoever reads the body would wait for ever.
    payload.once("close", () => payload.readableEnded || limited.destroy(new HttpRefusal(400)));
    return limited;
  });
}

/** As `limitBodies`, for a scope whose routes all take bulk and the headers of tRPC's clients. */
export const limitBulkBodies = (
  scope: FastifyInstance,
  tokens: SessionTokens,
  limits: Pick<BodyLimit, "maxBytes" | "maxUnderWay">,
): void =>
  limitBodies(scope, {
    ...limits,
    tokens,
    readToken: (rawHeaders) => readRequestCredentials(rawHeaders).token,
    classesOf: () => ["bulk"],
  });

/** At most what bulk may bring, however many calls there are. */
function sumOf(classes: readonly BodyClass[]): BodyClass {
  const sum = (pick: (one: BodyClass) => number) => classes.reduce((all, one) => all + pick(one), 0);
  return {
    maxBytes: Math.min(
      BODY_CLASSES.bulk.maxBytes,
      sum(({ maxBytes }) => maxBytes),
    ),
    maxValues: Math.min(
      BODY_CLASSES.bulk.maxValues,
      sum(({ maxValues }) => maxValues),
    ),
  };
}

/** null: the request has no valid token. */
async function findOwner(tokens: SessionTokens, readToken: () => string | null): Promise<UserId | null> {
  try {
    const token = readToken();
    return token === null ? null : (await tokens.verify(token)).userId;
  } catch {
    // The procedure explains what is wrong with the token.
    return null;
  }
}

function limitBytes(limit: number, isKnown: boolean): Transform {
  let received = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      if (received > limit) done(tooLarge(limit, isKnown));
      else done(null, chunk);
    },
  });
}

const tooLarge = (limit: number, isKnown: boolean) =>
  new HttpRefusal(
    413,
    `The request's body is larger than ${limit} bytes${isKnown ? "" : ", and the request has no valid token"}.`,
  );
