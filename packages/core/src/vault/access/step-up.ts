import { VaultError } from "../../errors.ts";
import type { SecondFactorProof } from "../../schemas/second-factor.ts";
import type { VaultDeps } from "../deps.ts";
import { CLOCK_TOLERANCE_MS } from "../durations.ts";
import type { PageSite } from "../passkey-site.ts";
import { countFailedProof } from "./failed-proof.ts";
import { type FactorPlace, factorRequired, judgeProof } from "./prove-factor.ts";
import { deviceOf, type LiveSession, loadLiveSession } from "./sessions.ts";

/** How long the proof of a second factor in a session is enough for what asks for one. */
const STEP_UP_MS = 10 * 60_000;

/**
 * Proves a second factor in a session. A wrong code counts there, like a wrong passphrase, and not at the login: who stole a token must
 * not use up its owner's tries.
 * @throws VaultError SECOND_FACTOR_INCORRECT, UNAUTHORIZED (the tenth wrong code ends the session).
 */
export async function stepUp(
  deps: VaultDeps,
  live: LiveSession,
  { proof, site }: { readonly proof: SecondFactorProof; readonly site: PageSite },
): Promise<{ until: number }> {
  // One by one: tries side by side would all see the count before any of them.
  return deps.serialise(live.sessionId, async () => {
    const fresh = await loadLiveSession(deps, live);
    const spent = await judgeProof(deps, fresh.userId, { proof, place: inSession(deps, fresh, site) });
    const now = deps.clock.now();
    if (
      spent &&
      (await deps.store.secondFactors.stepUp(fresh.userId, fresh.sessionId, { proof: spent, now }))
    )
      return { until: now + STEP_UP_MS };
    await countFailedProof(deps, fresh);
    throw new VaultError("SECOND_FACTOR_INCORRECT", { field: "secondFactor" });
  });
}

/**
 * Asks a session of an account with a second factor for a proof of the last ten minutes, or one that comes along.
 * @throws VaultError SECOND_FACTOR_REQUIRED, and as `stepUp`.
 */
export async function requireStepUp(
  deps: VaultDeps,
  live: LiveSession,
  { proof, site }: { readonly proof: SecondFactorProof | null; readonly site: PageSite },
): Promise<void> {
  if (!live.user.secondFactor || isSteppedUp(live, deps.clock.now())) return;
  if (proof === null) throw await factorRequired(deps, live.userId, inSession(deps, live, site));
  await stepUp(deps, live, { proof, site });
}

const inSession = (deps: VaultDeps, live: LiveSession, site: PageSite): FactorPlace => ({
  site,
  device: deviceOf(deps, live),
  sessionId: live.sessionId,
});

function isSteppedUp({ session: { provedAt } }: LiveSession, now: number): boolean {
  // After the clock was set back, its age is unknown.
  return provedAt !== null && provedAt <= now + CLOCK_TOLERANCE_MS && now - provedAt < STEP_UP_MS;
}
