import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tempFolder } from "./temp-folder.ts";

const CHEAP_SERVER = join(import.meta.dirname, "cheap-server.ts");

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly child: ChildProcess;
  readonly dataFolder: string;
  /** All that it wrote to standard error: its log. */
  readonly log: () => string;
}

/** The server as it is built, in a process of its own, over a folder of its own: cheap Argon2id, open registration, no rate limits. */
export async function runningServer(environment: Record<string, string> = {}): Promise<RunningServer> {
  const folder = await tempFolder();
  const child = spawn(process.execPath, [CHEAP_SERVER], {
    cwd: folder.path,
    env: {
      PATH: process.env["PATH"],
      OPP_PORT: "0",
      OPP_DATA_DIR: folder.path,
      OPP_REGISTRATION: "open",
      OPP_RATE_LIMITS: "off",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  const gone = once(child, "close");
  const url = await readyUrl(child);
  if (url === null) throw new Error(`The server did not start. Was it built?\n${log}`);
  return {
    url,
    child,
    dataFolder: folder.path,
    log: () => log,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await gone;
      await folder[Symbol.asyncDispose]();
    },
  };
}

async function readyUrl({ stdout }: ChildProcess): Promise<string | null> {
  if (!stdout) return null;
  for await (const line of createInterface({ input: stdout })) {
    const [, url] = /^OpenPassPhrase is ready: (\S+)$/.exec(line) ?? [];
    if (url) return url;
  }
  return null;
}
