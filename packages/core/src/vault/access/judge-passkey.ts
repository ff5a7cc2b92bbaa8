import { bytesOf } from "../../base64.ts";
import type { ChallengePlace } from "../../cipher/challenge.ts";
import { utf8Encode } from "../../cipher/utf8.ts";
import type { SessionId, UserId } from "../../ids.ts";
import type { PasskeyAssertion } from "../../schemas/passkeys.ts";
import type { PasskeyRow } from "../../store/passkey-store.ts";
import type { UserRow } from "../../store/rows.ts";
import type { SpentProof, UsedChallenge } from "../../store/second-factor-store.ts";
import { type AuthenticatorData, parseAuthenticatorData } from "../../webauthn/authenticator-data.ts";
import { parseClientData } from "../../webauthn/client-data.ts";
import type { VaultDeps } from "../deps.ts";
import type { PasskeySite } from "../passkey-site.ts";
import { judgeChallenge } from "./challenges.ts";
import { noteDevice } from "./event-devices.ts";

/** What an answer is for, and who may give it. */
export interface AssertionPlace extends ChallengePlace {
  readonly purpose: "log-in" | "second-factor" | "step-up" | "open-vault";
  readonly userId: UserId | null;
  readonly sessionId: SessionId | null;
  readonly site: PasskeySite;
  /** For the activity. */
  readonly device: string;
}

export interface JudgedPasskey {
  readonly passkey: PasskeyRow;
  readonly user: UserRow;
  readonly proof: Extract<SpentProof, { kind: "passkey" }>;
}

/** What needs more than a touch: a PIN or a finger. */
const NEEDS_VERIFICATION: ReadonlySet<AssertionPlace["purpose"]> = new Set(["log-in", "open-vault"]);

/**
 * Judges what a passkey answered (W3C Web Authentication level 3, section 7.2). The challenge isn't used up yet.
 * @returns null for whatever is wrong with it. A count that fell is written into the owner's activity: the passkey was copied.
 */
export async function judgeAssertion(
  deps: VaultDeps,
  { id, response }: PasskeyAssertion,
  place: AssertionPlace,
): Promise<JudgedPasskey | null> {
  const clientData = bytesOf(response.clientDataJSON);
  const authenticatorData = bytesOf(response.authenticatorData);
  const challenge = await judgeClientData(deps, clientData, { type: "webauthn.get", ...place });
  const data = parseAuthenticatorData(authenticatorData);
  if (!challenge || !data) return null;
  const found = await deps.store.passkeys.findByCredential(bytesOf(id));
  if (!found || found.passkey.userId !== (place.userId ?? found.passkey.userId)) return null;
  const { passkey, user, handle } = found;
  const { userHandle } = response;
  const isGood =
    isFor(deps, data, passkey.rpId) &&
    data.isUserPresent &&
    (data.isUserVerified || !NEEDS_VERIFICATION.has(place.purpose)) &&
    deps.passkeySignatures.verify(
      passkey.spki,
      passkey.algorithm,
      join(authenticatorData, sha256(deps, clientData)),
      bytesOf(response.signature),
    ) &&
    data.isBackupEligible === passkey.backupEligible;
  if (!isGood) return null;
  if (!passkey.backupEligible && hasFallen(data.signCount, passkey.signCount)) {
    const at = deps.clock.now();
    await deps.store.audit.appendFailure(user.id, "passkey-copied", at);
    await noteDevice(deps, { userId: user.id, at, device: place.device });
    return null;
  }
  if (userHandle != null && !isSame(bytesOf(userHandle), handle)) return null;
  const logsIn = place.purpose === "log-in";
  if (logsIn && (!passkey.mayLogIn || user.deletedAt !== null)) return null;
  return {
    passkey,
    user,
    proof: { kind: "passkey", id: passkey.id, signCount: data.signCount, challenge, logsIn },
  };
}

/** What the browser says of a ceremony. @returns the challenge; null for whatever is wrong. */
export async function judgeClientData(
  deps: VaultDeps,
  json: Uint8Array,
  {
    type,
    site,
    ...place
  }: ChallengePlace & { readonly site: PasskeySite } & { readonly type: "webauthn.get" | "webauthn.create" },
): Promise<UsedChallenge | null> {
  const said = parseClientData(json);
  if (said?.type !== type) return null;
  const challenge = await judgeChallenge(deps, said.challenge, place);
  return challenge && site.origins.includes(said.origin) && !said.isCrossOrigin ? challenge : null;
}

/** Whether an authenticator answered for this host name. */
export const isFor = (deps: VaultDeps, { rpIdHash }: AuthenticatorData, rpId: string): boolean =>
  isSame(rpIdHash, sha256(deps, utf8Encode(rpId)));

/** An authenticator that counts none says 0 each time. */
const hasFallen = (count: number, before: number): boolean =>
  count <= before && !(count === 0 && before === 0);

export const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

function sha256({ newSha256 }: VaultDeps, bytes: Uint8Array): Uint8Array {
  const hash = newSha256();
  hash.update(bytes);
  return hash.digest();
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.length + other.length);
  whole.set(one);
  whole.set(other, one.length);
  return whole;
}
