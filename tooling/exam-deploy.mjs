import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { runInForeground } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** Sets up, builds, and tries the files in deploy/ with the programs that they are for. @returns the exam's exit code */
export async function examDeploy(args) {
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain);
  return runInForeground(toolchain.node, [join(root, "tooling", "bench", "deploy", "main.ts"), ...args], {
    cwd: root,
    env: toolchain.env,
  });
}
