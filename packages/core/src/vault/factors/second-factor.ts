import { wipe } from "../../cipher/keys.ts";
import { hashSpareCode, newSpareCode, showSpareCode } from "../../cipher/spare-code.ts";
import { openTotpSecret, sealTotpSecret, TOTP_SECRET_BYTES } from "../../cipher/totp-secret.ts";
import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import { encodeBase32 } from "../../otp/base32.ts";
import { formatOtpauth } from "../../otp/otpauth.ts";
import type { PasswordProof } from "../../schemas/account.ts";
import type {
  ConfirmedTotp,
  NewSpareCodes,
  NewTotp,
  SecondFactor,
  SecondFactorSwitch,
  TotpConfirmation,
} from "../../schemas/second-factor.ts";
import { countFailedProof } from "../access/failed-proof.ts";
import { findStep, TOTP, totpStep } from "../access/prove-factor.ts";
import type { LiveSession } from "../access/sessions.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import { provePassword } from "../account/account.ts";
import type { VaultDeps } from "../deps.ts";
import { changeFactors } from "./change-factors.ts";
import { describePasskeyFacts } from "./describe-passkey.ts";

const SPARE_CODES = 10;
/** For so long a secret waits for its first code. */
const PENDING_MS = 15 * 60_000;

export async function describeSecondFactor(deps: VaultDeps, live: LiveSession): Promise<SecondFactor> {
  const { user } = live;
  const { totp, spareCodesLeft } = await deps.store.secondFactors.find(live.userId);
  const passkeys = await deps.store.passkeys.list(live.userId);
  return {
    required: user.secondFactor,
    totp: totp && { createdAt: totp.createdAt, lastUsedAt: totp.lastUsedAt },
    passkeys: passkeys.map(describePasskeyFacts),
    spareCodesLeft,
    failures: user.codeFailures + user.spareFailures,
  };
}

/**
 * Makes a secret for an authenticator app. It proves nothing until `confirmTotp`; an app that is set up already is kept until then.
 * @param host the server's name as the browser knows it, for the app's list.
 * @throws VaultError CREDENTIALS_INCORRECT.
 */
export async function beginTotp(
  deps: VaultDeps,
  account: UnlockedAccount,
  { host, input }: { readonly host: string; readonly input: PasswordProof },
): Promise<NewTotp> {
  await provePassword(deps, account.live, input.password);
  const secret = deps.random(TOTP_SECRET_BYTES);
  const pending = sealTotpSecret(deps.random, deps.serverKeys.totpKey, { userId: account.userId, secret });
  if (!(await deps.store.secondFactors.beginTotp(account.userId, { pending, now: deps.clock.now() })))
    throw new VaultError("UNAUTHORIZED", { reason: "ended" });
  const { username } = account.live.user;
  const uri = formatOtpauth({ ...TOTP, secret, account: host === "" ? username : `${username}@${host}` });
  const shown = { uri, secret: encodeBase32(secret) };
  wipe(secret);
  return shown;
}

/**
 * Makes the secret the account's with the first code of the app. Ends every other session.
 * @returns spare codes for an account that has none left.
 * @throws VaultError SECOND_FACTOR_INCORRECT (counted like a wrong passphrase), NOT_FOUND (nothing was begun in the last 15 minutes), CONFLICT.
 */
export async function confirmTotp(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: TotpConfirmation,
): Promise<ConfirmedTotp> {
  const { store, clock, serverKeys } = deps;
  const { userId, live } = account;
  const { pending, spareCodesLeft } = await store.secondFactors.find(userId);
  const now = clock.now();
  if (!pending || pending.at < now - PENDING_MS)
    throw new VaultError("NOT_FOUND", {}, "This took too long. Begin again with a new QR code.");
  const secret = openTotpSecret(serverKeys.totpKey, userId, pending.sealed);
  const step = secret && findStep(secret, input.code, { now, lastStep: 0 });
  if (step === null) {
    await countFailedProof(deps, live);
    throw new VaultError("SECOND_FACTOR_INCORRECT", { field: "code" });
  }
  const fresh = spareCodesLeft === 0 ? makeSpareCodes(deps, userId) : null;
  await changeFactors(deps, account, (change) =>
    store.secondFactors.confirmTotp(userId, {
      ...change,
      pending: pending.sealed,
      step,
      spareCodes: fresh && fresh.hashes,
    }),
  );
  return { spareCodes: fresh && fresh.shown };
}

