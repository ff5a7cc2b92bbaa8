import { openOrigin, type SessionOrigin, sealOrigin } from "../../cipher/session-origin.ts";
import {
  hashSessionSecret,
  isSessionSecret,
  newSessionId,
  SESSION_SECRET_BYTES,
} from "../../cipher/session-seal.ts";
import { VaultError } from "../../errors.ts";
import type { SessionId, UserId } from "../../ids.ts";
import type { Account, Credentials, Session, SessionSelection } from "../../schemas/account.ts";
import type { SessionRow, UserRow } from "../../store/rows.ts";
import type { FactorCheck } from "../../store/second-factor-store.ts";
import type { VaultDeps } from "../deps.ts";
import { TOUCH_EVERY_MS } from "../durations.ts";
import { noteDevice } from "./event-devices.ts";

/** What a token says, once its signature is good. */
export interface TokenClaims {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  /** 32 bytes. */
  readonly sessionSecret: Uint8Array;
}

/** A session that lives, and its owner, as they were when the request came. */
export interface LiveSession {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly sessionSecret: Uint8Array;
  readonly session: SessionRow;
  readonly user: UserRow & { readonly username: string };
}

/** A session that was just opened; the secret goes into its token, and nowhere else. */
export interface OpenedSession extends TokenClaims {
  readonly issuedAt: number;
  /** When it ends if it isn't used any more. */
  readonly expiresAt: number;
  /** When it ends however much it is used: what its token says. */
  readonly endsAt: number;
}

/** How long a session is to last. */
export type SessionLength = Pick<Credentials, "expiresInSeconds" | "slide">;

/**
 * Opens a session for an account whose password was just proved. The row keeps the secret's hash only.
 * @returns null when password, passphrase or factors were changed since they were proved, or the second factor's proof is used up.
 */
export async function openSession(
  deps: VaultDeps,
  origin: SessionOrigin,
  {
    user,
    factor,
    expiresInSeconds = deps.policy.defaultSessionSeconds,
    slide = false,
  }: SessionLength & { readonly user: UserRow; readonly factor: FactorCheck },
): Promise<OpenedSession | null> {
  const issuedAt = deps.clock.now();
  const longestMs = deps.policy.maxSessionSeconds * 1000;
  const lengthMs = Math.min(expiresInSeconds * 1000, longestMs);
  const expiresAt = issuedAt + lengthMs;
  const endsAt = slide ? issuedAt + longestMs : expiresAt;
  const slideMs = slide ? lengthMs + noteEveryMs(lengthMs) : null;
  const sessionSecret = deps.random(SESSION_SECRET_BYTES);
  const id = newSessionId(deps.random);
  const inserted = await deps.store.sessions.insert(
    {
      id,
      userId: user.id,
      secretHash: hashSessionSecret(sessionSecret),
      seal: null,
      sealedOrigin: sealOrigin(deps.random, deps.serverKeys.originKey, {
        userId: user.id,
        sessionId: id,
        origin,
      }),
      createdAt: issuedAt,
      expiresAt: slideMs === null ? expiresAt : Math.min(issuedAt + slideMs, endsAt),
      slideMs,
      endsAt: slide ? endsAt : null,
    },
    { passwordHash: user.passwordHash, wrapNumber: user.wrap.wrapNumber, ...factor },
  );
  if (inserted) await noteDevice(deps, { userId: user.id, at: issuedAt, device: origin.device });
  return inserted ? { userId: user.id, sessionId: id, sessionSecret, issuedAt, expiresAt, endsAt } : null;
}

/**
 * Each note of use is a commit, so there are few of them. A session that slides is given this much longer, so that it never ends
 * sooner after its last use than was asked for.
 */
const noteEveryMs = (lengthMs: number): number => Math.min(TOUCH_EVERY_MS, Math.floor(lengthMs / 10));
/** The same from what a use adds. */
const noteEveryOf = ({ slideMs }: SessionRow): number =>
  slideMs === null ? TOUCH_EVERY_MS : Math.min(TOUCH_EVERY_MS, Math.floor(slideMs / 11));

/**
 * @param isUse false: a page that only watches, which keeps no session alive.
 * @throws VaultError UNAUTHORIZED unless the session lives and the secret is its own. The row's expiry rules, not the token's.
 */
export async function loadLiveSession(
  deps: VaultDeps,
  claims: TokenClaims,
  { isUse = true }: { readonly isUse?: boolean } = {},
): Promise<LiveSession> {
  const now = deps.clock.now();
  const found = await deps.store.sessions.find(claims.userId, claims.sessionId, now);
  if (!found || !isSessionSecret(claims.sessionSecret, found.session.secretHash))
    throw new VaultError("UNAUTHORIZED", { reason: "ended" });
  const { session, user } = found;
  if (user.username === null) throw new VaultError("UNAUTHORIZED", { reason: "ended" });
  if (isUse && Math.abs(now - session.lastUsedAt) > noteEveryOf(session))
    await deps.store.sessions.touch(user.id, session.id, { seal: false, now });
  return { ...claims, session, user: { ...user, username: user.username } };
}

/** The account and the session that asks. */
export async function describeAccount(deps: VaultDeps, live: LiveSession): Promise<Account> {
  const { user, session } = live;
  return {
    user: { id: user.id, username: user.username, createdAt: user.createdAt },
    session: {
      id: session.id,
      expiresAt: session.expiresAt,
      unlocked: session.seal !== null || session.ticketSeal !== null,
    },
    administrator: user.administrator,
    oldPassphraseKept: await deps.store.imports.hasOldPassphrase(live.userId),
  };
}

/** The device of a session, as its list of sessions names it; "" where the server secret was changed since. */
export const deviceOf = (deps: VaultDeps, { userId, sessionId, session }: LiveSession): string =>
  openOrigin(deps.serverKeys.originKey, userId, { sessionId, sealed: session.sealedOrigin }).device;

export async function listSessions(deps: VaultDeps, live: LiveSession): Promise<{ sessions: Session[] }> {
  const rows = await deps.store.sessions.list(live.userId, deps.clock.now());
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      current: row.id === live.sessionId,
      ...openOrigin(deps.serverKeys.originKey, live.userId, { sessionId: row.id, sealed: row.sealedOrigin }),
      createdAt: row.createdAt,
      lastUsedAt: row.lastUsedAt,
      expiresAt: row.expiresAt,
    })),
  };
}

export async function logOut(deps: VaultDeps, live: LiveSession): Promise<{ done: true }> {
  const now = deps.clock.now();
  await deps.store.sessions.end(live.userId, live.sessionId, { event: "logged-out", now });
  await noteDevice(deps, { userId: live.userId, at: now, device: deviceOf(deps, live) });
  return { done: true };
}

/** @throws VaultError NOT_FOUND for a session that isn't the caller's or has ended. */
export async function endSession(
  deps: VaultDeps,
  live: LiveSession,
  input: SessionSelection,
): Promise<{ done: true }> {
  const ending = { event: "session-ended", now: deps.clock.now() } as const;
  if (!(await deps.store.sessions.end(live.userId, input.id, ending)))
    throw new VaultError("NOT_FOUND", { table: "sessions" });
  await noteDevice(deps, { userId: live.userId, at: ending.now, device: deviceOf(deps, live) });
  return { done: true };
}

export async function endOtherSessions(deps: VaultDeps, live: LiveSession): Promise<{ ended: number }> {
  const now = deps.clock.now();
  const ended = await deps.store.sessions.endOthers(live.userId, live.sessionId, now);
  await noteDevice(deps, { userId: live.userId, at: now, device: deviceOf(deps, live) });
  return { ended };
}
