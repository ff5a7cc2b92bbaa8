import Database from "better-sqlite3";
import type { KdfLane } from "../cipher/kdf-lanes.ts";
import { VaultError, type VaultErrorCode, type VaultErrorDetails } from "../errors.ts";
import { Secret } from "../secret.ts";
import { type LoggedIn, logIn } from "../vault/access/log-in.ts";
import { openVault } from "../vault/access/open-scope.ts";
import { type LiveSession, loadLiveSession, type TokenClaims } from "../vault/access/sessions.ts";
import { type UnlockedAccount, unlockAccount } from "../vault/access/unlock.ts";
import { registerAccount } from "../vault/account/register.ts";
import type { VaultDeps } from "../vault/deps.ts";
import type { OpenVault } from "../vault/open-vault.ts";

/** Where the requests of a test come from. */
export const HOME = { device: "Firefox on Linux", address: "192.0.2.1" };

export const secretsOf = (username: string) => ({
  username,
  password: `password of ${username}`,
  passphrase: `passphrase of ${username}`,
});

export interface Owner {
  readonly secrets: ReturnType<typeof secretsOf>;
  readonly recoveryCode: string;
  /** Opened with the passphrase: its seal is ready. */
  readonly session: LoggedIn;
  unlock(passphrase?: string): Promise<UnlockedAccount & OpenVault>;
  live(): Promise<LiveSession>;
  /** Another session, with the passphrase. */
  logIn(): Promise<LoggedIn>;
}

/** Registers an account and logs in. */
export async function makeOwner(deps: VaultDeps, username = "ada"): Promise<Owner> {
  const secrets = secretsOf(username);
  const { recoveryCode } = await registerAccount(deps, HOME, { input: secrets });
  const session = await logIn(deps, HOME, secrets);
  return {
    secrets,
    recoveryCode,
    session,
    unlock: (passphrase = secrets.passphrase) => unlock(deps, session, passphrase),
    live: () => loadLiveSession(deps, session),
    logIn: () => logIn(deps, HOME, secrets),
  };
}

/** An account and its own vault, for tests that call use cases on either. */
export async function unlock(
  deps: VaultDeps,
  claims: TokenClaims,
  passphrase: string,
): Promise<UnlockedAccount & OpenVault> {
  const account = await unlockAccount(deps, claims, new Secret(passphrase));
  return { ...account, ...(await openVault(deps, account, { role: "reader" })) };
}

/** What a promise was refused with. Fails for one that wasn't, and passes on what isn't a refusal. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<{ code: VaultErrorCode; details: VaultErrorDetails }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof VaultError) return { code: error.code, details: error.details };
    throw error;
  }
  throw new Error("This was not refused.");
}

/** The same world, with a list that grows by the lane and the cost of every Argon2id run. */
export function countRuns(deps: VaultDeps): { deps: VaultDeps; runs: string[] } {
  const runs: string[] = [];
  const derive: VaultDeps["kdf"]["derive"] = (lane: KdfLane, message, salt, parameters, account) => {
    // One queue, whose places cost the same.
    const queue = lane === "known-log-in" ? "log-in" : lane;
    runs.push(`${queue} m=${parameters.memoryKib} t=${parameters.passes}`);
    return deps.kdf.derive(lane, message, salt, parameters, account);
  };
  return { deps: { ...deps, kdf: { ...deps.kdf, derive } }, runs };
}

/** The same world, where something else happens while the first Argon2id run is under way. */
export function duringArgon2id(deps: VaultDeps, meanwhile: () => Promise<unknown>): VaultDeps {
  let happened = false;
  const derive: VaultDeps["kdf"]["derive"] = async (...run) => {
    const isFirst = !happened;
    happened = true;
    const key = await deps.kdf.derive(...run);
    if (isFirst) await meanwhile();
    return key;
  };
  return { ...deps, kdf: { ...deps.kdf, derive } };
}

/** The database as someone with the file sees it; for changes that the product would never make. */
export function openRaw(databasePath: string): Database.Database & Disposable {
  const raw = new Database(databasePath, { timeout: 5000 });
  return Object.assign(raw, { [Symbol.dispose]: () => void raw.close() });
}

/** Flips a bit in the tag of a sealed record. */
export function damage(
  databasePath: string,
  table: "items" | "categories" | "item_versions",
  id: number,
): void {
  using raw = openRaw(databasePath);
  const sealed = raw.prepare<[number], Buffer>(`SELECT sealed FROM ${table} WHERE id = ?`).pluck().get(id);
  if (!sealed) throw new Error(`${table} has no row ${id}.`);
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
  raw.prepare(`UPDATE ${table} SET sealed = ? WHERE id = ?`).run(sealed, id);
}
