import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Attack } from "./attack.ts";
import { ATTACKS } from "./attacks.ts";
import { LONGEST_WAIT_MS, type Result, reached, resultsTable } from "./results-table.ts";
import { openWorld, type World } from "./world.ts";

const MOST_MINUTES = 10;
/** What an attack took should be given back by then. */
const SETTLE_MS = 5000;
const SAMPLE_MS = 50;
/** So that the other user makes some requests during the shortest attack, too. */
const LEAST_MS = 1000;
const SERVER = join(import.meta.dirname, "../../../apps/server/dist/main.js");

setTimeout(() => {
  process.stdout.write(`\n${resultsTable(results)}\n`);
  process.stderr.write(`The exam takes longer than ${MOST_MINUTES} minutes, so it stops.\n`);
  process.exit(1);
}, MOST_MINUTES * 60_000).unref();

const [wanted = ""] = process.argv.slice(2);
const startedAt = performance.now();
const [load = 0] = loadavg();
process.stdout.write(`${availableParallelism()} cores, load ${load.toFixed(1)}, Node ${process.version}\n`);
const results: Result[] = [];
{
  await using world = await openWorld(SERVER);
  for (const attack of ATTACKS.filter(({ name }) => name.includes(wanted))) {
    const result = await measure(world, attack);
    results.push(result);
    process.stdout.write(
      `${result.waits.longest.toFixed(0).padStart(6)} ms  ${attack.name}: ${result.outcome}\n`,
    );
  }
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
process.stdout.write(`\n${resultsTable(results)}\n\n`);
process.stdout.write(
  `In ${reached(results)} of ${results.length} cases another user waited ${LONGEST_WAIT_MS} ms at most. ${seconds} s in all.\n`,
);

async function measure(world: World, attack: Attack): Promise<Result> {
  await attack.prepare?.(world);
  await wait(LEAST_MS);
  await world.neighbour.waits();
  await world.server.longestTurn();
  let peak = world.server.memoryMib();
  const sampler = setInterval(() => {
    peak = Math.max(peak, world.server.memoryMib());
  }, SAMPLE_MS);
  const [outcome] = await Promise.all([attack.run(world), wait(LEAST_MS)]);
  clearInterval(sampler);
  const waits = await world.neighbour.waits();
  const turn = await world.server.longestTurn();
  await wait(SETTLE_MS);
  const memory = { peak, after: world.server.memoryMib() };
  return { attack: attack.name, before: attack.before, outcome, waits, turn, memory };
}
