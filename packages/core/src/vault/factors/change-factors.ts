import { VaultError } from "../../errors.ts";
import type { FactorChange } from "../../store/second-factor-store.ts";
import { noteDevice } from "../access/event-devices.ts";
import { deviceOf } from "../access/sessions.ts";
import type { UnlockedAccount } from "../access/unlock.ts";
import type { VaultDeps } from "../deps.ts";

/** @throws VaultError CONFLICT when the account's factors changed in between. */
export async function changeFactors(
  deps: VaultDeps,
  { userId, live }: UnlockedAccount,
  work: (change: FactorChange) => Promise<boolean>,
): Promise<void> {
  const now = deps.clock.now();
  if (!(await work({ factorRev: live.user.factorRev, keep: live.sessionId, now })))
    throw new VaultError("CONFLICT");
  await noteDevice(deps, { userId, at: now, device: deviceOf(deps, live) });
}
