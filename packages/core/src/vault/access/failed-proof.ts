import { VaultError } from "../../errors.ts";
import type { VaultDeps } from "../deps.ts";
import { noteDevice } from "./event-devices.ts";
import { deviceOf, type LiveSession } from "./sessions.ts";

const RULE = { limit: 10, forgiveEveryMs: 3600_000 };

/**
 * Counts a wrong passphrase (or a wrong password given with a token), before the answer is sent.
 * @throws VaultError UNAUTHORIZED when this was the one that ended the session.
 */
export async function countFailedProof(deps: VaultDeps, live: LiveSession): Promise<void> {
  const now = deps.clock.now();
  const { ended } = await deps.store.sessions.countFailure(live.userId, live.sessionId, { now, ...RULE });
  await noteDevice(deps, { userId: live.userId, at: now, device: deviceOf(deps, live) });
  if (ended) throw new VaultError("UNAUTHORIZED", { reason: "ended" });
}
