import { bytesOf, encodeBase64url } from "../../base64.ts";
import type { ChallengePlace } from "../../cipher/challenge.ts";
import { VaultError } from "../../errors.ts";
import { asPasskeyId, personalVaultOf } from "../../ids.ts";
import { LIMITS } from "../../rules/limits.ts";
import { PASSKEY_ALGORITHMS, type PasskeyUse } from "../../rules/passkeys.ts";
import type {
  NewPasskey,
  Passkey,
  PasskeyBeginning,
  PasskeyCreation,
  PasskeyRemoval,
  PasskeyRenaming,
} from "../../schemas/passkeys.ts";
import type { UsedChallenge } from "../../store/second-factor-store.ts";
import { type AuthenticatorData, parseAuthenticatorData } from "../../webauthn/authenticator-data.ts";
import { CHALLENGE_MS, newChallenge } from "../access/challenges.ts";
import { isFor, isSame, judgeClientData } from "../access/judge-passkey.ts";
import { describePasskeyId, UNLOCK_EXTENSION } from "../access/passkey-login.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import { provePassword } from "../account/account.ts";
import type { VaultDeps } from "../deps.ts";
import { type PageSite, type PasskeySite, requireSite } from "../passkey-site.ts";
import { sealPasskey } from "../records/passkey-record.ts";
import { changeFactors } from "./change-factors.ts";
import { describePasskey } from "./describe-passkey.ts";
import { cantOpen, findOwnPasskey, openOwnRecord, sealUnlock } from "./own-passkey.ts";

const PURPOSES = {
  "log-in": "add-for-login",
  "second-factor": "add-second-factor",
} as const satisfies Record<PasskeyUse, ChallengePlace["purpose"]>;

const placeFor = ({ userId, live }: UnlockedAccount, use: PasskeyUse): ChallengePlace => ({
  purpose: PURPOSES[use],
  userId,
  sessionId: live.sessionId,
});

export async function listPasskeys(
  { store }: Pick<VaultDeps, "store">,
  account: UnlockedAccount,
): Promise<{ passkeys: Passkey[] }> {
  const rows = await store.passkeys.list(account.userId);
  return { passkeys: rows.map((row) => describePasskey(account.keys, row)) };
}

/** What the browser is to ask an authenticator for. @throws VaultError CREDENTIALS_INCORRECT, PASSKEYS_UNAVAILABLE. */
export async function beginPasskey(
  deps: VaultDeps,
  account: UnlockedAccount,
  { site, input }: { readonly site: PageSite; readonly input: PasskeyBeginning },
): Promise<PasskeyCreation> {
  const { rpId } = requireSite(site);
  await provePassword(deps, account.live, input.password);
  const { passkeys } = deps.store;
  const handle = await passkeys.findHandle(account.userId);
  if (!handle) throw new VaultError("UNAUTHORIZED", { reason: "ended" });
  const { username } = account.live.user;
  const logsIn = input.for === "log-in";
  const needed = logsIn ? "required" : "discouraged";
  return {
    rp: { id: rpId, name: "OpenPassPhrase" },
    user: { id: encodeBase64url(handle), name: username, displayName: username },
    challenge: newChallenge(deps, placeFor(account, input.for)),
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: CHALLENGE_MS,
    excludeCredentials: (await passkeys.list(account.userId))
      .filter((passkey) => passkey.rpId === rpId)
      .map(describePasskeyId),
    authenticatorSelection: { residentKey: needed, requireResidentKey: logsIn, userVerification: needed },
    attestation: "none",
    ...(logsIn && { extensions: UNLOCK_EXTENSION }),
  };
}

/**
 * Makes what an authenticator made one of the account's passkeys. Ends every other session.
 * @throws VaultError PASSKEY_INCORRECT, INVALID_INPUT (too many), CONFLICT (it is known, or the factors were changed in between).
 */
