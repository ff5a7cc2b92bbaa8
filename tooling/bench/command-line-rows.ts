import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildServer } from "./child-server.ts";
import { type Row, row } from "./row.ts";
import { inTurn } from "./statistics.ts";
import { openVaultSession, SECRETS } from "./vault-session.ts";

interface Setting {
  readonly root: string;
  readonly server: ChildServer;
  readonly runs: number;
}

const JUDGED_ITEMS = 1000;

/** `opp get` of one secret by its name, with a session, on top of a Node that does nothing; in vaults of two sizes. */
export async function* commandLineRows({ root, server, runs }: Setting): AsyncGenerator<Row> {
  const opp = join(root, "apps/cli/dist/opp.js");
  for (const items of [JUDGED_ITEMS, 10_000]) {
    const username = `command line ${items}`;
    const vault = await openVaultSession(server.url, username, items);
    await vault.mutate(
      "items.create",
      JSON.stringify({ items: [{ name: "The Router", password: "made up" }] }),
    );
    const home = await mkdtemp(join(tmpdir(), "opp-bench-home-"));
    const environment = { PATH: process.env["PATH"], HOME: home };
    const session = await logIn(opp, server.url, username, environment);
    const get = [opp, "get", "the router", "--field", "password"];
    const times = await inTurn(
      runs,
      () => timeOfRun(get, { ...environment, OPP_SESSION: session }),
      () => timeOfRun(["-e", "0"], environment),
    );
    await rm(home, { recursive: true });
    const above = times.ours.median - times.floor.median;
    const judged = items === JUDGED_ITEMS;
    yield row(
      `opp get of one secret of ${items.toLocaleString("en")}, on top of Node's start`,
      `${above.toFixed(0)} ms`,
      judged ? "≤ 100 ms" : "(for comparison)",
      !judged || above <= 100,
      `${times.ours.median.toFixed(0)} against ${times.floor.median.toFixed(0)} ms; ours ${times.ours.min.toFixed(0)} to ${times.ours.max.toFixed(0)}`,
      { above, ours: times.ours.median, floor: times.floor.median },
    );
  }
}

/** @returns the key of the kept passphrase */
function logIn(opp: string, url: string, username: string, env: NodeJS.ProcessEnv): Promise<string> {
  const args = ["login", "--server", url, "--username", username, "--for", "1h", "--keep", "--json", "-"];
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [opp, ...args], { env }, (error, stdout) => {
      if (error) reject(error);
      else resolve(String(JSON.parse(stdout).session));
    });
    child.stdin?.end(`${SECRETS.password}\n${SECRETS.passphrase}\n`);
  });
}

function timeOfRun(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(performance.now() - startedAt);
      else reject(new Error(`${args.join(" ")} ended with ${code}.`));
    });
  });
}
