import type { KdfLane } from "../../cipher/kdf-lanes.ts";
import { type NumberedVaultKey, wipe } from "../../cipher/keys.ts";
import { unwrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { decoyHash } from "../../cipher/password-hash.ts";
import { VaultError } from "../../errors.ts";
import { asUserId } from "../../ids.ts";
import type { SecondFactorProof } from "../../schemas/second-factor.ts";
import { asSealed } from "../../sealed.ts";
import type { UserRow } from "../../store/rows.ts";
import type { FactorCheck } from "../../store/second-factor-store.ts";
import type { VaultDeps } from "../deps.ts";
import type { RequestOrigin } from "../passkey-site.ts";
import { checkPassword } from "./check-password.ts";
import { noteDevice } from "./event-devices.ts";
import { afterPassword, factorRequired, proveFactor } from "./prove-factor.ts";

/** What a login has to prove. */
export interface LoginProof {
  readonly username: string;
  readonly password: string;
  readonly passphrase?: string | undefined;
  readonly secondFactor?: SecondFactorProof | undefined;
}

/** The account that was meant, and what has to be so still when the login takes effect. */
interface ProvedLogin {
  readonly user: UserRow;
  readonly vaultKey: NumberedVaultKey | null;
  readonly factor: FactorCheck;
}

/**
 * Checks a password, and side by side with it a passphrase, under the limits for failed tries. An unknown username costs the same
 * and gets the same answer as a wrong password. A failure answers no sooner than the policy says. With a second factor, its verdict
 * goes first, and without it the passphrase isn't looked at: a stolen password can't be used to test passphrases.
 * @param candidates the accounts that the name may mean; each is tried, the first that fits is answered.
 * @param tries how many are tried before a refusal, so that its time doesn't tell how many there are.
 * @throws VaultError CREDENTIALS_INCORRECT, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_INCORRECT and PASSPHRASE_INCORRECT (the password was
 * right), TOO_MANY_TRIES, BUSY.
 */
export async function proveLogin(
  deps: VaultDeps,
  origin: RequestOrigin,
  proof: LoginProof,
  candidates: (username: string) => Promise<readonly UserRow[]>,
  tries = 1,
): Promise<ProvedLogin> {
  const delay = await deps.tryLimits.admit(origin.address, proof.username);
  if (delay > 0) await deps.clock.sleep(delay);
  const startedAt = deps.clock.elapsed();
  const lane = deps.knownLogins.has(origin.address, proof.username) ? "known-log-in" : "log-in";
  const found = await candidates(proof.username);
  let refused: VaultError | null = null;
  try {
    for (const user of found) {
      const judged = await judge(deps, lane, { user, proof, origin });
      if (judged instanceof VaultError) refused = judged;
      if (judged === null || judged instanceof VaultError) continue;
      await deps.tryLimits.forgive(origin.address, proof.username).catch((error: unknown) => {
        wipe(judged.vaultKey?.key);
        throw error;
      });
      return judged;
    }
    for (let left = tries - found.length; left > 0; left -= 1)
      await check(deps, lane, { user: decoyUser(deps), proof });
    throw refused ?? new VaultError("CREDENTIALS_INCORRECT");
  } catch (error) {
    if (error instanceof VaultError && (error.code === "BUSY" || error.code === "SECOND_FACTOR_REQUIRED")) {
      await deps.tryLimits.forgive(origin.address, proof.username);
      throw error;
    }
    const at = deps.clock.now();
    // A wrong code was written down when it was judged.
    for (const { id } of isOfFactor(error) ? [] : found) {
      await deps.store.audit.appendFailure(id, "log-in-failed", at);
      await noteDevice(deps, { userId: id, at, device: origin.device });
    }
    await deps.clock.sleep(
      untilNextStep(deps.clock.elapsed() - startedAt, deps.policy.failedLoginMilliseconds),
    );
    throw error;
  }
}

const isOfFactor = (error: unknown): boolean =>
  error instanceof VaultError && error.details.field === "secondFactor";

/** null: the password is wrong. */
async function judge(
  deps: VaultDeps,
  lane: KdfLane,
  {
    user,
    proof,
    origin,
  }: { readonly user: UserRow; readonly proof: LoginProof; readonly origin: RequestOrigin },
): Promise<ProvedLogin | VaultError | null> {
  const { secondFactor } = proof;
  const { factorRev } = user;
  if (user.secondFactor && !secondFactor) {
    // The passphrase runs against another salt: its verdict is worth nothing, and a wrong password costs what it costs elsewhere.
    const blind = { ...user, wrap: { ...user.wrap, salt: deps.random(user.wrap.salt.length) } };
    const proved = await check(deps, lane, { user: blind, proof });
    wipe(proved?.vaultKey?.key);
    return proved && (await factorRequired(deps, user.id, afterPassword(origin)));
  }
  const proved = await check(deps, lane, { user, proof });
  if (!proved) return null;
  const { vaultKey } = proved;
  try {
    const spent =
      user.secondFactor && secondFactor
        ? await proveFactor(deps, user.id, { proof: secondFactor, place: afterPassword(origin) })
        : null;
    if (proof.passphrase === undefined || vaultKey)
      return { user, vaultKey, factor: { factorRev, proof: spent } };
    return new VaultError("PASSPHRASE_INCORRECT");
  } catch (error) {
    wipe(vaultKey?.key);
    if (error instanceof VaultError && isOfFactor(error)) return error;
    throw error;
  }
}

/** Past the first step, too: only a name that there is has its failure written down, which on a slow server would show. */
const untilNextStep = (elapsed: number, step: number): number =>
  step === 0 ? 0 : Math.max(1, Math.ceil(elapsed / step)) * step - elapsed;

/**
 * One Argon2id run for the password and one for the passphrase, side by side. null: the password is wrong, even where there was
 * no room for the other run. To answer BUSY then would give the try back for a run that it had: tries without end.
 */
async function check(
  deps: VaultDeps,
  lane: KdfLane,
  { user, proof }: { readonly user: UserRow; readonly proof: LoginProof },
): Promise<{ vaultKey: NumberedVaultKey | null } | null> {
  const [password, passphrase] = await Promise.allSettled([
    checkPassword(deps, lane, { password: proof.password, hash: user.passwordHash }),
    proof.passphrase === undefined
      ? null
      : unwrapVaultKey(deps.kdf, lane, { passphrase: proof.passphrase, userId: user.id, wrap: user.wrap }),
  ]);
  const vaultKey = passphrase.status === "fulfilled" ? passphrase.value : null;
  if (password.status === "fulfilled" && password.value) {
    if (passphrase.status === "rejected") throw passphrase.reason;
    return { vaultKey };
  }
  wipe(vaultKey?.key);
  if (password.status === "rejected") throw password.reason;
  return null;
}

function decoyUser(deps: VaultDeps): UserRow {
  const wrap = {
    wrapNumber: 1,
    keyNumber: 1,
    salt: deps.random(16),
    ...deps.policy.kdf,
    sealedVaultKey: asSealed(new Uint8Array()),
  };
  return {
    id: asUserId(0),
    username: null,
    formerUsername: null,
    passwordHash: decoyHash(deps.random, deps.policy.kdf),
    wrap,
    recoverySeal: asSealed(new Uint8Array()),
    previousVaultKey: null,
    createdAt: 0,
    updatedAt: 0,
    deletedAt: null,
    secondFactor: false,
    factorRev: 1,
    codeFailures: 0,
    spareFailures: 0,
    administrator: false,
  };
}
