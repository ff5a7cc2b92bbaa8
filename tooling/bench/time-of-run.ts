import { spawn } from "node:child_process";

/** How long Node takes from its start to its end with these arguments, in milliseconds. @throws where it doesn't end with 0 */
export function timeOfRun(args: readonly string[], env: NodeJS.ProcessEnv, input = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, {
      env,
      stdio: [input ? "pipe" : "ignore", "ignore", "inherit"],
    });
    child.stdin?.end(input);
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === 0) resolve(performance.now() - startedAt);
      else reject(new Error(`${args.join(" ")} ended with ${code}.`));
    });
  });
}
