import { type NumberedVaultKey, newVaultKey, wipe } from "../../cipher/keys.ts";
import { sealPreviousKey } from "../../cipher/previous-key.ts";
import { newRecoveryCode, sealForRecovery } from "../../cipher/recovery-code.ts";
import { VaultError } from "../../errors.ts";
import type { NewRecoveryCode, PassphraseChange, PasswordProof } from "../../schemas/account.ts";
import { noteDevice } from "../access/event-devices.ts";
import { openScope } from "../access/open-scope.ts";
import { replaceWrap } from "../access/rewrap.ts";
import { deviceOf } from "../access/sessions.ts";
import { storeSessionSeal, type UnlockedAccount } from "../access/unlock.ts";
import type { VaultDeps } from "../deps.ts";
import { finishVaultKeyRenewal } from "../records/finish-renewal.ts";
import { boxForPasskeys } from "../records/passkey-record.ts";
import { provePassword } from "./account.ts";
import { refuseEqualSecrets } from "./equal-secrets.ts";
import { refuseGuessable } from "./refuse-guessable.ts";

/**
 * Wraps the same vault key again, in one transaction that ends every other session: costs the same for 10 items and 100,000.
 * No help against someone who has an old copy of the database and the old passphrase: for that, `renewVaultKey`.
 * @throws VaultError CREDENTIALS_INCORRECT, INVALID_INPUT (equal to the password), CONFLICT (changed in between).
 */
export async function changePassphrase(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PassphraseChange,
): Promise<{ done: true }> {
  await proveChange(deps, account, input);
  const wrap = await replaceWrap(deps, account.live.user, {
    lane: "proven",
    passphrase: input.newPassphrase,
    vaultKey: account.accountKey,
    keep: account.live.sessionId,
    event: "passphrase-changed",
    device: deviceOf(deps, account.live),
  });
  await storeSessionSeal(deps, account.live, {
    wrapNumber: wrap.wrapNumber,
    passphrase: input.newPassphrase,
    vaultKey: account.accountKey,
  });
  return { done: true };
}

/**
 * For when someone may know the passphrase and hold a copy of the database: new passphrase, new vault key, new recovery code;
 * every record and kept version is sealed again.
 * @throws VaultError as `changePassphrase`; RECORD_DAMAGED when an earlier renewal can't be finished.
 */
export async function renewVaultKey(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PassphraseChange,
): Promise<NewRecoveryCode> {
  await proveChange(deps, account, input);
  const { user } = account.live;
  const scope = await openScope(deps, user.id, { role: "editor" });
  const before = await finishVaultKeyRenewal(deps, scope, { user, vaultKey: account.accountKey });
  // The key that an earlier renewal kept is about to be overwritten: no record that it opens may be left.
  if (before === "damaged")
    throw new VaultError("RECORD_DAMAGED", { table: "users", field: "previousVaultKey" });
  if (before === "overtaken") throw new VaultError("CONFLICT");
  const renewed: NumberedVaultKey = { number: account.accountKey.number + 1, key: newVaultKey(deps.random) };
  try {
    const recoveryCode = newRecoveryCode(deps.random);
    const wrap = await replaceWrap(deps, user, {
      lane: "proven",
      passphrase: input.newPassphrase,
      vaultKey: renewed,
      recoverySeal: sealForRecovery(deps.random, recoveryCode, { userId: user.id, vaultKey: renewed }),
      passkeys: await boxForPasskeys(deps, user, { keys: account.keys, vaultKey: renewed }),
      previousVaultKey: sealPreviousKey(deps.random, user.id, {
        current: renewed,
        previous: account.accountKey,
      }),
      keep: account.live.sessionId,
      event: "vault-key-renewed",
      device: deviceOf(deps, account.live),
    });
    try {
      await storeSessionSeal(deps, account.live, {
        wrapNumber: wrap.wrapNumber,
        passphrase: input.newPassphrase,
        vaultKey: renewed,
      });
      const changed = await deps.store.users.find(user.id);
      if (changed) await finishVaultKeyRenewal(deps, scope, { user: changed, vaultKey: renewed });
    } catch (error) {
      // Key, passphrase and code are replaced for good: an error now would keep the only look at the code from its owner. What
      // is still under the key before is sealed again at the next log-in.
      deps.reportFault(error);
    }
    return { recoveryCode };
  } finally {
    wipe(renewed.key);
  }
}

/** The code before opens nothing any more. @throws VaultError CREDENTIALS_INCORRECT, CONFLICT (another code came first). */
export async function renewRecoveryCode(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PasswordProof,
): Promise<NewRecoveryCode> {
  await provePassword(deps, account.live, input.password);
  const recoveryCode = newRecoveryCode(deps.random);
  const seal = sealForRecovery(deps.random, recoveryCode, {
    userId: account.userId,
    vaultKey: account.accountKey,
  });
  const now = deps.clock.now();
  const replaced = await deps.store.users.replaceRecoverySeal(account.userId, {
    expected: account.live.user.recoverySeal,
    keyNumber: account.accountKey.number,
    recoverySeal: seal,
    now,
  });
  if (!replaced) throw new VaultError("CONFLICT");
  await noteDevice(deps, { userId: account.userId, at: now, device: deviceOf(deps, account.live) });
  return { recoveryCode };
}

async function proveChange(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PassphraseChange,
): Promise<void> {
  refuseEqualSecrets(input.password, input.newPassphrase, "newPassphrase");
  await provePassword(deps, account.live, input.password);
  await refuseGuessable(deps, {
    what: "passphrase",
    text: input.newPassphrase,
    field: "newPassphrase",
    known: [account.live.user.username ?? "", input.password],
  });
}
