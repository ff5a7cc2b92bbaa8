import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChildServer } from "./child-server.ts";
import { type Row, row } from "./row.ts";
import { inTurn } from "./statistics.ts";
import { timeOfRun } from "./time-of-run.ts";
import { openVaultSession, SECRETS } from "./vault-session.ts";

interface Setting {
  readonly root: string;
  readonly server: ChildServer;
  readonly runs: number;
}

/** `opp get` of one secret by its name and by its id, with a session, on top of a Node that does nothing; in vaults of two sizes. */
export async function* commandLineRows({ root, server, runs }: Setting): AsyncGenerator<Row> {
  const opp = join(root, "apps/cli/dist/opp.js");
  for (const items of [1000, 10_000]) {
    const username = `command line ${items}`;
    const vault = await openVaultSession(server.url, username, items);
    const made = await vault.mutate(
      "items.create",
      JSON.stringify({ items: [{ name: "The Router", password: "made up" }] }),
    );
    const id = String(JSON.parse(made.body.toString()).result.data.items[0].id);
    const home = await mkdtemp(join(tmpdir(), "opp-bench-home-"));
    const environment = { PATH: process.env["PATH"], HOME: home };
    const session = await logIn(opp, server.url, username, environment);
    const size = items.toLocaleString("en");
    for (const [what, name] of [
      [`opp get of one secret of ${size}`, "the router"],
      [`opp get by id, of ${size}`, id],
    ] as const) {
      const times = await inTurn(
        runs,
        () => timeOfRun([opp, "get", name, "--field", "password"], { ...environment, OPP_SESSION: session }),
        () => timeOfRun(["-e", "0"], environment),
      );
      yield judge(`${what}, on top of Node's start`, times);
    }
    await rm(home, { recursive: true });
  }
}

function judge(what: string, { ours, floor }: Awaited<ReturnType<typeof inTurn>>): Row {
  const above = ours.median - floor.median;
  return row(
    what,
    `${above.toFixed(0)} ms`,
    "≤ 100 ms",
    above <= 100,
    `${ours.median.toFixed(0)} against ${floor.median.toFixed(0)} ms; ours ${ours.min.toFixed(0)} to ${ours.max.toFixed(0)}`,
    { above, ours: ours.median, floor: floor.median },
  );
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
