import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface ChildServer extends AsyncDisposable {
  readonly url: string;
  /** The folder in which it runs, and where a vault's server has its data folder. */
  readonly folder: string;
  /** Resident memory, in MiB, as Linux counts it. */
  memoryMib(): number;
  /** That of its child processes together. */
  childrenMib(): number;
  /** Processor time since its start, in milliseconds, to the hundredth of a second; with that of its child processes that have ended. */
  processorMs(): number;
  /** The longest time that the event loop was held since this was last asked, in milliseconds. */
  longestHold(): Promise<number>;
  /** The most processor time of one turn of the event loop since either was last asked, in milliseconds. */
  longestTurn(): Promise<number>;
}

/** Starts a server in a process and a folder of its own; it says its URL on a line of its standard output. */
export async function startServer(
  main: string,
  environment: Record<string, string> = {},
): Promise<ChildServer> {
  const folder = await mkdtemp(join(tmpdir(), "opp-bench-"));
  const holdFile = join(folder, "longest-hold");
  const child = spawn(
    process.execPath,
    ["--import", join(import.meta.dirname, "event-loop-probe.mjs"), main],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_ENV: "production", HOLD_FILE: holdFile, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const url = await firstUrl(child);
  const readProbe = async () => {
    await rm(holdFile, { force: true });
    child.kill("SIGUSR2");
    for (;;) {
      const text = await readFile(holdFile, "utf8").catch(() => "");
      const [hold = 0, turn = 0] = text.split(" ").map(Number);
      if (text.endsWith("\n")) return { hold, turn };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    url,
    folder,
    memoryMib: () => residentMib(Number(child.pid)),
    childrenMib: () =>
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, "utf8")
        .split(" ")
        .filter(Boolean)
        .reduce((sum, pid) => sum + residentMibOfChild(Number(pid)), 0),
    processorMs() {
      // Behind the name in brackets, which may hold anything, these are the 12th to the 15th.
      const [, numbers = ""] = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(/\) (?!.*\))/);
      const ticks = numbers.split(" ").slice(11, 15).map(Number);
      return ticks.reduce((sum, some) => sum + some, 0) * 10;
    },
    longestHold: async () => (await readProbe()).hold,
    longestTurn: async () => (await readProbe()).turn,
    async [Symbol.asyncDispose]() {
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}

const residentMib = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;

function residentMibOfChild(pid: number): number {
  try {
    return residentMib(pid) || 0;
  } catch {
    // It ended in between.
    return 0;
  }
}

async function firstUrl(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("The server has no standard output.");
  for await (const line of createInterface({ input: child.stdout })) {
    const [url] = /http:\/\/[\w.:[\]]+/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error("The server ended before it was ready.");
}
