import { isBelowPolicy } from "../../cipher/kdf-parameters.ts";
import { type NumberedVaultKey, wipe } from "../../cipher/keys.ts";
import { hashPassword, needsRehash } from "../../cipher/password-hash.ts";
import { storageCauseOf, VaultError } from "../../errors.ts";
import { ACCOUNT_CHANGES, type AuditEvent, type Credentials } from "../../schemas/account.ts";
import type { UserRow } from "../../store/rows.ts";
import type { VaultDeps } from "../deps.ts";
import type { RequestOrigin } from "../passkey-site.ts";
import { finishVaultKeyRenewal } from "../records/finish-renewal.ts";
import { openEvents } from "./event-devices.ts";
import { openScope } from "./open-scope.ts";
import { proveLogin } from "./prove-login.ts";
import { rewrapVaultKey } from "./rewrap.ts";
import { type OpenedSession, openSession } from "./sessions.ts";
import { storeSessionSeal } from "./unlock.ts";

/**
 * An account that changed between proof and session is proved again: other logins may have upgraded its hash, then its wrap, or
 * its owner may have changed the password, and only a proof tells.
 */
const PROOFS = 3;

export interface LoggedIn extends OpenedSession {
  readonly user: { readonly id: number; readonly username: string; readonly createdAt: number };
  /** Changes of the account since the last login with the passphrase, the latest first. */
  readonly changes: readonly AuditEvent[];
  /** null: the account asks for no second factor. */
  readonly secondFactor: { readonly spareCodesLeft: number; readonly failures: number } | null;
}

const MOST_CHANGES = 20;

/**
 * Opens a session; with the passphrase, one whose seal is ready. Upgrades an account whose parameters are below policy, and
 * finishes a vault key's renewal that was interrupted.
 * @throws VaultError CREDENTIALS_INCORRECT, SECOND_FACTOR_REQUIRED, SECOND_FACTOR_INCORRECT, PASSPHRASE_INCORRECT, TOO_MANY_TRIES, BUSY.
 */
export async function logIn(deps: VaultDeps, origin: RequestOrigin, input: Credentials): Promise<LoggedIn> {
  for (let proofs = 0; proofs < PROOFS; proofs += 1) {
    const opened = await proveAndOpen(deps, origin, input);
    if (opened) return opened;
  }
  throw new VaultError("CREDENTIALS_INCORRECT");
}

/** @returns null when the account isn't any more what the credentials were proved against. */
async function proveAndOpen(
  deps: VaultDeps,
  origin: RequestOrigin,
  input: Credentials,
): Promise<LoggedIn | null> {
  const proved = await proveLogin(deps, origin, input, async (username) => {
    const user = await deps.store.users.findByUsername(username);
    return user ? [user] : [];
  });
  const { vaultKey } = proved;
  try {
    const upgraded = await unlessDiskFails(() => upgrade(deps, proved.user, { input, vaultKey }));
    const user = upgraded === undefined ? proved.user : upgraded;
    if (user?.username == null) return null;
    const opened = await openSession(deps, origin, { user, factor: proved.factor, ...input });
    if (!opened) return null;
    if (vaultKey && input.passphrase !== undefined) {
      const { passphrase } = input;
      await unlessDiskFails(async () => {
        await storeSessionSeal(deps, opened, { wrapNumber: user.wrap.wrapNumber, passphrase, vaultKey });
        if (user.previousVaultKey)
          await finishVaultKeyRenewal(deps, await openScope(deps, user.id, { role: "editor" }), {
            user,
            vaultKey,
          });
      });
    }
    return await describeLogin(deps, origin, { opened, user, isOwner: vaultKey !== null });
  } finally {
    wipe(vaultKey?.key);
  }
}

/** What a login answers. @param isOwner the vault was opened, too. */
export async function describeLogin(
  deps: VaultDeps,
  { address }: RequestOrigin,
  {
    opened,
    user,
    isOwner,
  }: { readonly opened: OpenedSession; readonly user: UserRow; readonly isOwner: boolean },
): Promise<LoggedIn> {
  const { id, createdAt } = user;
  const username = user.username ?? "";
  deps.knownLogins.note(address, username);
  return {
    ...opened,
    user: { id, username, createdAt },
    changes: await reportChanges(deps, id, { isOwner }),
    secondFactor: user.secondFactor
      ? {
          spareCodesLeft: (await deps.store.secondFactors.find(id)).spareCodesLeft,
          failures: user.codeFailures + user.spareFailures,
        }
      : null,
  };
}

/** Only the passphrase ends the report: someone who knows just the password can't keep it from the owner by logging in. */
async function reportChanges(
  deps: VaultDeps,
  userId: UserRow["id"],
  { isOwner }: { isOwner: boolean },
): Promise<AuditEvent[]> {
  const { store } = deps;
  const changes = await store.audit.listUnreported(userId, ACCOUNT_CHANGES, MOST_CHANGES);
  const [latest] = changes;
  // What can't be marked is reported once more, at the next login.
  if (isOwner && latest) await unlessDiskFails(() => store.audit.markReported(userId, latest.id));
  return openEvents(deps, userId, changes);
}

/** Brings the account up to policy. @returns null when another change came first; then that one stands. */
async function upgrade(
  deps: VaultDeps,
  proved: UserRow,
  { input, vaultKey }: { readonly input: Credentials; readonly vaultKey: NumberedVaultKey | null },
): Promise<UserRow | null> {
  let user = proved;
  if (needsRehash(user.passwordHash, deps.policy.kdf)) {
    const passwordHash = await hashPassword(deps, "proven", {
      password: input.password,
      parameters: deps.policy.kdf,
      account: user.id,
    });
    if (!(await deps.store.users.upgradePasswordHash(user.id, user.passwordHash, passwordHash))) return null;
    user = { ...user, passwordHash };
  }
  if (vaultKey && input.passphrase !== undefined && isBelowPolicy(user.wrap, deps.policy.kdf)) {
    const wrap = await rewrapVaultKey(deps, user, { lane: "proven", passphrase: input.passphrase, vaultKey });
    if (!(await deps.store.users.upgradeWrap(user.id, user.wrap.wrapNumber, wrap))) return null;
    user = { ...user, wrap };
  }
  return user;
}

/** What a later login does as well: it fails none. @returns undefined where the disk is to blame. */
async function unlessDiskFails<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (storageCauseOf(error) === null) throw error;
    return undefined;
  }
}
