import { VaultError, type VaultErrorCode } from "@opp/core/errors";
import { CONTRACT_HEADER } from "@opp/core/schemas/contract";
import type { VaultDeps } from "@opp/core/vault/deps";
import { type PasskeyRules, type RequestOrigin, siteOf } from "@opp/core/vault/passkey-site";
import { deviceName } from "./device-name.ts";
import { toTrpcError } from "./errors.ts";
import { type RequestCredentials, readRequestCredentials } from "./request-credentials.ts";
import type { SessionTokens } from "./tokens.ts";

export interface ApiDeps {
  readonly vault: VaultDeps;
  readonly tokens: SessionTokens;
  /** The product's version. */
  readonly version: string;
  readonly passkeys: PasskeyRules;
  /** Told of every error that isn't expected; the client gets "internal error" and the request's id. */
  reportBug(error: unknown, requestId: string): void;
  /** Told of each call that a procedure answered; left out: no one counts. */
  countCall?(call: CountedCall): void;
}

/** Nothing in it comes from a client: names of procedures, and codes. */
export interface CountedCall {
  readonly procedure: string;
  readonly answer: VaultErrorCode | "OK" | "INTERNAL";
  readonly seconds: number;
}

/** What a procedure gets of a request. */
export interface Context {
  readonly api: ApiDeps;
  readonly deps: VaultDeps;
  readonly credentials: RequestCredentials;
  readonly origin: Required<RequestOrigin>;
  /** The server's name as the client knows it, without the port; "": it said none. */
  readonly host: string;
  /** The contract that a page says it was built for; null: none was named, so none is asked for. */
  readonly contract: string | null;
  readonly requestId: string;
  /** Aborted when the client is gone before it was answered; null: that isn't known. */
  readonly signal: AbortSignal | null;
  /** Whether empty items may be written: REST v1's clients write them. */
  readonly emptyItems: "refused" | "kept";
  /** Which passphrases an account may begin with: REST v1's clients choose by length alone. */
  readonly passphrases: "judged" | "as in v1";
}

export interface RequestFacts {
  /** Names and values in turn, as Node's `rawHeaders`. */
  readonly rawHeaders: readonly string[];
  readonly userAgent: string | undefined;
  /** The client's address; an IPv6 address stands for its /64, since that is what one client has. */
  readonly address: string;
  readonly requestId: string;
  /** As the browser knows it, which a proxy may have said. */
  readonly scheme: "http" | "https";
  /** The server's own, which the request came in by. */
  readonly port: number;
  readonly signal?: AbortSignal;
}

/**
 * @param credentials left out: they are read from the headers.
 * @throws TRPCError BAD_REQUEST for headers that can't be read: tRPC takes the HTTP status from it.
 */
export const createContext = (
  api: ApiDeps,
  request: RequestFacts,
  credentials: RequestCredentials = credentialsOf(request),
): Context => ({
  api,
  deps: api.vault,
  credentials,
  origin: {
    device: deviceName(request.userAgent),
    address: request.address,
    site: siteOf(api.passkeys, {
      origin: `${request.scheme}://${headerOf(request.rawHeaders, "host") ?? ""}`,
      port: request.port,
    }),
  },
  host: (headerOf(request.rawHeaders, "host") ?? "").replace(/:\d+$/, ""),
  contract: headerOf(request.rawHeaders, CONTRACT_HEADER),
  requestId: request.requestId,
  signal: request.signal ?? null,
  emptyItems: "refused",
  passphrases: "judged",
});

const headerOf = (rawHeaders: readonly string[], name: string): string | null =>
  rawHeaders.find((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name) ?? null;

function credentialsOf(request: RequestFacts): RequestCredentials {
  try {
    return readRequestCredentials(request.rawHeaders);
  } catch (error) {
    throw error instanceof VaultError ? toTrpcError(error) : error;
  }
}
