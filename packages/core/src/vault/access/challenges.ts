import { encodeBase64url } from "../../base64.ts";
import { type ChallengePlace, makeChallenge, readChallenge } from "../../cipher/challenge.ts";
import type { UsedChallenge } from "../../store/second-factor-store.ts";
import type { VaultDeps } from "../deps.ts";
import { CLOCK_TOLERANCE_MS } from "../durations.ts";

/** For so long a challenge can be answered. */
export const CHALLENGE_MS = 5 * 60_000;

type Deps = Pick<VaultDeps, "store" | "clock" | "random" | "serverKeys">;

/** Nothing is kept of it, so that anyone can ask for any number. base64url. */
export const newChallenge = ({ random, serverKeys, clock }: Deps, place: ChallengePlace): string =>
  encodeBase64url(
    makeChallenge(random, serverKeys.challengeKey, { expiresAt: clock.now() + CHALLENGE_MS, place }),
  );

/** @returns null for one that isn't this server's for this place, is too old, or was answered already. It isn't used up yet. */
export async function judgeChallenge(
  { store, clock, serverKeys }: Deps,
  challenge: Uint8Array,
  place: ChallengePlace,
): Promise<UsedChallenge | null> {
  const read = readChallenge(serverKeys.challengeKey, challenge, place);
  const now = clock.now();
  // One of the future comes from before the clock was set back: that it was answered may be forgotten.
  if (!read || read.expiresAt <= now || read.expiresAt > now + CHALLENGE_MS + CLOCK_TOLERANCE_MS) return null;
  return (await store.passkeys.isUsed(read.nonce)) ? null : read;
}
