import { callWith, type TrpcUtils } from "../../../data/client/trpc.ts";
import { describeFailure } from "../../../lib/failure.ts";
import { say } from "../../../lib/messages.ts";
import { type PasskeyPrf, unlockSecretOf, waitingKeyOf } from "../../../lib/passkeys/passkey-secrets.ts";
import type { Opener } from "../../../lib/session/opener.ts";
import { passkeyTexts } from "../../../texts/passkey-texts.ts";

/**
 * Has the server open the vault with what a passkey computed, once; from then on a ticket replaces it.
 * @returns null: this passkey no longer opens it; the app has said so
 */
export async function openWithPrf(
  client: TrpcUtils["client"],
  token: string,
  { passkeyId, prf }: { readonly passkeyId: number; readonly prf: PasskeyPrf },
): Promise<{ readonly opener: Opener; readonly expiresAt: number } | null> {
  const [unlockSecret, waitingKey] = await Promise.all([unlockSecretOf(prf), waitingKeyOf(prf)]);
  try {
    const opened = await client.auth.unlockWithPasskey.mutate(
      { passkeyId, unlockSecret },
      callWith({ token }),
    );
    const opener = { kind: "passkey", unlockTicket: opened.ticket, waitingKey } as const;
    return { opener, expiresAt: opened.expiresAt };
  } catch (error) {
    if (!GONE.has(describeFailure(error).code)) throw error;
    say(passkeyTexts().gone, { urgent: true });
    return null;
  }
}

const GONE = new Set(["PASSPHRASE_INCORRECT", "PASSPHRASE_REQUIRED", "NOT_FOUND"]);
