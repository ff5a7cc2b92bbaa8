import {
  type RequestCredentials,
  readEncodedPassphrase,
  readSecondFactor,
  SECOND_FACTOR_HEADER,
} from "@opp/api/request-credentials";
import { VaultError } from "@opp/core/errors";
import { Secret } from "@opp/core/secret";
import { V1Refusal } from "./refusal.ts";

export interface V1Credentials extends RequestCredentials {
  /** Whether there is a passphrase header, if only an empty one. */
  readonly sentPassphrase: boolean;
}

/**
 * Reads `x-opp-jwt`, `x-opp-second-factor` and `x-opp-phrase`, or `x-opp-phrase-base64`, since spaces at its ends don't survive in a header. The plain passphrase is taken as bytes: as UTF-8 where they are valid UTF-8, else as Latin-1,
 * which is what browsers send.
 * @param rawHeaders names and values in turn, as Node's `rawHeaders`, each character one byte.
 * @throws V1Refusal 400 for a header that was sent more than once.
 */
export function readV1Credentials(rawHeaders: readonly string[]): V1Credentials {
  const token = single(rawHeaders, "x-opp-jwt");
  const phrase = single(rawHeaders, "x-opp-phrase");
  const encoded = single(rawHeaders, "x-opp-phrase-base64");
  if (phrase !== null && encoded !== null)
    throw V1Refusal.badRequest("Bad Request", "Send the passphrase in one header only.");
  return {
    token: token || null,
    passphrase: encoded ? readEncodedPassphrase(encoded) : phrase ? new Secret(decodePhrase(phrase)) : null,
    // Its clients have no tickets.
    ticket: null,
    secondFactor: readProof(single(rawHeaders, SECOND_FACTOR_HEADER)),
    sentPassphrase: phrase !== null || encoded !== null,
  };
}

function readProof(header: string | null) {
  try {
    return readSecondFactor(header);
  } catch (error) {
    if (error instanceof VaultError) throw V1Refusal.badRequest("Bad Request", error.message);
    throw error;
  }
}

function single(rawHeaders: readonly string[], name: string): string | null {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
  );
  if (values.length > 1)
    throw V1Refusal.badRequest("Bad Request", `The header ${name} was sent more than once.`);
  return values[0] ?? null;
}

function decodePhrase(latin1: string): string {
  const bytes = Buffer.from(latin1, "latin1");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1;
  } finally {
    bytes.fill(0);
  }
}
