import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { runInForeground } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** Sets up, builds the server, and examines it under load and misuse. @returns the exam's exit code */
export async function examLoad(args) {
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain, { filter: "@opp/server" });
  return runInForeground(toolchain.node, [join(root, "tooling", "bench", "load", "main.ts"), ...args], {
    cwd: root,
    env: toolchain.env,
  });
}
