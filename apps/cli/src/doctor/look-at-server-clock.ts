import { createVaultClient, VaultClientError } from "@openpassphrase/client";
import { EXIT } from "../errors/exit-codes.ts";
import { CliFailure } from "../errors/failure.ts";
import { nodeFetch } from "../vault/node-fetch.ts";
import { CLOCK_WARNING_MS, clockAheadMs } from "../vault/server-clock.ts";
import { readSession } from "../vault/session-file.ts";

/** Whether this machine's clock agrees with that of the server that someone is logged in to. @throws CliFailure if not */
export async function lookAtServerClock(): Promise<string> {
  const session = readSession();
  if (!session) return "no login, so no server to compare it with";
  const { server, allowInsecure } = session;
  using vault = createVaultClient({ url: server, allowInsecure, fetch: nodeFetch });
  try {
    await vault.system.status.query();
  } catch (error) {
    if (error instanceof VaultClientError) return `${server} doesn't answer, so its clock is unknown`;
    throw error;
  }
  const ahead = clockAheadMs();
  if (Math.abs(ahead) <= CLOCK_WARNING_MS) return `agrees with ${server}`;
  throw new CliFailure(
    EXIT.problemsFound,
    `This machine's clock is ${Math.round(Math.abs(ahead) / 1000)} seconds ${ahead > 0 ? "ahead of" : "behind"} ${server}. Set both by NTP. Until then, opp uses the server's time for one-time codes.`,
  );
}
