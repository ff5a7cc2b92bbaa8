import {
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from "@simplewebauthn/server";
import { decodeBase64url } from "../base64.ts";
import type { PasskeyRow } from "../store/passkey-store.ts";
import type { PasskeySite } from "../vault/passkey-site.ts";
import type { AssertionJson, RegistrationJson } from "./authenticator.ts";

/** What SimpleWebAuthn knows of a passkey: a second opinion of each ceremony. @returns null for one that it refuses. */
export async function judgeRegistrationElsewhere(
  response: RegistrationJson,
  {
    challenge,
    site,
    requiresVerification = true,
  }: { readonly challenge: string; readonly site: PasskeySite; readonly requiresVerification?: boolean },
): Promise<WebAuthnCredential | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, response: { ...response.response, transports: ["internal"] } },
      expectedChallenge: challenge,
      expectedOrigin: [...site.origins],
      expectedRPID: site.rpId,
      requireUserVerification: requiresVerification,
    });
    return verified ? registrationInfo.credential : null;
  } catch {
    return null;
  }
}

/** @param row the one from before the answer. */
export async function judgeAssertionElsewhere(
  response: AssertionJson,
  {
    challenge,
    origins,
    credential,
    row,
  }: {
    readonly challenge: string;
    readonly origins: readonly string[];
    readonly credential: WebAuthnCredential;
    readonly row: Pick<PasskeyRow, "rpId" | "signCount">;
  },
): Promise<boolean> {
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: { ...response },
      expectedChallenge: challenge,
      expectedOrigin: [...origins],
      expectedRPID: row.rpId,
      credential: { ...credential, counter: row.signCount },
    });
    // It leaves it to its caller which passkey it was, and who said so.
    return verified && response.id === credential.id && decodeBase64url(response.id) !== null;
  } catch {
    return false;
  }
}
