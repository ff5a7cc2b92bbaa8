import { type Outcome, readOutcomes } from "./answers.ts";
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
    throw describeBrokenConnection(error, new URL(address).origin);
  }
  return readOutcomes(response, { text, callCount: paths.length, origin: new URL(address).origin });
}

/** The runtime's own error is left behind: nobody promises what is in it. */
function describeBrokenConnection(error: unknown, origin: string): VaultClientError {
  const reason = systemCode(error) ?? systemCode(error instanceof Error ? error.cause : null);
  const isCertificate = reason !== undefined && /CERT|SELF_SIGNED|TLS|SSL|ISSUER|EPROTO/.test(reason);
  const message = isCertificate
    ? `The connection to ${origin} isn't safe: this machine doesn't trust its certificate (${reason}).`
    : `Can't reach the server at ${origin}. Check the address and that it is running.`;
  return new VaultClientError("UNREACHABLE", message, { reason });
}

/** Such as ECONNREFUSED. */
function systemCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : undefined;
}
