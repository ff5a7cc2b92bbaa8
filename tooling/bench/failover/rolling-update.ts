import { setTimeout as sleep } from "node:timers/promises";
import { startLoad } from "./load.ts";
import type { Site } from "./site.ts";
import { resultOf } from "./table.ts";

/** HAProxy has to notice that a node is back before the next one leaves. */
const BETWEEN_MS = 4000;

/** Replaces one node after the other by this version, of which the first brings the schema up to date. */
export async function updateUnderLoad(
  site: Site,
  isLoaded: boolean,
): Promise<{ readonly ok: boolean; readonly says: string } | null> {
  const load = isLoaded ? await startLoad(site.origin, "early") : null;
  await sleep(isLoaded ? BETWEEN_MS : 0);
  for (const node of site.nodes) {
    await node.stop();
    await node.start();
    await sleep(isLoaded ? BETWEEN_MS : 1000);
  }
  if (!load) return null;
  const tally = await load.end();
  const { ok, says } = resultOf("a rolling update", [tally]);
  const failed = tally.requests - (tally.answers.get("done") ?? 0);
  return {
    ok: ok && failed === 0,
    says: `rolling update: ${tally.requests} requests, ${failed} failed; ${says}`,
  };
}
