import type { KdfLane } from "../../cipher/kdf-lanes.ts";
import { type NumberedVaultKey, wipe } from "../../cipher/keys.ts";
import { unwrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { decoyHash } from "../../cipher/password-hash.ts";
import type { SessionOrigin } from "../../cipher/session-origin.ts";
import { VaultError } from "../../errors.ts";
import { asUserId } from "../../ids.ts";
import { asSealed } from "../../sealed.ts";
import type { UserRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import { checkPassword } from "./check-password.ts";
import { noteDevice } from "./event-devices.ts";

/** What a login has to prove. */
export interface LoginProof {
  readonly username: string;
  readonly password: string;
  readonly passphrase?: string | undefined;
}

/**
 * Checks a password, and side by side with it a passphrase, under the limits for failed tries. An unknown username costs the same
 * and gets the same answer as a wrong password. A failure answers no sooner than the policy says.
 * @param candidates the accounts that the name may mean; each is tried, the first that fits is answered.
 * @param tries how many are tried before a refusal, so that its time doesn't tell how many there are.
 * @throws VaultError CREDENTIALS_INCORRECT, PASSPHRASE_INCORRECT (the password was right), TOO_MANY_TRIES, BUSY.
 */
export async function proveLogin(
  deps: VaultDeps,
  origin: SessionOrigin,
  proof: LoginProof,
  candidates: (username: string) => Promise<readonly UserRow[]>,
  tries = 1,
): Promise<{ user: UserRow; vaultKey: NumberedVaultKey | null }> {
  const delay = deps.tryLimits.admit(origin.address, proof.username);
  if (delay > 0) await deps.clock.sleep(delay);
  const startedAt = deps.clock.elapsed();
  const lane = deps.knownLogins.has(origin.address, proof.username) ? "known-log-in" : "log-in";
  const found = await candidates(proof.username);
  let wrong: "CREDENTIALS_INCORRECT" | "PASSPHRASE_INCORRECT" = "CREDENTIALS_INCORRECT";
  try {
    for (const user of found) {
      const proved = await check(deps, lane, user, proof);
      if (!proved) continue;
      if (proof.passphrase !== undefined && !proved.vaultKey) {
        wrong = "PASSPHRASE_INCORRECT";
        continue;
      }
      deps.tryLimits.forgive(origin.address, proof.username);
      return { user, vaultKey: proved.vaultKey };
    }
    for (let left = tries - found.length; left > 0; left -= 1)
      await check(deps, lane, decoyUser(deps), proof);
    throw new VaultError(wrong);
  } catch (error) {
    if (error instanceof VaultError && error.code === "BUSY") {
      deps.tryLimits.forgive(origin.address, proof.username);
      throw error;
    }
    const at = deps.clock.now();
    for (const { id } of found) {
      await deps.store.audit.appendFailure(id, "log-in-failed", at);
      await noteDevice(deps, { userId: id, at, device: origin.device });
    }
    await deps.clock.sleep(
      untilNextStep(deps.clock.elapsed() - startedAt, deps.policy.failedLoginMilliseconds),
    );
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
  user: UserRow,
  proof: LoginProof,
): Promise<{ vaultKey: NumberedVaultKey | null } | null> {
  const [password, passphrase] = await Promise.allSettled([
    checkPassword(deps, lane, proof.password, user.passwordHash),
    proof.passphrase === undefined
      ? null
      : unwrapVaultKey(deps.kdf, lane, proof.passphrase, user.id, user.wrap),
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
  };
}
