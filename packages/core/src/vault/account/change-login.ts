import { hashPassword } from "../../cipher/password-hash.ts";
import { VaultError } from "../../errors.ts";
import type { SessionId } from "../../ids.ts";
import type { LoginChange } from "../../schemas/account.ts";
import type { UserRow } from "../../store/rows.ts";
import { noteDevice } from "../access/event-devices.ts";
import { proveLogin } from "../access/prove-login.ts";
import type { VaultDeps } from "../deps.ts";
import type { RequestOrigin } from "../passkey-site.ts";
import { refusePassphraseAsPassword } from "./equal-secrets.ts";
import { refuseGuessable } from "./refuse-guessable.ts";
import { registrationRule } from "./register.ts";

/**
 * Changes name, password or both by the old ones alone. Ends every other session, and the next login reports it. The vault key is
 * wrapped under the passphrase only, so no record, wrap or recovery code depends on what is changed here.
 * @param current the session that the request came with, if it came with one; a session of another account is ignored.
 * @throws VaultError CREDENTIALS_INCORRECT, USERNAME_TAKEN (one's own name, too), INVALID_INPUT (the new password is the
 * passphrase), TOO_MANY_TRIES, BUSY.
 */
export async function changeLogin(
  deps: VaultDeps,
  origin: RequestOrigin,
  {
    username,
    password,
    newUsername,
    newPassword,
    secondFactor,
    current = null,
  }: LoginChange & { readonly current?: SessionId | null | undefined },
): Promise<{ done: true }> {
  if (newUsername === undefined && newPassword === undefined)
    throw new VaultError("INVALID_INPUT", {}, "Give a new username, a new password, or both.");
  const { user, factor } = await proveLogin(
    deps,
    origin,
    { username, password, secondFactor },
    async (name) => {
      const found = await deps.store.users.findByUsername(name);
      return found ? [found] : [];
    },
  );
  if (newUsername === user.username) throw new VaultError("USERNAME_TAKEN", { field: "newUsername" });
  const passwordHash =
    newPassword === undefined ? undefined : await hashNew(deps, origin, { user, username, newPassword });
  const now = deps.clock.now();
  const outcome = await deps.store.users.replaceLogin(user.id, {
    expected: user.passwordHash,
    username: newUsername,
    passwordHash,
    factor,
    keep: current,
    now,
  });
  if (outcome === "username-taken") throw new VaultError("USERNAME_TAKEN", { field: "newUsername" });
  if (outcome === "overtaken") throw new VaultError("CREDENTIALS_INCORRECT");
  await noteDevice(deps, { userId: user.id, at: now, device: origin.device });
  return { done: true };
}

/**
 * The check against the passphrase answers a guess at it, as a login with a passphrase does, so it costs a try like a failed
 * one: also when the guess was wrong, and the password is changed.
 */
async function hashNew(
  deps: VaultDeps,
  origin: RequestOrigin,
  { user, username, newPassword }: { user: UserRow; username: string; newPassword: string },
): Promise<string> {
  await deps.clock.sleep(await deps.tryLimits.admit(origin.address, username));
  try {
    const known = [username];
    await refuseGuessable(deps, { what: "password", text: newPassword, field: "newPassword", known });
    await refusePassphraseAsPassword(deps, user, newPassword);
    return await hashPassword(deps, "proven", {
      password: newPassword,
      parameters: deps.policy.kdf,
      account: user.id,
    });
  } catch (error) {
    if (error instanceof VaultError && error.code === "BUSY")
      await deps.tryLimits.forgive(origin.address, username);
    throw error;
  }
}

/** Whether this is a name that anyone could register now, and so find out that no account has it. */
export const isOpenlyFree = async (
  deps: Pick<VaultDeps, "policy" | "store">,
  username: string,
): Promise<boolean> =>
  (await registrationRule(deps)) === "open" && (await deps.store.users.findByUsername(username)) === null;
