import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 60_000;

/** A program that this exam started, and ends. */
export interface Program extends AsyncDisposable {
  readonly child: ChildProcess;
  /** All that it wrote to its two streams. */
  readonly said: () => string;
  /** With SIGTERM, and in its own time. @returns its exit code; null after a signal that ended it */
  stop(): Promise<number | null>;
}

interface ProgramOptions {
  readonly cwd: string;
  readonly env?: Environment;
  /** Signals go to what it starts, too, as a terminal sends them. */
  readonly group?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function startProgram(
  command: string,
  words: readonly string[],
  { cwd, env = {}, group = false }: ProgramOptions,
): Program {
  const child = spawn(command, words, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: group,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const gone = once(child, "exit");
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (group && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
    await gone;
    return child.exitCode;
  };
  return {
    child,
    said: () => said,
    stop: () => end("SIGTERM"),
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      // A proxy ends its own processes at SIGTERM, and leaves them alone when it is killed.
      const patience = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
      await end("SIGTERM");
      clearTimeout(patience);
    },
  };
}

/** Ports of loopback that were free a moment ago, each another. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}

/** @throws Error when `isSo` doesn't come true in a minute. */
export async function waitUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`Waited too long: ${what}`);
    await sleep(100);
  }
}

/** Runs a program to its end. */
export async function runTool(
  command: string,
  words: readonly string[],
  cwd: string,
  env: Environment = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const program = startProgram(command, words, { cwd, env });
  await once(program.child, "close");
  return { code: program.child.exitCode, output: program.said() };
}

/** Runs a program to its end. @returns its output @throws Error with the end of it, unless its code is 0 */
export async function must(
  command: string,
  words: readonly string[],
  cwd: string,
  env: Environment = {},
): Promise<string> {
  const { code, output } = await runTool(command, words, cwd, env);
  if (code !== 0) throw new Error(`${command} ${words.join(" ")} failed:\n${output.slice(-2000)}`);
  return output;
}
