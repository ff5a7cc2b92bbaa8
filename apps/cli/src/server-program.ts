import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { EXIT } from "./exit-codes.ts";
import { CliFailure } from "./failure.ts";

/** Beside the command line's own folder, in the checkout and in what is packed. */
const SERVER = join(import.meta.dirname, "..", "..", "server", "dist", "main.js");

export interface RunningServer {
  readonly url: string;
  /** Resolves with its exit code; null after a signal that ended it. */
  readonly ended: Promise<number | null>;
}

/**
 * Starts the server as a process of its own, and passes signals on to it. Its log goes to this one's standard error.
 * @throws CliFailure when it doesn't start; it has said why then.
 */
export async function startServerProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<RunningServer> {
  if (!existsSync(SERVER))
    throw new CliFailure(
      EXIT.notFound,
      `The server isn't built (${SERVER}). In the checkout: npm start builds it.`,
    );
  const child = spawn(process.execPath, [SERVER, ...args], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close").then(([code]: unknown[]) => (typeof code === "number" ? code : null));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // At a terminal Ctrl-C has reached the child already.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    });
  }
  const url = await readyUrl(child);
  if (url === null) throw new CliFailure(EXIT.usage, "The server did not start; its reasons stand above.");
  return { url, ended };
}

async function readyUrl({ stdout }: ChildProcess): Promise<string | null> {
  if (!stdout) return null;
  for await (const line of createInterface({ input: stdout })) {
    const [, url] = /^OpenPassPhrase is ready: (\S+)$/.exec(line) ?? [];
    if (url) return url;
  }
  return null;
}
