import { type Outcome, readOutcomes } from "./answers.ts";
import { describeBrokenConnection } from "./broken-connection.ts";
import type { Fetch } from "./fetch.ts";
import { VaultClientError } from "./vault-client-error.ts";

export interface HttpRequest {
  /** Of the procedures: see `procedureAddress`. */
  readonly address: string;
  /** Of each call, in order. */
  readonly paths: readonly string[];
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/**
 * One request with several calls, and what came of each. Queries go by POST too: names and numbers in a URL would end up in the logs
 * of whatever stands in between.
 * @throws VaultClientError UNREACHABLE, UNEXPECTED, or what the server says of the request as a whole
 */
export async function exchange(
  fetch: Fetch,
  { address, paths, headers, body, signal }: HttpRequest,
): Promise<Outcome[]> {
  let response: Awaited<ReturnType<Fetch>>;
  let text: string;
  try {
    // A redirect is not followed: the passphrase would go along, to wherever it points.
    response = await fetch(`${address}${paths.join(",")}?batch=1`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      redirect: "manual",
      signal,
    });
    text = await response.text();
  } catch (error) {
    throw error instanceof VaultClientError ? error : describeBrokenConnection(error, address);
  }
  return readOutcomes(response, { text, callCount: paths.length, origin: new URL(address).origin });
}
