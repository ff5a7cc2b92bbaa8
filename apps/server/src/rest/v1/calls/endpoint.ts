import type { BodyClassName } from "@opp/api/body-classes";
import { type ApiDeps, type Context, createContext } from "@opp/api/context";
import { createCaller } from "@opp/api/routers/app-router";
import type { VaultErrorCode } from "@opp/core/errors";
import type { VaultDeps } from "@opp/core/vault/deps";
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { requestFacts } from "../../../http/request-facts.ts";
import type { AnswerName } from "../schemas/answer-schemas.ts";
import { type RequestName, requests } from "../schemas/requests.ts";
import { readV1Credentials, type V1Credentials } from "../wire/credentials.ts";
import { readBody } from "../wire/read-body.ts";
import type { V1Refusal } from "../wire/refusal.ts";

/** What a request must bring before its body is looked at: nothing, a token, or a token and the passphrase. */
export type Guard = "nothing" | "token" | "passphrase";

/** One method of one address. */
export interface Endpoint {
  /** Its name in the document. */
  readonly id: string;
  readonly summary: string;
  readonly guard: Guard;
  readonly takes?: RequestName;
  /** What its body may bring; left out: "small". */
  readonly body?: BodyClassName;
  readonly answers: AnswerName;
  /** How this endpoint words what the vault refuses, where it isn't as everywhere. */
  readonly wording?: Partial<Record<VaultErrorCode, string | V1Refusal>>;
  /** For the one endpoint that says this in the error shape. */
  readonly contentTypeRefusal?: (error: string) => V1Refusal;
  /** The body of the answer. */
  readonly answer: (call: V1Call) => Promise<unknown>;
}

/** The two sides of an endpoint that has a body. @param malformed see readBody. */
export const taking = <Name extends RequestName>(
  takes: Name,
  answer: (body: z.output<(typeof requests)[Name]>, call: V1Call) => Promise<unknown>,
  malformed?: V1Refusal,
): Pick<Endpoint, "takes" | "answer"> => ({
  takes,
  answer: (call) => answer(readBody(requests[takes], call.body, malformed), call),
});

export type Caller = ReturnType<typeof createCaller>;

/** What an endpoint gets of a request. */
export interface V1Call {
  readonly credentials: V1Credentials;
  /** For the guards. */
  readonly context: Context;
  /** The procedures, as whoever sent the request may call them. */
  readonly caller: Caller;
  /** For generated passwords, and for whether a name is free. */
  readonly world: Pick<VaultDeps, "random" | "clock" | "policy" | "store">;
  /** As it came. */
  readonly body: unknown;
}

/** @throws V1Refusal for headers that can't be read. */
export function openCall(api: ApiDeps, request: FastifyRequest, signal?: AbortSignal): V1Call {
  const facts = { ...requestFacts(request), ...(signal && { signal }) };
  const credentials = readV1Credentials(request.raw.rawHeaders);
  const context: Context = {
    ...createContext(api, facts, credentials),
    emptyItems: "kept",
    passphrases: "as in v1",
  };
  return {
    credentials,
    context,
    caller: createCaller(context),
    world: api.vault,
    body: request.body,
  };
}
