import { callWith, type TrpcUtils } from "../../../data/client/trpc.ts";
import { type AskedPasskey, askPasskey } from "../../../lib/passkeys/ceremony.ts";
import { requireStorage } from "../../../lib/session/kept-data.ts";
import { openLocked, openSession } from "../../../lib/session/session.ts";
import type { Ticket } from "../../../lib/session/ticket.ts";
import { changeSettings, settingsStore } from "../../../lib/settings.ts";
import { openWithPrf } from "./open-with-prf.ts";
import { reportChanges } from "./report-changes.ts";
import { reportFactor } from "./report-factor.ts";

export interface PasskeyEntry {
  /** How long the session lasts without use. */
  readonly lifeSeconds: number;
  /** Whether it is still there after the tab is closed. */
  readonly kept: boolean;
}

type Client = TrpcUtils["client"];

/** Logs in by a passkey, without a name: the browser's window lists those that it has. */
export async function enterWithPasskey(
  client: Client,
  entry: PasskeyEntry,
  preloadVault: () => Promise<unknown>,
): Promise<void> {
  requireStorage();
  const asked = await askPasskey(await client.auth.passkeyOptions.query());
  await enterWith(client, asked, { ...entry, preloadVault });
}

/** Offers passkeys in the autofill of the username, until you pick one. @returns how to log in with it */
export async function waitForPasskey(client: Client, signal: AbortSignal) {
  const options = await client.auth.passkeyOptions.query(undefined, { signal });
  const asked = await askPasskey(options, { conditional: true, signal });
  return (entry: PasskeyEntry, preloadVault: () => Promise<unknown>) =>
    enterWith(client, asked, { ...entry, preloadVault });
}

/** A passkey that can't open the vault leaves that to the lock screen. */
async function enterWith(
  client: Client,
  { response, prf }: AskedPasskey,
  { lifeSeconds, kept, preloadVault }: PasskeyEntry & { readonly preloadVault: () => Promise<unknown> },
): Promise<void> {
  requireStorage();
  const opened = await client.auth.passkeyLogIn.mutate({
    response,
    expiresInSeconds: lifeSeconds,
    slide: true,
  });
  const { token, expiresAt, endsAt, user, passkeyId, opensVault } = opened;
  const ticket: Ticket = { token, username: user.username, expiresAt, endsAt, lifeSeconds, kept };
  if (settingsStore.get().rememberedUsername !== null) changeSettings({ rememberedUsername: user.username });
  try {
    await preloadVault();
    const unlocked = opensVault && prf ? await openWithPrf(client, token, { passkeyId, prf }) : null;
    if (unlocked) await openSession(ticket, unlocked.opener);
    else openLocked(ticket);
  } catch (error) {
    // What this browser can't use must not stay on the server.
    await client.auth.logout.mutate(undefined, callWith({ token })).catch(() => {});
    throw error;
  }
  void reportChanges(opened.changes);
  reportFactor(opened.secondFactor, 0);
}
