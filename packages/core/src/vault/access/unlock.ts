import { type NumberedVaultKey, type RecordKeys, recordKeys, wipe } from "../../cipher/keys.ts";
import { unwrapVaultKey } from "../../cipher/passphrase-wrap.ts";
import { openPreviousKey } from "../../cipher/previous-key.ts";
import {
  openSessionSeal,
  type SessionSealPlace,
  type SessionSealSecrets,
  sealVaultKeyForSession,
} from "../../cipher/session-seal.ts";
import { storageCauseOf, VaultError } from "../../errors.ts";
import type { UserId } from "../../ids.ts";
import { passphrase as passphraseSchema } from "../../schemas/secrets.ts";
import type { Sealed } from "../../sealed.ts";
import type { Secret } from "../../secret.ts";
import type { VaultDeps } from "../deps.ts";
import { CLOCK_TOLERANCE_MS, DAY_MS, HOUR_MS, TOUCH_EVERY_MS } from "../durations.ts";
import { countFailedProof } from "./failed-proof.ts";
import { type LiveSession, loadLiveSession, type TokenClaims } from "./sessions.ts";

/** An account whose keys are in hand until it is disposed of, when the request that brought the passphrase is answered. */
export interface UnlockedAccount extends Disposable {
  readonly userId: UserId;
  readonly live: LiveSession;
  /** null: a ticket was sent in its place. */
  readonly passphrase: Secret | null;
  /** The key of the personal vault, too. */
  readonly accountKey: NumberedVaultKey;
  /** What it derives for the records of the personal vault. */
  readonly keys: RecordKeys;
}

const SEAL_IDLE_MS = HOUR_MS;
export const SEAL_MAX_AGE_MS = DAY_MS;

/** Seals that were used or made before these are dropped. */
export const staleSeals = (now: number) => ({
  usedBefore: now - SEAL_IDLE_MS,
  madeBefore: now - SEAL_MAX_AGE_MS,
});

/**
 * Opens the vault with the session's seal (microseconds), or where there is none with one Argon2id run, which leaves a seal.
 * @throws VaultError PASSPHRASE_REQUIRED, PASSPHRASE_INCORRECT (counted; ten end the session), UNAUTHORIZED, BUSY.
 */
export async function unlockAccount(
  deps: VaultDeps,
  claims: TokenClaims,
  passphrase: Secret | null,
): Promise<UnlockedAccount> {
  if (!passphrase) {
    await loadLiveSession(deps, claims);
    throw new VaultError("PASSPHRASE_REQUIRED");
  }
  // One by one, each from a row that it reads itself: tries side by side would all see the count as it was before any of them.
  return deps.serialise(claims.sessionId, async () => {
    // A passphrase that could never have been set is a wrong one; it is counted like any other.
    const typed = passphraseSchema.safeParse(passphrase.reveal());
    for (;;) {
      const live = await loadLiveSession(deps, claims);
      const opened = typed.success ? await openVaultKey(deps, live, typed.data) : null;
      if (opened === "overtaken") continue;
      if (opened) return wipedOnError(opened, () => holdAccount(live, passphrase, opened));
      await countFailedProof(deps, live);
      throw new VaultError("PASSPHRASE_INCORRECT");
    }
  });
}

/** The record keys for a vault key, and for the one it replaces while a renewal is under way. */
export function holdAccount(
  live: LiveSession,
  passphrase: Secret | null,
  vaultKey: NumberedVaultKey,
): UnlockedAccount {
  const keys = deriveKeys(live.user, vaultKey);
  return {
    userId: live.user.id,
    live,
    passphrase,
    accountKey: vaultKey,
    keys,
    [Symbol.dispose]: () => wipe(vaultKey.key, ...keys.byNumber.values()),
  };
}

function deriveKeys(user: LiveSession["user"], vaultKey: NumberedVaultKey): RecordKeys {
  const previous = user.previousVaultKey && openPreviousKey(user.id, vaultKey, user.previousVaultKey);
  try {
    return recordKeys(vaultKey, previous);
  } finally {
    wipe(previous?.key);
  }
}