/** @throws VaultError CREDENTIALS_INCORRECT, NOT_FOUND, NO_SECOND_FACTOR (the last one, while a login asks for it), CONFLICT. */
export async function removeTotp(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PasswordProof,
): Promise<{ done: true }> {
  await provePassword(deps, account.live, input.password);
  const { totp, passkeys } = await deps.store.secondFactors.find(account.userId);
  if (!totp) throw new VaultError("NOT_FOUND", {}, "The account has no authenticator app.");
  if (account.live.user.secondFactor && passkeys === 0) throw new VaultError("NO_SECOND_FACTOR");
  await changeFactors(deps, account, (change) => deps.store.secondFactors.removeTotp(account.userId, change));
  return { done: true };
}

/** The codes before are worth nothing any more. @throws VaultError CREDENTIALS_INCORRECT, NO_SECOND_FACTOR (they would be the only one), CONFLICT. */
export async function renewSpareCodes(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PasswordProof,
): Promise<NewSpareCodes> {
  await provePassword(deps, account.live, input.password);
  await requireOne(deps, account);
  const { hashes, shown } = makeSpareCodes(deps, account.userId);
  await changeFactors(deps, account, (change) =>
    deps.store.secondFactors.replaceSpareCodes(account.userId, { ...change, spareCodes: hashes }),
  );
  return { spareCodes: shown };
}

/** Whether a login asks for a second factor. @throws VaultError CREDENTIALS_INCORRECT, NO_SECOND_FACTOR, CONFLICT. */
export async function setSecondFactor(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: SecondFactorSwitch,
): Promise<{ done: true }> {
  await provePassword(deps, account.live, input.password);
  if (input.on) await requireOne(deps, account);
  if (input.on !== account.live.user.secondFactor)
    await changeFactors(deps, account, (change) =>
      deps.store.secondFactors.setRequired(account.userId, { ...change, on: input.on }),
    );
  return { done: true };
}

/** Spare codes are for when something else is lost; they don't count as a second factor by themselves. */
async function requireOne(deps: VaultDeps, { userId }: UnlockedAccount): Promise<void> {
  const { totp, passkeys } = await deps.store.secondFactors.find(userId);
  if (!totp && passkeys === 0) throw new VaultError("NO_SECOND_FACTOR");
}

function makeSpareCodes(deps: VaultDeps, userId: UserId) {
  const codes = Array.from({ length: SPARE_CODES }, () => newSpareCode(deps.random));
  return {
    shown: codes.map(showSpareCode),
    hashes: codes.map((code) => hashSpareCode(deps.serverKeys.spareCodeKey, userId, code)),
  };
}

/** Accounts whose authenticator app this server can't check any more: it has another secret than when the app was set up. */
export async function listUnreadableFactors({
  store,
  serverKeys,
}: Pick<VaultDeps, "store" | "serverKeys">): Promise<UserId[]> {
  const all = await store.secondFactors.listTotp();
  return all
    .filter(({ userId, sealed }) => openTotpSecret(serverKeys.totpKey, userId, sealed) === null)
    .map(({ userId }) => userId);
}

/** Unconfirmed secrets, and whatever else has passed. */
export const sweepFactors = ({ store }: Pick<VaultDeps, "store">, now: number): Promise<number> =>
  store.secondFactors.sweep({ now, pendingBefore: now - PENDING_MS, latestStep: totpStep(now) + 1 });
