import { wipe } from "../../cipher/keys.ts";
import { unwrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { hashPassword } from "../../cipher/password-hash.ts";
import { VaultError } from "../../errors.ts";
import type { AccountSummary, NewAccount, Registration } from "../../schemas/account.ts";
import type { UserRow } from "../../store/rows.ts";
import { checkPassword } from "../access/check-password.ts";
import { replaceWrap } from "../access/rewrap.ts";
import type { VaultDeps } from "../deps.ts";
import { DAY_MS } from "../durations.ts";
import { DELETION_GRACE_DAYS } from "./account.ts";
import { equalSecretsError, refusePassphraseAsPassword } from "./equal-secrets.ts";
import { refuseGuessable } from "./refuse-guessable.ts";
import { registerAccount } from "./register.ts";

/**
 * What whoever has the data folder in hand may do to accounts: it could write the rows itself. None of it opens a vault, and
 * each leaves its line in the account's activity log.
 */

const ORIGIN = { device: "opp", address: "" };

/** Whatever the server's registration says. @throws VaultError USERNAME_TAKEN, INVALID_INPUT (equal secrets). */
export const addUser = (deps: VaultDeps, input: Registration): Promise<NewAccount> =>
  registerAccount(deps, ORIGIN, { input, given: "open" });

/** Live accounts in the order they were made, then deleted ones that can still be restored. */
export async function listUsers({ store }: VaultDeps): Promise<{ users: AccountSummary[] }> {
  const users = await store.users.list();
  const colliding = new Set((await store.users.listColliding()).map(({ id }) => id));
  const isLive = ({ deletedAt }: UserRow) => deletedAt === null;
  return {
    users: [...users.filter(isLive), ...users.filter((user) => !isLive(user))].map((user) => ({
      id: user.id,
      username: user.username ?? user.formerUsername ?? "",
      createdAt: user.createdAt,
      deletedAt: user.deletedAt,
      erasedAt: user.deletedAt === null ? null : user.deletedAt + DELETION_GRACE_DAYS * DAY_MS,
      ...(user.administrator && { administrator: true as const }),
      ...(colliding.has(user.id) && { collides: true as const }),
    })),
  };
}

/** @throws VaultError NOT_FOUND, USERNAME_TAKEN. */
export async function renameUser(deps: VaultDeps, username: string, newUsername: string): Promise<void> {
  const user = await loadUser(deps, username);
  const outcome = await deps.store.users.rename(user.id, newUsername, deps.clock.now());
  if (outcome === "username-taken") throw new VaultError("USERNAME_TAKEN", { field: "newUsername" });
  if (outcome === "unknown") throw new VaultError("NOT_FOUND");
}

/**
 * Sets another password without the one before, and ends all sessions. The vault stays closed: it opens by the passphrase.
 * @throws VaultError NOT_FOUND, INVALID_INPUT (it is the passphrase), CONFLICT (changed in between).
 */
export async function resetPassword(deps: VaultDeps, username: string, newPassword: string): Promise<void> {
  const user = await loadUser(deps, username);
  const known = [username];
  await refuseGuessable(deps, { what: "password", text: newPassword, field: "newPassword", known });
  await refusePassphraseAsPassword(deps, user, newPassword);
  const isReplaced = await deps.store.users.replacePassword(user.id, {
    expected: user.passwordHash,
    passwordHash: await hashPassword(deps, "proven", { password: newPassword, parameters: deps.policy.kdf }),
    keep: null,
    now: deps.clock.now(),
  });
  if (!isReplaced) throw new VaultError("CONFLICT");
}

/**
 * Wraps the same vault key again, and ends all sessions. Only the passphrase before opens it: nobody can change it without.
 * @throws VaultError NOT_FOUND, PASSPHRASE_INCORRECT, INVALID_INPUT (it is the password), CONFLICT (changed in between).
 */
export async function replacePassphrase(
  deps: VaultDeps,
  username: string,
  input: { readonly passphrase: string; readonly newPassphrase: string },
): Promise<void> {
  const user = await loadUser(deps, username);
  const vaultKey = await unwrapVaultKey(deps.kdf, "proven", {
    passphrase: input.passphrase,
    userId: user.id,
    wrap: user.wrap,
  });
  if (!vaultKey) {
    await deps.store.audit.appendFailure(user.id, "unlock-failed", deps.clock.now());
    throw new VaultError("PASSPHRASE_INCORRECT", { field: "passphrase" });
  }
  try {
    if (await checkPassword(deps, "proven", { password: input.newPassphrase, hash: user.passwordHash }))
      throw equalSecretsError("newPassphrase");
    const known = [username];
    await refuseGuessable(deps, {
      what: "passphrase",
      text: input.newPassphrase,
      field: "newPassphrase",
      known,
    });
    await replaceWrap(deps, user, {
      lane: "proven",
      passphrase: input.newPassphrase,
      vaultKey,
      keep: null,
      event: "passphrase-changed",
      device: "",
    });
  } finally {
    wipe(vaultKey.key);
  }
}

/** As its owner would: all sessions end, the name is free, and the data is erased after its grace. @throws VaultError NOT_FOUND. */
export async function deleteUser(deps: VaultDeps, username: string): Promise<{ erasedAt: number }> {
  const user = await loadUser(deps, username);
  const now = deps.clock.now();
  if (!(await deps.store.users.markDeleted(user.id, now))) throw new VaultError("NOT_FOUND");
  return { erasedAt: now + DELETION_GRACE_DAYS * DAY_MS };
}

/**
 * Turns the second factor off and removes all that it could be proved with, and ends all sessions, for an owner who lost it. It opens
 * nothing: password and passphrase are asked for as before. @throws VaultError NOT_FOUND.
 */
export async function resetSecondFactor(deps: VaultDeps, username: string): Promise<void> {
  const user = await loadUser(deps, username);
  if (!(await deps.store.secondFactors.reset(user.id, deps.clock.now()))) throw new VaultError("NOT_FOUND");
}

export async function loadUser({ store }: VaultDeps, username: string): Promise<UserRow> {
  const user = await store.users.findByUsername(username);
  if (!user)
    throw new VaultError(
      "NOT_FOUND",
      { field: "username" },
      "There is no account of this name. List them: opp user list",
    );
  return user;
}