export async function addPasskey(
  deps: VaultDeps,
  account: UnlockedAccount,
  { site, input }: { readonly site: PageSite; readonly input: NewPasskey },
): Promise<Passkey> {
  const judged = await judgeRegistration(deps, account, { site: requireSite(site), ...input });
  if (!judged) throw new VaultError("PASSKEY_INCORRECT");
  const { userId } = account;
  const { response } = input.response;
  const id = asPasskeyId(await deps.store.passkeys.reserveIds(personalVaultOf(userId), 1));
  const { unlockSecret } = input;
  if (unlockSecret !== undefined && judged.use !== "log-in") throw cantOpen();
  const unlock =
    unlockSecret === undefined ? null : sealUnlock(deps, account, { passkeyId: id, unlockSecret });
  const record = { name: input.name, ...unlock?.record };
  const sealed = sealPasskey(deps.random, account.keys, { place: { id, userId, sealRev: 1 }, record });
  let outcome = "overtaken";
  await changeFactors(deps, account, async (change) => {
    outcome = await deps.store.passkeys.insert(userId, {
      ...change,
      most: LIMITS.passkeysAnAccount,
      challenge: judged.challenge,
      row: {
        id,
        credentialId: bytesOf(input.response.id),
        rpId: judged.rpId,
        spki: bytesOf(response.publicKey),
        algorithm: response.publicKeyAlgorithm,
        signCount: judged.data.signCount,
        backupEligible: judged.data.isBackupEligible,
        mayLogIn: judged.use === "log-in",
        transports: [...new Set(response.transports)].join(" "),
        sealed,
        unlockPrivate: unlock?.unlockPrivate ?? null,
        unlockBox: unlock?.unlockBox ?? null,
      },
    });
    if (outcome === "known") throw new VaultError("CONFLICT", {}, "This passkey was added already.");
    if (outcome === "too-many") throw new VaultError("INVALID_INPUT", {}, TOO_MANY);
    return outcome === "inserted";
  });
  return describePasskey(account.keys, await findOwnPasskey(deps, account, id));
}

const TOO_MANY = `An account has at most ${LIMITS.passkeysAnAccount} passkeys. Remove one first.`;

interface JudgedRegistration {
  readonly use: PasskeyUse;
  readonly rpId: string;
  readonly data: AuthenticatorData;
  readonly challenge: UsedChallenge;
}

/** W3C Web Authentication level 3, section 7.1, without attestation. @returns null for whatever is wrong. */
async function judgeRegistration(
  deps: VaultDeps,
  account: UnlockedAccount,
  { site, response: { id, response } }: NewPasskey & { readonly site: PasskeySite },
): Promise<JudgedRegistration | null> {
  const data = parseAuthenticatorData(bytesOf(response.authenticatorData));
  if (!data?.credentialId || !isSame(data.credentialId, bytesOf(id))) return null;
  if (!isFor(deps, data, site.rpId) || !data.isUserPresent) return null;
  if (!deps.passkeySignatures.isKey(bytesOf(response.publicKey), response.publicKeyAlgorithm)) return null;
  const clientData = bytesOf(response.clientDataJSON);
  for (const use of ["log-in", "second-factor"] as const) {
    const place = { ...placeFor(account, use), site };
    const challenge = await judgeClientData(deps, clientData, { type: "webauthn.create", ...place });
    if (challenge)
      return data.isUserVerified || use === "second-factor"
        ? { use, rpId: site.rpId, data, challenge }
        : null;
  }
  return null;
}

/** @throws VaultError CREDENTIALS_INCORRECT, NOT_FOUND, CONFLICT (it was changed in between). */
export async function renamePasskey(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PasskeyRenaming,
): Promise<{ done: true }> {
  await provePassword(deps, account.live, input.password);
  const row = await findOwnPasskey(deps, account, input.id);
  const record = openOwnRecord(account, row);
  const { userId } = account;
  const sealRev = row.sealRev + 1;
  const isReplaced = await deps.store.passkeys.replace(userId, {
    id: row.id,
    expectedRevision: row.revision,
    sealRev,
    sealed: sealPasskey(deps.random, account.keys, {
      place: { id: row.id, userId, sealRev },
      record: { ...record, name: input.name },
    }),
  });
  if (!isReplaced) throw new VaultError("CONFLICT");
  return { done: true };
}

/** Ends every other session, and this one if the passkey opened it. @throws VaultError CREDENTIALS_INCORRECT, NOT_FOUND, NO_SECOND_FACTOR, CONFLICT. */
export async function removePasskey(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PasskeyRemoval,
): Promise<{ done: true }> {
  await provePassword(deps, account.live, input.password);
  const { id } = await findOwnPasskey(deps, account, input.id);
  const { totp, passkeys } = await deps.store.secondFactors.find(account.userId);
  if (account.live.user.secondFactor && !totp && passkeys === 1) throw new VaultError("NO_SECOND_FACTOR");
  await changeFactors(deps, account, (change) =>
    deps.store.passkeys.remove(account.userId, { ...change, id }),
  );
  return { done: true };
}
