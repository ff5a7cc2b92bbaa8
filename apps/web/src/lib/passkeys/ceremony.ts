import { PASSKEY_ALGORITHMS } from "@opp/core/rules/passkeys";
import { ToldFailure } from "../../base/told-failure.ts";
import { passkeyTexts } from "../../texts/passkey-texts.ts";
import type { PasskeyPrf } from "./passkey-secrets.ts";

/** The browser's part of making and asking for a passkey. What a passkey computes stays here: the server gets the rest. */

const TYPE = "public-key" as const;

/** @throws ToldFailure */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON) {
  const credential = await inWords(() =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  );
  const { id, response } = credential.toJSON();
  if (!("publicKey" in response) || response.publicKey === undefined) throw told("unsuitable");
  const { clientDataJSON, authenticatorData, publicKey, transports } = response;
  const publicKeyAlgorithm = PASSKEY_ALGORITHMS.find((known) => known === response.publicKeyAlgorithm);
  if (publicKeyAlgorithm === undefined) throw told("unsuitable");
  const { prf } = credential.getClientExtensionResults();
  return {
    response: {
      id,
      type: TYPE,
      response: { clientDataJSON, authenticatorData, publicKey, publicKeyAlgorithm, transports },
      clientExtensionResults: {},
    },
    /** Whether it can compute what opens the vault. */
    computes: prf?.enabled === true || prf?.results !== undefined,
    prf: prf?.results?.first ?? null,
  };
}

export interface AskedPasskey {
  /** For the server, without what the passkey computed. */
  readonly response: {
    readonly id: string;
    readonly type: "public-key";
    readonly response: {
      readonly clientDataJSON: string;
      readonly authenticatorData: string;
      readonly signature: string;
      readonly userHandle?: string;
    };
    readonly clientExtensionResults: Record<string, never>;
  };
  readonly prf: PasskeyPrf | null;
}

/**
 * @param conditional offers passkeys in the autofill of a field with `autocomplete="… webauthn"`, and waits there
 * @throws ToldFailure; the abort's own error
 */
export async function askPasskey(
  options: PublicKeyCredentialRequestOptionsJSON,
  { conditional = false, signal }: { readonly conditional?: boolean; readonly signal?: AbortSignal } = {},
): Promise<AskedPasskey> {
  const credential = await inWords(
    () =>
      navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        ...(conditional && { mediation: "conditional" }),
        ...(signal && { signal }),
      }),
    signal,
  );
  const { id, response } = credential.toJSON();
  if (!("signature" in response)) throw told("unsuitable");
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    response: {
      id,
      type: TYPE,
      response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
      clientExtensionResults: {},
    },
    prf: credential.getClientExtensionResults().prf?.results?.first ?? null,
  };
}

async function inWords(
  act: () => Promise<Credential | null>,
  signal?: AbortSignal,
): Promise<PublicKeyCredential> {
  try {
    const credential = await act();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (error) {
    if (signal?.aborted) throw error;
    throw told(WHY[error instanceof Error ? error.name : ""] ?? "unsuitable");
  }
  throw told("cancelled");
}

type Refusal = keyof ReturnType<typeof passkeyTexts>["refused"];

/** Browsers say no more than this: a page can't tell a missing key from one that wasn't touched. */
const WHY: Readonly<Record<string, Refusal>> = {
  NotAllowedError: "cancelled",
  AbortError: "cancelled",
  TimeoutError: "cancelled",
  InvalidStateError: "known",
  SecurityError: "name",
};

const told = (why: Refusal): ToldFailure =>
  new ToldFailure(`PASSKEY_${why.toUpperCase()}`, passkeyTexts().refused[why]);
