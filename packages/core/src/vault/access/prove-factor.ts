import { encodeBase64url } from "../../base64.ts";
import { hashSpareCode } from "../../cipher/spare-code.ts";
import { openTotpSecret } from "../../cipher/totp-secret.ts";
import { VaultError } from "../../errors.ts";
import type { SessionId, UserId } from "../../ids.ts";
import { oneTimeCode } from "../../otp/one-time-code.ts";
import { type SecondFactorKind, TOTP_DIGITS } from "../../rules/factor-codes.ts";
import type { SecondFactorProof } from "../../schemas/second-factor.ts";
import type { PasskeyRow } from "../../store/passkey-store.ts";
import type { FactorsRow, SpentProof, TryRule } from "../../store/second-factor-store.ts";
import type { VaultDeps } from "../deps.ts";
import type { PageSite, RequestOrigin } from "../passkey-site.ts";
import { NO_SITE } from "../passkey-site.ts";
import { newChallenge } from "./challenges.ts";
import { noteDevice } from "./event-devices.ts";
import { judgeAssertion } from "./judge-passkey.ts";

export const TOTP_STEP_MS = 30_000;

/** What `formatOtpauth` leaves out and every authenticator app takes for granted. */
export const TOTP = {
  encoder: "digits",
  algorithm: "SHA1",
  digits: TOTP_DIGITS,
  periodSeconds: TOTP_STEP_MS / 1000,
  issuer: "OpenPassPhrase",
} as const;

export const totpStep = (now: number): number => Math.floor(now / TOTP_STEP_MS);

/** A code of six digits can be guessed, so its tries are few: some 1.5 in 10,000 a day. A spare code can't; there they spare the log. */
const TRY_RULES = {
  totp: { atOnce: 10, everyMs: 30 * 60_000, most: 100, holdsRightOnes: true },
  spare: { atOnce: 10, everyMs: 60_000, most: Number.POSITIVE_INFINITY, holdsRightOnes: false },
} as const satisfies Record<Exclude<SecondFactorProof["kind"], "passkey">, TryRule>;

/** Where a second factor is proved: after the password, or in a session. A challenge is good for one place only. */
export interface FactorPlace {
  readonly site: PageSite;
  readonly device: string;
  readonly sessionId: SessionId | null;
}

export const afterPassword = ({ site = NO_SITE, device }: RequestOrigin): FactorPlace => ({
  site,
  device,
  sessionId: null,
});

const challengePlace = (userId: UserId, { sessionId }: FactorPlace) =>
  ({ purpose: sessionId === null ? "second-factor" : "step-up", userId, sessionId }) as const;

/** The step whose code this is, of the one now and its neighbours; null: of none, or of one that is used up. */
export function findStep(
  secret: Uint8Array,
  code: string,
  { now, lastStep }: { readonly now: number; readonly lastStep: number },
): number | null {
  const current = totpStep(now);
  // All three are computed and compared, whichever it is.
  const steps = [current - 1, current, current + 1].map((step) => {
    const expected = oneTimeCode({ ...TOTP, secret, account: "" }, step * TOTP_STEP_MS).code;
    return expected === code && step > lastStep ? step : null;
  });
  return steps.find((step) => step !== null) ?? null;
}

/** Whether a proof is right. It isn't used up yet, and no try is counted. @returns null for a wrong one. */
export async function judgeProof(
  deps: VaultDeps,
  userId: UserId,
  { proof, place }: { readonly proof: SecondFactorProof; readonly place: FactorPlace },
): Promise<SpentProof | null> {
  const { store, serverKeys, clock } = deps;
  if (proof.kind === "passkey") {
    const { site, device } = place;
    if (site.rpId === null) return null;
    const at = { ...challengePlace(userId, place), site, device };
    return (await judgeAssertion(deps, proof.response, at))?.proof ?? null;
  }
  if (proof.kind === "spare") {
    const hash = hashSpareCode(serverKeys.spareCodeKey, userId, proof.code);
    return (await store.secondFactors.hasSpareCode(userId, hash)) ? { kind: "spare", hash } : null;
  }
  const { totp } = await store.secondFactors.find(userId);
  const secret = totp && openTotpSecret(serverKeys.totpKey, userId, totp.sealed);
  const step = secret && findStep(secret, proof.code, { now: clock.now(), lastStep: totp.lastStep });
  return step === null ? null : { kind: "totp", step };
}

/**
 * Judges a proof that came with the right password, under the limits for failed tries.
 * @throws VaultError SECOND_FACTOR_INCORRECT, TOO_MANY_TRIES.
 */
export async function proveFactor(
  deps: VaultDeps,
  userId: UserId,
  { proof, place }: { readonly proof: SecondFactorProof; readonly place: FactorPlace },
): Promise<SpentProof> {
  const spent = await judgeProof(deps, userId, { proof, place });
  const { device } = place;
  const now = deps.clock.now();
  const { kind } = proof;
  if (kind === "passkey") {
    if (spent) return spent;
    // A signature can't be guessed. A limit would let an attacker with the password lock the owner's passkey out.
    await deps.store.audit.appendFailure(userId, "second-factor-failed", now);
    await noteDevice(deps, { userId, at: now, device });
    throw new VaultError("SECOND_FACTOR_INCORRECT", { field: "secondFactor" });
  }
  const judged = await deps.store.secondFactors.judgeTry(userId, {
    kind,
    isRight: spent !== null,
    now,
    rule: TRY_RULES[kind],
  });
  if (judged.verdict === "right" && spent) return spent;
  if (judged.verdict !== "limited") {
    await noteDevice(deps, { userId, at: now, device });
    throw new VaultError("SECOND_FACTOR_INCORRECT", { field: "secondFactor" });
  }
  const { waitMs } = judged;
  throw new VaultError("TOO_MANY_TRIES", {
    field: "secondFactor",
    ...(waitMs !== null && { retryAfterSeconds: Math.ceil(waitMs / 1000) }),
  });
}

/** What the account can prove a second factor with. */
const kindsOf = (
  { totp, spareCodesLeft }: FactorsRow,
  passkeys: readonly PasskeyRow[],
): SecondFactorKind[] => [
  ...(totp ? (["totp"] as const) : []),
  ...(passkeys.length > 0 ? (["passkey"] as const) : []),
  ...(spareCodesLeft > 0 ? (["spare"] as const) : []),
];

export async function factorRequired(
  deps: VaultDeps,
  userId: UserId,
  place: FactorPlace,
): Promise<VaultError> {
  const { store } = deps;
  const asked = await findAskable(deps, userId, place);
  const [first] = asked;
  return new VaultError("SECOND_FACTOR_REQUIRED", {
    kinds: kindsOf(await store.secondFactors.find(userId), asked),
    ...(first && {
      challenge: newChallenge(deps, challengePlace(userId, place)),
      credentialIds: asked.map(({ credentialId }) => encodeBase64url(credentialId)),
      rpId: first.rpId,
    }),
  });
}

/** The passkeys that the page may ask for: a browser takes one host name a time, of a server that had another one before. */
async function findAskable(
  { store }: Pick<VaultDeps, "store">,
  userId: UserId,
  { site }: FactorPlace,
): Promise<PasskeyRow[]> {
  if (site.rpId === null) return [];
  const all = await store.passkeys.list(userId);
  const rpId = all.some((passkey) => passkey.rpId === site.rpId) ? site.rpId : all.at(-1)?.rpId;
  return all.filter((passkey) => passkey.rpId === rpId);
}
