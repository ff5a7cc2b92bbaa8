import { wipe } from "../../cipher/keys.ts";
import { newRecoveryCode, openWithRecoveryCode, sealForRecovery } from "../../cipher/recovery-code.ts";
import { VaultError } from "../../errors.ts";
import type { AccountRestoration, NewRecoveryCode, Recovery } from "../../schemas/account.ts";
import { noteDevice } from "../access/event-devices.ts";
import { proveLogin } from "../access/prove-login.ts";
import { replaceWrap } from "../access/rewrap.ts";
import type { VaultDeps } from "../deps.ts";
import type { RequestOrigin } from "../passkey-site.ts";
import { refuseEqualSecrets } from "./equal-secrets.ts";
import { refuseGuessable } from "./refuse-guessable.ts";

/**
 * Sets a new passphrase by the recovery code and the password. Ends every session, and replaces the code.
 * @throws VaultError CREDENTIALS_INCORRECT, RECOVERY_CODE_INCORRECT, INVALID_INPUT, TOO_MANY_TRIES, BUSY, CONFLICT.
 */
export async function recoverAccount(
  deps: VaultDeps,
  origin: RequestOrigin,
  input: Recovery,
): Promise<NewRecoveryCode> {
  refuseEqualSecrets(input.password, input.newPassphrase, "newPassphrase");
  const { username, password, secondFactor } = input;
  const { user, factor } = await proveLogin(
    deps,
    origin,
    { username, password, secondFactor },
    async (name) => {
      const found = await deps.store.users.findByUsername(name);
      return found ? [found] : [];
    },
  );
  const vaultKey = openWithRecoveryCode(input.recoveryCode, user.id, {
    keyNumber: user.wrap.keyNumber,
    sealed: user.recoverySeal,
  });
  if (!vaultKey) {
    // The password was right, and its try forgiven; a wrong code is a failed try all the same.
    await deps.tryLimits.admit(origin.address, input.username);
    const at = deps.clock.now();
    await deps.store.audit.appendFailure(user.id, "log-in-failed", at);
    await noteDevice(deps, { userId: user.id, at, device: origin.device });
    throw new VaultError("RECOVERY_CODE_INCORRECT", { field: "recoveryCode" });
  }
  try {
    await refuseGuessable(deps, {
      what: "passphrase",
      text: input.newPassphrase,
      field: "newPassphrase",
      known: [input.username, input.password],
    });
    const recoveryCode = newRecoveryCode(deps.random);
    await replaceWrap(deps, user, {
      lane: "log-in",
      passphrase: input.newPassphrase,
      vaultKey,
      recoverySeal: sealForRecovery(deps.random, recoveryCode, { userId: user.id, vaultKey }),
      factor,
      keep: null,
      event: "recovered",
      device: origin.device,
    });
    return { recoveryCode };
  } finally {
    wipe(vaultKey.key);
  }
}

const DELETED_OF_ONE_NAME = 10_000;

/** As many as are tried in any case. */
const CANDIDATES = 4;

/**
 * Of the deleted accounts of one name, the two latest and the two oldest: each costs Argon2id. Accounts that a stranger makes and
 * deletes under a freed name are later than its owner's, and don't put that one out of reach.
 */
const pickCandidates = <Row>(latestFirst: readonly Row[]): Row[] =>
  latestFirst.filter((_, index) => index < CANDIDATES / 2 || index >= latestFirst.length - CANDIDATES / 2);

/**
 * Undoes an account's deletion within its grace, by all that a login needs.
 * @throws VaultError CREDENTIALS_INCORRECT, PASSPHRASE_INCORRECT, USERNAME_TAKEN (say `newUsername`), TOO_MANY_TRIES, BUSY.
 */
export async function restoreAccount(
  deps: VaultDeps,
  origin: RequestOrigin,
  input: AccountRestoration,
): Promise<{ done: true }> {
  const { user, vaultKey, factor } = await proveLogin(
    deps,
    origin,
    input,
    async (username) => pickCandidates(await deps.store.users.findDeleted(username, DELETED_OF_ONE_NAME)),
    CANDIDATES,
  );
  wipe(vaultKey?.key);
  const username = input.newUsername ?? user.formerUsername ?? input.username;
  const now = deps.clock.now();
  const outcome = await deps.store.users.undelete(user.id, username, now, factor);
  if (outcome === "username-taken") throw new VaultError("USERNAME_TAKEN", { field: "newUsername" });
  if (outcome === "unknown") throw new VaultError("CREDENTIALS_INCORRECT");
  await noteDevice(deps, { userId: user.id, at: now, device: origin.device });
  return { done: true };
}
