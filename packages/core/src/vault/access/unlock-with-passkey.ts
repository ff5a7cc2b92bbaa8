import { bytesOf, decodeBase64url, encodeBase64url } from "../../base64.ts";
import { type NumberedVaultKey, wipe } from "../../cipher/keys.ts";
import { openWithPasskey } from "../../cipher/passkey-unlock.ts";
import { openTicketSeal, sealVaultKeyForTicket, TICKET_BYTES } from "../../cipher/session-seal.ts";
import { VaultError } from "../../errors.ts";
import { ACCOUNT_CHANGES } from "../../schemas/account.ts";
import type { PasskeyUnlock } from "../../schemas/passkeys.ts";
import type { Secret } from "../../secret.ts";
import type { VaultDeps } from "../deps.ts";
import { TOUCH_EVERY_MS } from "../durations.ts";
import { finishVaultKeyRenewal } from "../records/finish-renewal.ts";
import { countFailedProof } from "./failed-proof.ts";
import { openScope } from "./open-scope.ts";
import { type LiveSession, loadLiveSession, type TokenClaims } from "./sessions.ts";
import { holdAccount, isFreshSeal, SEAL_MAX_AGE_MS, type UnlockedAccount, wipedOnError } from "./unlock.ts";

/** What replaces the passphrase in a session that a passkey opened. */
export interface Ticket {
  readonly ticket: string;
  /** When it opens nothing any more, however much it is used. */
  readonly expiresAt: number;
}

/**
 * Opens the vault with what the browser derived from a passkey: no Argon2id run, and the secret crosses once. The session keeps the
 * vault key sealed under the ticket.
 * @throws VaultError NOT_FOUND (the passkey doesn't open the vault), PASSPHRASE_INCORRECT (counted; ten end the session), UNAUTHORIZED.
 */
export async function unlockWithPasskey(
  deps: VaultDeps,
  claims: TokenClaims,
  input: PasskeyUnlock,
): Promise<Ticket> {
  // One by one: tries side by side would all see the count before any of them.
  return deps.serialise(claims.sessionId, async () => {
    for (;;) {
      const live = await loadLiveSession(deps, claims);
      const vaultKey = await openPasskeyBox(deps, live, input);
      try {
        const ticket = await storeTicket(deps, live, vaultKey);
        if (!ticket) continue;
        await finishRenewal(deps, live, vaultKey);
        await reportToOwner(deps, live);
        return ticket;
      } finally {
        wipe(vaultKey.key);
      }
    }
  });
}

async function openPasskeyBox(
  deps: VaultDeps,
  live: LiveSession,
  { passkeyId, unlockSecret }: PasskeyUnlock,
): Promise<NumberedVaultKey> {
  const { userId, user } = live;
  const passkey = await deps.store.passkeys.find(userId, passkeyId);
  if (!passkey?.unlockPrivate || !passkey.unlockBox) throw new VaultError("NOT_FOUND", { table: "passkeys" });
  const secret = bytesOf(unlockSecret);
  const sealed = { unlockPrivate: passkey.unlockPrivate, unlockBox: passkey.unlockBox };
  const opened = openWithPasskey(
    secret,
    { userId, passkeyId },
    { keyNumber: user.wrap.keyNumber, ...sealed },
  );
  wipe(secret);
  if (opened) return opened;
  await countFailedProof(deps, live);
  throw new VaultError("PASSPHRASE_INCORRECT", { field: "unlockSecret" });
}

/** @returns null when the account was wrapped again, or the session ended, in between. */
async function storeTicket(
  deps: VaultDeps,
  live: LiveSession,
  vaultKey: NumberedVaultKey,
): Promise<Ticket | null> {
  const now = deps.clock.now();
  const ticket = deps.random(TICKET_BYTES);
  try {
    const seal = sealVaultKeyForTicket(deps.random, secretsOf(deps, live, ticket), {
      place: placeOf(live),
      vaultKey,
    });
    const { wrapNumber } = live.user.wrap;
    const isStored = await deps.store.sessions.storeTicket(live.userId, live.sessionId, {
      seal,
      wrapNumber,
      now,
    });
    return isStored ? { ticket: encodeBase64url(ticket), expiresAt: now + SEAL_MAX_AGE_MS } : null;
  } finally {
    wipe(ticket);
  }
}

/** As a login with the passphrase does: it continues a renewal that was interrupted. */
async function finishRenewal(
  deps: VaultDeps,
  { user }: LiveSession,
  vaultKey: NumberedVaultKey,
): Promise<void> {
  if (!user.previousVaultKey) return;
  try {
    await finishVaultKeyRenewal(deps, await openScope(deps, user.id, { role: "editor" }), { user, vaultKey });
  } catch (error) {
    deps.reportFault(error);
  }
}

/** The login before told of the changes until then; only now it is known that it told the owner. */
async function reportToOwner({ store }: VaultDeps, { userId, session }: LiveSession): Promise<void> {
  const changes = await store.audit.listUnreported(userId, ACCOUNT_CHANGES, MOST_CHANGES);
  const told = changes.find(({ at }) => at <= session.createdAt);
  if (told) await store.audit.markReported(userId, told.id);
}

const MOST_CHANGES = 20;

/**
 * Opens the vault with the session's ticket. It isn't guessed, so a wrong one counts as none: a doubled tab must use up no tries.
 * @throws VaultError PASSPHRASE_REQUIRED, UNAUTHORIZED.
 */
export async function unlockWithTicket(
  deps: VaultDeps,
  claims: TokenClaims,
  sent: Secret,
): Promise<UnlockedAccount> {
  const live = await loadLiveSession(deps, claims);
  const now = deps.clock.now();
  const { ticketSeal, ticketMadeAt, ticketUsedAt } = live.session;
  const ticket = decodeBase64url(sent.reveal());
  if (!ticketSeal || !isFreshSeal(ticketMadeAt, ticketUsedAt, now) || ticket?.length !== TICKET_BYTES)
    throw new VaultError("PASSPHRASE_REQUIRED");
  const { keyNumber } = live.user.wrap;
  const opened = openTicketSeal(secretsOf(deps, live, ticket), placeOf(live), {
    keyNumber,
    sealed: ticketSeal,
  });
  wipe(ticket);
  if (!opened) throw new VaultError("PASSPHRASE_REQUIRED");
  return wipedOnError(opened, async () => {
    if (Math.abs(now - (ticketUsedAt ?? 0)) > TOUCH_EVERY_MS)
      await deps.store.sessions.touch(live.userId, live.sessionId, { seal: false, ticket: true, now });
    return holdAccount(live, null, opened);
  });
}

const secretsOf = (deps: VaultDeps, { sessionSecret }: LiveSession, ticket: Uint8Array) => ({
  sessionSecret,
  pepper: deps.serverKeys.pepper,
  ticket,
});

const placeOf = ({ userId, sessionId, user }: LiveSession) => ({
  userId,
  sessionId,
  wrapNumber: user.wrap.wrapNumber,
});
