import { base64urlOf } from "../../base/base64url.ts";
import { PRF_INPUT } from "./passkey-secrets.ts";

interface KnownPasskey {
  readonly credentialId: string;
  readonly transports: readonly string[];
}

/** Asks for what a passkey computes. The server never sees the answer, so the challenge is random. */
export const requestForPrf = (
  rpId: string,
  passkeys: readonly KnownPasskey[],
): PublicKeyCredentialRequestOptionsJSON => ({
  challenge: base64urlOf(crypto.getRandomValues(new Uint8Array(32))),
  rpId,
  allowCredentials: passkeys.map(({ credentialId, transports }) => ({
    id: credentialId,
    type: "public-key",
    transports: [...transports],
  })),
  // Without it, browsers compute nothing.
  userVerification: "required",
  extensions: { prf: { eval: { first: base64urlOf(new TextEncoder().encode(PRF_INPUT)) } } },
});
