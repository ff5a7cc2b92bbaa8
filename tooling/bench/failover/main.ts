import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { startCluster } from "./cluster.ts";
import { FAULTS, type Fault, WITHOUT_SYNCHRONOUS, type World } from "./faults.ts";
import { startLoad, type Tally } from "./load.ts";
import { openHub } from "./network.ts";
import { updateUnderLoad } from "./rolling-update.ts";
import { openSite } from "./site.ts";
import { type Result, resultOf, tableOf } from "./table.ts";

const LIMIT_MS = 15 * 60_000;
const BEFORE_MS = 3000;
const AFTER_MS = 2000;
/** One fault, with the way back to a whole cluster. */
const FAULT_MS = 120_000;

const say = (line: string) => void process.stdout.write(`${line}\n`);

const [folder = "", earlier = "", wanted = ""] = process.argv.slice(2);
const began = performance.now();
let sayOnError = () => "";
// Whatever is still running ends with this process, which is what its namespaces last for.
setTimeout(() => {
  say("The exam took longer than 15 minutes.");
  process.exit(1);
}, LIMIT_MS).unref();

try {
  process.exit((await examine()) ? 0 : 1);
} catch (error) {
  say(String(error instanceof Error ? error.stack : error));
  say(sayOnError());
  process.exit(1);
}

async function examine(): Promise<boolean> {
  say(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}`);
  openHub();
  const cluster = await startCluster(folder);
  say(`the cluster is whole after ${secondsSince(began)} s`);
  const site = await openSite(folder, cluster.address, earlier);
  const world: World = { cluster, site };
  const isWanted = (what: string) => wanted.split(",").some((part) => what.includes(part));
  let isRight = true;
  const results: Result[] = [];

  const update = await updateUnderLoad(site, isWanted("rolling"));
  if (update) {
    say(update.says);
    isRight &&= update.ok;
  }
  sayOnError = () => site.said().slice(-4000);
  for (const fault of FAULTS.filter(({ what }) => isWanted(what))) {
    const result = await repeat(world, fault);
    results.push(result);
    isRight &&= result.ok;
  }
  if (isWanted(WITHOUT_SYNCHRONOUS.what)) {
    await cluster.setSynchronous(false);
    results.push(await repeat(world, WITHOUT_SYNCHRONOUS));
  }
  say(`\n${tableOf(results)}\n`);
  say(`${isRight ? "All of it holds" : "NOT all of it holds"}, after ${secondsSince(began)} s.`);
  return isRight;
}

async function repeat(world: World, fault: Fault): Promise<Result> {
  const tallies: Tally[] = [];
  for (let time = 1; time <= fault.times; time += 1) {
    if (performance.now() - began > LIMIT_MS - FAULT_MS && time > 1) break;
    const tally = await once(world, fault, `person${Math.round(performance.now())}`).catch(
      (error: unknown) => {
        const machines = world.cluster.machines.map(
          ({ name, said }) => `--- ${name}\n${said().slice(-6000)}`,
        );
        say(`${fault.what}: ${String(error).slice(0, 3000)}\n${world.site.said()}\n${machines.join("\n")}`);
        return null;
      },
    );
    if (!tally) return { ...resultOf(fault.what, tallies), ok: false };
    tallies.push(tally);
    const { says } = resultOf(fault.what, [tally]);
    say(`${secondsSince(began)} s  ${fault.what} (${time}): ${says}`);
  }
  return resultOf(fault.what, tallies);
}

async function once(world: World, fault: Fault, username: string): Promise<Tally> {
  await world.cluster.whole();
  const load = await startLoad(world.site.origin, username);
  await sleep(BEFORE_MS);
  const limit = AbortSignal.timeout(FAULT_MS);
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener("abort", () => reject(new Error(`Took too long: ${fault.what}`)));
  });
  await Promise.race([fault.happen(world).then(() => world.cluster.whole()), late]);
  await sleep(AFTER_MS);
  return load.end();
}

function secondsSince(instant: number): string {
  return ((performance.now() - instant) / 1000).toFixed(0);
}
