import { Readable } from "node:stream";
import { type ApiDeps, type Context, createContext } from "@opp/api/context";
import { readRequestCredentials } from "@opp/api/request-credentials";
import { TRPCError } from "@trpc/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LARGEST_AT_ONCE, limitBodies } from "../http/body-limit.ts";
import { takeJson } from "../http/body-parsers.ts";
import { clientGone } from "../http/client-gone.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import { JsonBody } from "../http/json-body.ts";
import { isLarge, jsonInTurns } from "../http/json-in-turns.ts";
import { requestFacts } from "../http/request-facts.ts";
import { readQuery } from "../http/strict-text.ts";
import { callBatch } from "./call-batch.ts";
import {
  bodyClassOfProcedure,
  type CallOutcome,
  callProcedure,
  isHeavyProcedure,
  jointStatus,
  PROCEDURE_TYPES,
  type ProcedureCall,
} from "./procedure-calls.ts";

const TRPC_PREFIX = "/api/trpc/";
const MAX_BATCH = 50;

/** The path of tRPC's own protocol. */
interface TrpcRoute {
  readonly Params: { readonly path: string };
}

/**
 * tRPC over HTTP as its clients' httpLink and httpBatchLink speak it: mutations by POST, queries by GET or by POST, which keeps
 * their input out of URLs and proxies' logs; one call or a batch. tRPC's own adapters make a web Request, Response and stream for
 * each request, at several times the cost of a small answer.
 */
export function registerTrpc(app: FastifyInstance, api: ApiDeps, maxBodyBytes: number): void {
  app.register(async (scope) => {
    takeJson(scope, maxBodyBytes);
    limitBodies(scope, {
      maxBytes: maxBodyBytes,
      maxUnderWay: LARGEST_AT_ONCE * maxBodyBytes,
      tokens: api.tokens,
      readToken: (rawHeaders) => readRequestCredentials(rawHeaders).token,
      classesOf: ({ params }) => calledPaths(params).map(bodyClassOfProcedure),
    });
    scope.route<TrpcRoute>({
      method: ["GET", "POST"],
      url: `${TRPC_PREFIX}:path`,
      exposeHeadRoute: false,
      config: { logName: ({ params }) => `${TRPC_PREFIX}${procedureNames(params) ?? "(none)"}` },
      handler: (request, reply) => answer(api, request, reply),
    });
  });
}

const calledPaths = (params: unknown): readonly string[] =>
  String(Reflect.get(Object(params), "path"))
    .split(",")
    .slice(0, MAX_BATCH);

/** The procedures in a request's path, as a log may hold them; null if one of them doesn't exist. */
function procedureNames(params: unknown): string | null {
  const path = String(Reflect.get(Object(params), "path"));
  return path.split(",").every((name) => PROCEDURE_TYPES.has(name)) ? path : null;
}

async function answer(api: ApiDeps, request: FastifyRequest<TrpcRoute>, reply: FastifyReply) {
  const query = readQuery(request.url);
  const { path } = request.params;
  if (request.headers["trpc-accept"] === "application/jsonl") {
    throw new HttpRefusal(406, "This server doesn't stream answers: use httpBatchLink or httpLink.");
  }
  const isBatch = query.get("batch") === "1";
  const paths = isBatch ? path.split(",") : [path];
  if (paths.length > MAX_BATCH) {
    throw new HttpRefusal(
      400,
      `One request can call at most ${MAX_BATCH} procedures. Send the rest in another request.`,
    );
  }
  if (paths.filter(isHeavyProcedure).length > 1) {
    throw new HttpRefusal(
      400,
      "One request can call only one procedure that works on a whole vault. Send each in a separate request.",
    );
  }
  const isGet = request.method === "GET";
  const read = inputReader(isGet ? query.get("input") : request.body, isBatch);
  const calls: ProcedureCall[] = paths.map((name, index) => ({
    path: name,
    type: !isGet && PROCEDURE_TYPES.get(name) !== "query" ? "mutation" : "query",
    input: () => read(index),
  }));
  const signal = paths.some(isHeavyProcedure) ? clientGone(reply) : null;
  const context = contextOf(api, request, signal);
  const { outcomes, body } = await (isBatch ? callBatch(calls, context) : callAlone(calls, context));

  for (const { bug } of outcomes) {
    if (bug !== null) api.reportBug(bug, request.id);
  }
  const waits = outcomes.flatMap(({ retryAfterSeconds }) => retryAfterSeconds ?? []);
  if (waits.length > 0) reply.header("retry-after", String(Math.max(...waits)));
  return reply
    .code(jointStatus(outcomes))
    .header("content-type", "application/json; charset=utf-8")
    .send(body);
}

async function callAlone(
  [call]: readonly ProcedureCall[],
  context: Promise<Context>,
): Promise<{ outcomes: readonly CallOutcome[]; body: Readable | string }> {
  if (!call) throw new HttpRefusal(404);
  const outcome = await callProcedure(call, context);
  const { body } = outcome;
  return {
    outcomes: [outcome],
    body: isLarge(body) ? Readable.from(jsonInTurns(body)) : JSON.stringify(body),
  };
}

/** The context is made once for all calls; if it can't be, each of them answers why. */
const contextOf = async (
  api: ApiDeps,
  request: FastifyRequest<TrpcRoute>,
  signal: AbortSignal | null,
): Promise<Context> => createContext(api, { ...requestFacts(request), ...(signal && { signal }) });

/** Reads a request's input once, and answers each call's part of it. @param sent the body, or the text in the address. */
function inputReader(sent: unknown, isBatch: boolean): (index: number) => unknown {
  const isBody = sent instanceof JsonBody;
  if (isBody ? sent.isEmpty : typeof sent !== "string" || sent === "") return () => undefined;
  let parsed: unknown;
  let failure: TRPCError | null = null;
  try {
    parsed = isBody ? sent.value() : JSON.parse(String(sent));
  } catch {
    failure = new TRPCError({ code: "PARSE_ERROR" });
  }
  if (!failure && isBatch && (typeof parsed !== "object" || parsed === null))
    failure = new TRPCError({ code: "PARSE_ERROR" });
  return (index) => {
    if (failure) throw failure;
    return isBatch ? Reflect.get(Object(parsed), String(index)) : parsed;
  };
}
