import type { SecondFactorProof } from "@opp/core/schemas/second-factor";
import { callWith, type TrpcUtils } from "../../../data/client/trpc.ts";
import { requireStorage } from "../../../lib/session/kept-data.ts";
import { passphraseOpener } from "../../../lib/session/opener.ts";
import { openSession } from "../../../lib/session/session.ts";
import { changeSettings, settingsStore } from "../../../lib/settings.ts";
import { reportChanges } from "./report-changes.ts";
import { reportFactor } from "./report-factor.ts";

export interface Entry {
  readonly username: string;
  readonly password: string;
  readonly passphrase: string;
  readonly secondFactor?: SecondFactorProof | undefined;
  /** How many wrong codes this page sent before. */
  readonly wrongCodes?: number;
  /** How long the session lasts without use. */
  readonly lifeSeconds: number;
  /** Whether it is still there after the tab is closed. */
  readonly kept: boolean;
}

/** Logs in and opens the vault. */
export async function enterVault(
  client: TrpcUtils["client"],
  { username, password, passphrase, secondFactor, wrongCodes = 0, lifeSeconds, kept }: Entry,
  preloadVault: () => Promise<unknown>,
): Promise<void> {
  requireStorage();
  const opened = await client.auth.login.mutate({
    username,
    password,
    passphrase,
    expiresInSeconds: lifeSeconds,
    slide: true,
    secondFactor,
  });
  const { token, expiresAt, endsAt, user, changes } = opened;
  await preloadVault();
  if (settingsStore.get().rememberedUsername !== null) changeSettings({ rememberedUsername: user.username });
  try {
    await openSession(
      { token, username: user.username, expiresAt, endsAt, lifeSeconds, kept },
      passphraseOpener(passphrase),
    );
  } catch (error) {
    // What this browser can't use must not stay on the server.
    await client.auth.logout.mutate(undefined, callWith({ token })).catch(() => {});
    throw error;
  }
  void reportChanges(changes);
  reportFactor(opened.secondFactor, wrongCodes);
}
