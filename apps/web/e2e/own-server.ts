import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface OwnServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const BUILT_SERVER = join(import.meta.dirname, "../../server/dist/main.js");

/** For tests whose server must be empty or set up otherwise: one with a data folder and a port of its own. */
export async function startServer(folder: string, options: Record<string, string>): Promise<OwnServer> {
  const dataFolder = mkdtempSync(join(folder, "data-"));
  const child = spawn(process.execPath, [BUILT_SERVER], {
    env: {
      NODE_ENV: "production",
      OPP_DATA_DIR: dataFolder,
      OPP_HOST: "127.0.0.1",
      OPP_PORT: "0",
      OPP_LOG_LEVEL: "warn",
      ...options,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return {
    url: await readUrl(child),
    stop: async () => {
      const ended = once(child, "exit");
      if (child.exitCode === null && child.kill("SIGTERM")) await ended;
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function readUrl({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error("The server has no output.");
  for await (const line of createInterface({ input: stdout })) {
    const url = /ready: (http:\S+)/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error("The server ended before it was ready.");
}
