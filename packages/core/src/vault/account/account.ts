import { hashPassword } from "../../cipher/password-hash.ts";
import { VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import type {
  ActivityRequest,
  AuditEvent,
  DeletionByPassword,
  PasswordChange,
  PasswordProof,
  UsernameChange,
} from "../../schemas/account.ts";
import type { FactorCheck } from "../../store/second-factor-store.ts";
import { checkPassword } from "../access/check-password.ts";
import { noteDevice, openEvents } from "../access/event-devices.ts";
import { countFailedProof } from "../access/failed-proof.ts";
import { proveLogin } from "../access/prove-login.ts";
import { deviceOf, type LiveSession, loadLiveSession } from "../access/sessions.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import type { VaultDeps } from "../deps.ts";
import { DAY_MS } from "../durations.ts";
import type { RequestOrigin } from "../passkey-site.ts";
import { refuseEqualSecrets, refusePassphraseAsPassword } from "./equal-secrets.ts";
import { refuseGuessable } from "./refuse-guessable.ts";

export const DELETION_GRACE_DAYS = 14;

interface Deletion {
  readonly deletedAt: number;
  readonly erasedAt: number;
}

/**
 * Changes of the account need the password beside the token and the passphrase. A wrong one counts like a wrong passphrase.
 * @returns the hash that the password was proved against. @throws VaultError CREDENTIALS_INCORRECT, UNAUTHORIZED, BUSY.
 */
export async function provePassword(deps: VaultDeps, live: LiveSession, password: string): Promise<string> {
  return deps.serialise(live.sessionId, async () => {
    const fresh = await loadLiveSession(deps, live);
    if (
      await checkPassword(deps, "proven", { password, hash: fresh.user.passwordHash, account: fresh.userId })
    )
      return fresh.user.passwordHash;
    await countFailedProof(deps, fresh);
    throw new VaultError("CREDENTIALS_INCORRECT", { field: "password" }, "The password is wrong.");
  });
}

/** @throws VaultError USERNAME_TAKEN, CREDENTIALS_INCORRECT. */
export async function renameAccount(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: UsernameChange,
): Promise<{ done: true }> {
  await provePassword(deps, account.live, input.password);
  const now = deps.clock.now();
  const outcome = await deps.store.users.rename(account.userId, input.newUsername, now);
  if (outcome === "username-taken") throw new VaultError("USERNAME_TAKEN", { field: "newUsername" });
  if (outcome === "unknown") throw new VaultError("UNAUTHORIZED", { reason: "ended" });
  await noteDevice(deps, { userId: account.userId, at: now, device: deviceOf(deps, account.live) });
  return { done: true };
}

/** Ends every other session. @throws VaultError CREDENTIALS_INCORRECT, INVALID_INPUT (equal to the passphrase), CONFLICT (changed in between). */
export async function changePassword(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PasswordChange,
): Promise<{ done: true }> {
  const { passphrase } = account;
  if (passphrase) refuseEqualSecrets(input.newPassword, passphrase.reveal(), "newPassword");
  const proved = await provePassword(deps, account.live, input.password);
  if (!passphrase) await refusePassphraseAsPassword(deps, account.live.user, input.newPassword);
  const known = [account.live.user.username ?? ""];
  await refuseGuessable(deps, { what: "password", text: input.newPassword, field: "newPassword", known });
  const passwordHash = await hashPassword(deps, "proven", {
    password: input.newPassword,
    parameters: deps.policy.kdf,
    account: account.userId,
  });
  const now = deps.clock.now();
  const changed = await deps.store.users.replacePassword(account.userId, {
    expected: proved,
    passwordHash,
    keep: account.live.sessionId,
    now,
  });
  if (!changed) throw new VaultError("CONFLICT");
  await noteDevice(deps, { userId: account.userId, at: now, device: deviceOf(deps, account.live) });
  return { done: true };
}

/**
 * Ends all sessions and frees the username at once; the data is erased after its grace.
 * @throws VaultError CREDENTIALS_INCORRECT, LAST_ADMINISTRATOR (while there are other accounts).
 */
export async function deleteAccount(
  deps: VaultDeps,
  account: UnlockedAccount,
  input: PasswordProof,
): Promise<Deletion> {
  await provePassword(deps, account.live, input.password);
  const { userId, live } = account;
  const now = deps.clock.now();
  const outcome = await deps.store.administration.deleteAccount(userId, { by: userId, now });
  if (outcome === "last-administrator") throw new VaultError("LAST_ADMINISTRATOR");
  if (outcome !== "done") throw new VaultError("UNAUTHORIZED", { reason: "ended" });
  await noteDevice(deps, { userId, at: now, device: deviceOf(deps, live) });
  return deletionAt(now);
}

/**
 * As `deleteAccount`, by the password alone: whoever has the passphrase, too, undoes it.
 * @throws VaultError CREDENTIALS_INCORRECT, SECOND_FACTOR_…, TOO_MANY_TRIES, BUSY.
 */
export async function deleteAccountByPassword(
  deps: VaultDeps,
  origin: RequestOrigin,
  proof: DeletionByPassword,
): Promise<Deletion> {
  const { user, factor } = await proveLogin(deps, origin, proof, async (name) => {
    const found = await deps.store.users.findByUsername(name);
    return found ? [found] : [];
  });
  const { deletion, begun } = await startDeletion(deps, user.id, { device: origin.device, factor });
  if (!begun) throw new VaultError("CREDENTIALS_INCORRECT");
  return deletion;
}

/** `begun` is false where someone else deleted the account or changed its factors in between. */
async function startDeletion(
  deps: VaultDeps,
  userId: UserId,
  { device, factor }: { readonly device: string; readonly factor?: FactorCheck | undefined },
): Promise<{ deletion: Deletion; begun: boolean }> {
  const deletedAt = deps.clock.now();
  const begun = await deps.store.users.markDeleted(userId, deletedAt, factor);
  if (begun) await noteDevice(deps, { userId, at: deletedAt, device });
  return { deletion: deletionAt(deletedAt), begun };
}

const deletionAt = (deletedAt: number): Deletion => ({
  deletedAt,
  erasedAt: deletedAt + DELETION_GRACE_DAYS * DAY_MS,
});

/** Accounts deleted before this are erased. */
export const deletionCutoff = (now: number): number => now - DELETION_GRACE_DAYS * DAY_MS;

/** What happened to the account, the latest first. Holds no secret and no address; the device is "" where it is unknown. */
export async function listActivity(
  deps: VaultDeps,
  live: LiveSession,
  input: ActivityRequest,
): Promise<{ events: AuditEvent[] }> {
  const rows = await deps.store.audit.list(live.userId, input.limit, input.cursor ?? undefined);
  return { events: openEvents(deps, live.userId, rows) };
}
