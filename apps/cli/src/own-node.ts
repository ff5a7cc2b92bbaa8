import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";

const NODE_TOO_OLD_EXIT_CODE = 2;

/**
 * Runs the same command under the Node that the checkout fetched for itself, and passes its end on.
 * @returns its exit code, or that of a refusal where there is no such Node.
 */
export function runUnderOwnNode(script: string, args: readonly string[]): Promise<number> {
  const node = findOwnNode(dirname(script));
  if (node === null) {
    process.stderr.write(
      `opp needs Node 24.7 or newer; this is ${process.versions.node}. Install Node 24 from https://nodejs.org, or run "npm start" once in the checkout, which downloads it.\n`,
    );
    return Promise.resolve(NODE_TOO_OLD_EXIT_CODE);
  }
  return new Promise((resolve, reject) => {
    const child = spawn(node, [script, ...args], { stdio: "inherit" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        // At a terminal Ctrl-C has reached the child already.
        if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
      });
    }
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** `.toolchain/node-VERSION-…` of the checkout that holds `apps/cli/.builds/ID`. */
function findOwnNode(buildFolder: string): string | null {
  const toolchain = join(buildFolder, "..", "..", "..", "..", ".toolchain");
  if (!existsSync(toolchain)) return null;
  for (const folder of readdirSync(toolchain).filter((name) => name.startsWith("node-"))) {
    for (const scope of readdirSync(join(toolchain, folder, "node_modules"))) {
      const node = join(toolchain, folder, "node_modules", scope, "bin", "node");
      if (existsSync(node)) return node;
    }
  }
  return null;
}
