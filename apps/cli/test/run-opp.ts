import { spawn } from "node:child_process";
import { join } from "node:path";

export const TESTED_BUNDLE = join(import.meta.dirname, "..", "node_modules", ".cache", "opp-under-test");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of standard output, which `--json` makes one. */
  json(): unknown;
}

export interface RunOptions {
  readonly folder: string;
  /** All of the environment, beside PATH. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What standard input holds; left out: nothing. */
  readonly input?: string | Buffer;
  /** Pulls the plug then, unless it has ended. */
  readonly killAfterMilliseconds?: number;
}

/** `opp`, bundled, as a process of its own without a terminal. */
export function runOpp(args: readonly string[], options: RunOptions): Promise<Run> {
  return runCommand(process.execPath, [join(TESTED_BUNDLE, "opp.js"), ...args], options);
}

/** What a person at a terminal waits for, and then types. */
export type Dialogue = readonly (readonly [prompt: string, typed: string | Buffer])[];

/** The same in a terminal of its own (`script`, of util-linux). Its standard output and error come as one. */
export function runOppAtTerminal(
  args: readonly string[],
  options: Omit<RunOptions, "input">,
  dialogue: Dialogue,
): Promise<Run> {
  const words = [process.execPath, join(TESTED_BUNDLE, "opp.js"), ...args];
  const line = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(" ");
  const scriptArgs = ["--quiet", "--return", "--echo", "never", "--command", line, "/dev/null"];
  return runCommand("script", scriptArgs, options, dialogue);
}

export function runCommand(
  command: string,
  args: readonly string[],
  { folder, environment = {}, input, killAfterMilliseconds }: RunOptions,
  dialogue: Dialogue = [],
): Promise<Run> {
  return new Promise((resolve, reject) => {
    // A session of its own: without it, the terminal that the tests run at would be asked.
    const child = spawn(command, args, {
      cwd: folder,
      env: { PATH: process.env["PATH"], ...environment },
      stdio: "pipe",
      detached: true,
    });
    const plug =
      killAfterMilliseconds === undefined
        ? undefined
        : setTimeout(() => child.kill("SIGKILL"), killAfterMilliseconds);
    let stdout = "";
    let stderr = "";
    let answeredUpTo = 0;
    const left = [...dialogue];
    const talk = () => {
      const [prompt, typed] = left[0] ?? [];
      const at = prompt === undefined ? -1 : stdout.indexOf(prompt, answeredUpTo);
      if (prompt === undefined || at === -1) return;
      answeredUpTo = at + prompt.length;
      left.shift();
      child.stdin.write(typed);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      talk();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearTimeout(plug);
      resolve({ code, stdout, stderr, json: () => JSON.parse(stdout) });
    });
    child.stdin.on("error", () => undefined);
    // At a terminal an end would be a Ctrl-D.
    if (dialogue.length === 0) child.stdin.end(input ?? "");
  });
}