/** Seals the vault key for a session, if its account's wrap is still the one the key came from. */
export async function storeSessionSeal(
  deps: VaultDeps,
  session: TokenClaims,
  {
    wrapNumber,
    passphrase,
    vaultKey,
  }: { readonly wrapNumber: number; readonly passphrase: string; readonly vaultKey: NumberedVaultKey },
): Promise<boolean> {
  const { secrets, place } = sealOf(deps, session, { wrapNumber, passphrase });
  const seal = sealVaultKeyForSession(deps.random, secrets, { place, vaultKey });
  return deps.store.sessions.storeSeal(session.userId, session.sessionId, {
    seal,
    wrapNumber,
    now: deps.clock.now(),
  });
}

/** @returns overtaken: the session ended, or its account was wrapped again, while Argon2id ran. */
async function openVaultKey(
  deps: VaultDeps,
  live: LiveSession,
  passphrase: string,
): Promise<NumberedVaultKey | "overtaken" | null> {
  const { session, user } = live;
  const now = deps.clock.now();
  if (!session.seal || !isFreshSeal(session.sealMadeAt, session.sealUsedAt, now))
    return openWrap(deps, live, passphrase);
  const opened = openSeal(deps, live, { passphrase, seal: session.seal });
  if (opened && Math.abs(now - (session.sealUsedAt ?? 0)) > TOUCH_EVERY_MS) {
    await wipedOnError(opened, () => deps.store.sessions.touch(user.id, session.id, { seal: true, now }));
  }
  return opened;
}

function openSeal(
  deps: VaultDeps,
  live: LiveSession,
  { passphrase, seal }: { readonly passphrase: string; readonly seal: Sealed },
): NumberedVaultKey | null {
  const { wrapNumber, keyNumber } = live.user.wrap;
  const { secrets, place } = sealOf(deps, live, { wrapNumber, passphrase });
  return openSessionSeal(secrets, place, { keyNumber, sealed: seal });
}

/** What opens a session's seal, and what binds it: the same for sealing and for opening. */
function sealOf(
  deps: VaultDeps,
  { userId, sessionId, sessionSecret }: TokenClaims,
  { wrapNumber, passphrase }: { readonly wrapNumber: number; readonly passphrase: string },
): { secrets: SessionSealSecrets; place: SessionSealPlace } {
  return {
    secrets: { sessionSecret, pepper: deps.serverKeys.pepper, passphrase },
    place: { userId, sessionId, wrapNumber },
  };
}

async function openWrap(
  deps: VaultDeps,
  live: LiveSession,
  passphrase: string,
): Promise<NumberedVaultKey | "overtaken" | null> {
  const { user } = live;
  const vaultKey = await unwrapVaultKey(deps.kdf, "proven", { passphrase, userId: user.id, wrap: user.wrap });
  if (!vaultKey) return null;
  const isStored = await wipedOnError(vaultKey, () =>
    storeUnlessDiskFails(deps, live, { wrapNumber: user.wrap.wrapNumber, passphrase, vaultKey }),
  );
  if (isStored) return vaultKey;
  wipe(vaultKey.key);
  return "overtaken";
}

/** A seal spares later requests an Argon2id run; where the disk takes none, they read without it. */
async function storeUnlessDiskFails(
  deps: VaultDeps,
  live: LiveSession,
  {
    wrapNumber,
    passphrase,
    vaultKey,
  }: { readonly wrapNumber: number; readonly passphrase: string; readonly vaultKey: NumberedVaultKey },
): Promise<boolean> {
  try {
    return await storeSessionSeal(deps, live, { wrapNumber, passphrase, vaultKey });
  } catch (error) {
    if (storageCauseOf(error) === null) throw error;
    const now = await loadLiveSession(deps, live);
    return now.user.wrap.wrapNumber === wrapNumber;
  }
}

/** Work that a key is in hand for: when it throws, nobody is left to wipe the key. */
export async function wipedOnError<T>({ key }: NumberedVaultKey, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    wipe(key);
    throw error;
  }
}

export function isFreshSeal(madeAt: number | null, usedAt: number | null, now: number): boolean {
  const { madeBefore, usedBefore } = staleSeals(now);
  if (madeAt === null || usedAt === null) return false;
  // After the clock was set back, nobody knows how old it is.
  const isOfFuture = Math.max(madeAt, usedAt) > now + CLOCK_TOLERANCE_MS;
  return !isOfFuture && madeAt >= madeBefore && usedAt >= usedBefore;
}
