import { spawn } from "node:child_process";

export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end; `output` is stdout and stderr as they interleave. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly stdin?: string },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    const collect = (text: string) => {
      output += text;
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
    // Whoever doesn't read it may have ended already.
    child.stdin.on("error", () => {}).end(options.stdin ?? "");
  });
}
