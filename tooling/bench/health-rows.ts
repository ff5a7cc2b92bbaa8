import { estimateStrength } from "@opp/core/generator/estimate-strength";
import type { ChildServer } from "./child-server.ts";
import { call } from "./http-calls.ts";
import { type MadeUpItem, madeUpItems } from "./made-up-items.ts";
import { type Row, row } from "./row.ts";
import { spread } from "./statistics.ts";
import type { VaultSession } from "./vault-session.ts";

const IDS_A_CALL = 100;
const JUDGED = 1500;

/** What the health of a large vault costs, and whom it holds up in between. */
export async function* healthRows(
  server: ChildServer,
  vault: VaultSession,
  runs: number,
): AsyncGenerator<Row> {
  const times: number[] = [];
  let body = "";
  await server.longestHold();
  for (let run = 0; run <= runs; run += 1) {
    const answer = await vault.query("health.report");
    body = answer.body.toString();
    if (run > 0) times.push(answer.milliseconds);
  }
  const hold = await server.longestHold();
  const { median, min, max } = spread(times);
  yield row(
    "health of 10,000 items: the report",
    `${median.toFixed(0)} ms`,
    "≤ 300 ms, held ≤ 50 ms",
    median <= 300 && hold <= 50,
    `${min.toFixed(0)} to ${max.toFixed(0)} ms; event loop held ${hold.toFixed(0)} ms at most`,
    { median, min, max, longestHold: hold },
  );

  const ids: number[] = JSON.parse(body).result.data.items.map((item: { id: number }) => item.id);
  await estimateStrength("the dictionaries are loaded");
  const costs: { ours: number[]; floor: number[] } = { ours: [], floor: [] };
  await server.longestHold();
  for (let at = 0; at < JUDGED; at += IDS_A_CALL) {
    const input = encodeURIComponent(JSON.stringify({ ids: ids.slice(at, at + IDS_A_CALL) }));
    const answer = await call(`${server.url}/api/trpc/health.strengths?input=${input}`, vault.headers);
    const bare = await estimateBare(madeUpItems(IDS_A_CALL, [null], at + 1));
    // The first call starts the thread, which loads its own.
    if (at > 0) costs.ours.push(answer.milliseconds / IDS_A_CALL);
    if (at > 0) costs.floor.push(bare / IDS_A_CALL);
  }
  const held = await server.longestHold();
  const [ours, floor] = [spread(costs.ours).median, spread(costs.floor).median];
  yield row(
    "judging a password for health, against the bare estimator",
    `${(ours / floor).toFixed(2)} × floor`,
    "≤ 1.5 ×, held ≤ 50 ms",
    ours / floor <= 1.5 && held <= 50,
    `${ours.toFixed(2)} against ${floor.toFixed(2)} ms, so ${(ours * 10).toFixed(0)} s for 10,000; event loop held ${held.toFixed(0)} ms at most`,
    { ratio: ours / floor, ours, floor, longestHold: held },
  );
}

async function estimateBare(items: readonly MadeUpItem[]): Promise<number> {
  const startedAt = performance.now();
  for (const { password, username, account, name, url } of items)
    await estimateStrength(password, [username, account, name, url]);
  return performance.now() - startedAt;
}
