import { openTestApi } from "@opp/api/testing/test-api";
import { createSessionTokens } from "@opp/api/tokens";
import { Secret } from "@opp/core/secret";
import { unlockAccount } from "@opp/core/vault/access/unlock";
import { type Spread, spread } from "./statistics.ts";

/** Milliseconds from a request's headers to a vault key in hand: token, session row, seal. Real parts, in this process. */
export async function sessionOverhead(rounds: number): Promise<Spread> {
  await using api = await openTestApi();
  const { deps } = api.vault;
  const account = await api.account("bench");
  const tokens = await createSessionTokens(deps.serverKeys.tokenKey, deps.clock.now);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    using vault = await unlockAccount(
      deps,
      await tokens.verify(account.token),
      new Secret(account.passphrase),
    );
    if (vault.keys.current !== 1) throw new Error("The vault didn't open.");
    times.push(performance.now() - startedAt);
  }
  return spread(times.slice(rounds >> 2));
}
