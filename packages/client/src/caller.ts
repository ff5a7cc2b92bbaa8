import type { Outcome } from "./answers.ts";
import { type Call, createBatches } from "./batches.ts";
import { limitCall } from "./call-limits.ts";
import { exchange } from "./exchange.ts";
import type { Fetch } from "./fetch.ts";
import { type HeldSecrets, secretHeaders } from "./held-secrets.ts";
import type { CallOptions } from "./procedures.ts";
import { VaultClientError } from "./vault-client-error.ts";

/** A procedure, its input, and what to bring along. */
export interface Question {
  readonly path: string;
  readonly type: "query" | "mutation";
  readonly input: unknown;
  readonly secrets: HeldSecrets;
  readonly options: CallOptions;
}

export type Caller = (question: Question) => Promise<unknown>;

interface CallerOptions {
  readonly address: string;
  readonly fetch: Fetch;
  readonly timeoutMilliseconds: number;
}

const BROKEN_CONNECTION_MILLISECONDS = 100;
/** A server that asks for more patience than this is left to whoever called. */
const MAX_WAIT_SECONDS = 5;

/** Calls procedures: in batches, within their time, reads a second time where that may help. @throws VaultClientError */
export function createCaller({ address, fetch, timeoutMilliseconds }: CallerOptions): Caller {
  const enqueue = createBatches(({ calls, body, signal }) => {
    const [first] = calls;
    const headers = first ? secretHeaders(first.secrets) : {};
    return exchange(fetch, { address, paths: calls.map(({ path }) => path), headers, body, signal });
  });
  return async ({ path, type, input, secrets, options }) => {
    using limits = limitCall(options, timeoutMilliseconds);
    const call = { path, type, inputJson: toJson(input), secrets, signal: limits.signal };
    return await Promise.race([askAgainIfSafe(call, enqueue), limits.givenUp]);
  };
}

async function askAgainIfSafe(call: Call, enqueue: (call: Call) => Promise<Outcome>): Promise<unknown> {
  const first = await askOnce(call, enqueue);
  if ("value" in first) return first.value;
  const wait = millisecondsToWait(call, first.error);
  if (wait === null) throw first.error;
  await new Promise((resolve) => setTimeout(resolve, wait));
  if (call.signal.aborted) throw first.error;
  const second = await askOnce(call, enqueue);
  if ("value" in second) return second.value;
  throw second.error;
}

async function askOnce(call: Call, enqueue: (call: Call) => Promise<Outcome>): Promise<Outcome> {
  try {
    return await enqueue(call);
  } catch (error) {
    if (error instanceof VaultClientError) return { error };
    throw error;
  }
}

/** null: asking again isn't safe, or doesn't help. */
function millisecondsToWait({ type }: Call, { code, retryAfterSeconds }: VaultClientError): number | null {
  if (type !== "query") return null;
  const saysWhen = retryAfterSeconds !== undefined && retryAfterSeconds <= MAX_WAIT_SECONDS;
  if ((code === "BUSY" || code === "UNREACHABLE") && saysWhen) return retryAfterSeconds * 1000;
  return code === "UNREACHABLE" && retryAfterSeconds === undefined ? BROKEN_CONNECTION_MILLISECONDS : null;
}

/** @throws VaultClientError INVALID_INPUT; the runtime's own error quotes the input. */
function toJson(input: unknown): string | undefined {
  try {
    return JSON.stringify(input);
  } catch {
    throw new VaultClientError("INVALID_INPUT", "The input can't be written as JSON.");
  }
}
