import { hashSpareCode } from "../../cipher/spare-code.ts";
import { openTotpSecret } from "../../cipher/totp-secret.ts";
import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import { oneTimeCode } from "../../otp/one-time-code.ts";
import { type SecondFactorKind, TOTP_DIGITS } from "../../rules/factor-codes.ts";
import type { SecondFactorProof } from "../../schemas/second-factor.ts";
import type { FactorsRow, SpentProof, TryRule } from "../../store/second-factor-store.ts";
import type { VaultDeps } from "../deps.ts";
import { noteDevice } from "./event-devices.ts";

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
} as const satisfies Record<SecondFactorProof["kind"], TryRule>;

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
  proof: SecondFactorProof,
): Promise<SpentProof | null> {
  const { store, serverKeys, clock } = deps;
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
  proof: SecondFactorProof,
  device: string,
): Promise<SpentProof> {
  const spent = await judgeProof(deps, userId, proof);
  const now = deps.clock.now();
  const { kind } = proof;
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
const kindsOf = ({ totp, spareCodesLeft }: FactorsRow): SecondFactorKind[] => [
  ...(totp ? (["totp"] as const) : []),
  ...(spareCodesLeft > 0 ? (["spare"] as const) : []),
];

export async function factorRequired(deps: VaultDeps, userId: UserId): Promise<VaultError> {
  return new VaultError("SECOND_FACTOR_REQUIRED", {
    kinds: kindsOf(await deps.store.secondFactors.find(userId)),
  });
}
