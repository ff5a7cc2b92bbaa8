import type { ApiDeps } from "@opp/api/context";
import { createContext } from "@opp/api/context";
import type { RequestCredentials } from "@opp/api/request-credentials";
import { createCaller } from "@opp/api/router";
import type { VaultErrorCode } from "@opp/core/errors";
import type { VaultDeps } from "@opp/core/vault/deps";
import { clientAddress } from "@opp/host/addresses";
import type { FastifyRequest } from "fastify";
import { readV1Credentials, type V1Credentials } from "./credentials.ts";
import { Payload } from "./payload.ts";
import type { V1Refusal } from "./refusal.ts";

/** One method of one address. */
export interface Endpoint {
  /** What a request must bring before its body is looked at: nothing, a token, or a token and the passphrase. */
  readonly guard: "nothing" | "token" | "passphrase";
  /** How this endpoint words what the vault refuses, where it isn't as everywhere. */
  readonly wording?: Partial<Record<VaultErrorCode, string | V1Refusal>>;
  /** For the one endpoint that says this in the error shape. */
  readonly contentTypeRefusal?: (error: string) => V1Refusal;
  /** The body of the answer. */
  readonly answer: (call: V1Call) => Promise<unknown>;
}

export type Caller = ReturnType<typeof createCaller>;

/** What an endpoint gets of a request. */
export interface V1Call {
  readonly credentials: V1Credentials;
  /** The procedures, as whoever sent the request may call them. */
  readonly caller: Caller;
  /** The procedures for somebody else's token and passphrase. */
  readonly callerFor: (credentials: RequestCredentials) => Caller;
  /** For generated passwords. */
  readonly world: Pick<VaultDeps, "random" | "clock" | "policy">;
  /** @throws V1Refusal for a body that is no JSON, or that is empty and mustn't be. */
  readonly payload: (rules?: { readonly mayBeEmpty: boolean }) => Payload;
}

/** @throws V1Refusal for headers that can't be read. */
export function openCall(api: ApiDeps, request: FastifyRequest): V1Call {
  const facts = {
    rawHeaders: request.raw.rawHeaders,
    userAgent: request.headers["user-agent"],
    address: clientAddress(request.ip),
    requestId: request.id,
  };
  const callerFor = (credentials: RequestCredentials) => createCaller(createContext(api, facts, credentials));
  const credentials = readV1Credentials(request.raw.rawHeaders);
  return {
    credentials,
    caller: callerFor(credentials),
    callerFor,
    world: api.vault,
    payload: (rules) => Payload.parse(request.body, rules),
  };
}
