import { Secret } from "@opp/core/secret";
import { VaultClientError } from "./vault-client-error.ts";

/** What a request brings: who asks, and what opens the vault. Never changed: who logs in or locks gets another one. */
export interface HeldSecrets {
  readonly token: Secret | null;
  readonly passphrase: Secret | null;
}

export const NO_SECRETS: HeldSecrets = { token: null, passphrase: null };

/** @throws VaultClientError INVALID_OPTIONS for a token that no server gave out; `fetch` would quote it in its own error. */
export function holdToken(token: string): Secret {
  if (!/^[\w.~+/=-]+$/.test(token))
    throw new VaultClientError("INVALID_OPTIONS", "The token isn't valid: use one that login() returned.");
  return new Secret(token);
}

/** An empty passphrase is none. */
export const holdPassphrase = (passphrase: string): Secret | null =>
  passphrase === "" ? null : new Secret(passphrase);

export const secretHeaders = ({ token, passphrase }: HeldSecrets): Record<string, string> => ({
  ...(token && { authorization: `Bearer ${token.reveal()}` }),
  ...(passphrase && { "x-opp-phrase-base64": base64url(passphrase.reveal()) }),
});

/** Of the text's UTF-8, without padding. */
function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  bytes.fill(0);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
