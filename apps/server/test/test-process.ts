import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

export const TESTED_BUNDLE = join(
  import.meta.dirname,
  "..",
  "node_modules",
  ".cache",
  "opp-server-under-test",
);

export interface TestProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  /** From the ready line; null when it ended without one. */
  readonly url: string | null;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code; null after a signal that ended it. */
  readonly exited: Promise<number | null>;
}

/** A command line, or another that starts it. */
type StartAs = (
  command: string,
  words: readonly string[],
) => readonly [command: string, words: readonly string[]];

/** `main.ts`, bundled, as a process of its own; resolves when it is ready or has ended. Its environment holds what is named here only. */
export async function startProcess(
  environment: Record<string, string>,
  folder: string,
  args: readonly string[] = [],
  bundle = TESTED_BUNDLE,
  started: StartAs = (command, words) => [command, words],
): Promise<TestProcess> {
  const [command, words] = started(process.execPath, [join(bundle, "main.js"), ...args]);
  const child = spawn(command, words, {
    cwd: folder,
    env: { PATH: process.env["PATH"], OPP_PORT: "0", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const exited = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ready = new Promise<string | null>((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const url = /^OpenPassPhrase is ready: (\S+)\n/.exec(stdout)?.[1];
      if (url) resolve(url);
    });
    void exited.then(() => resolve(null));
  });
  return {
    child,
    url: await ready,
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
