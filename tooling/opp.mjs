import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { runInForeground } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** Sets up and builds what is missing, silently where that is nothing, and runs `opp` in the person's folder. @returns its exit code */
export async function opp(args) {
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain, { filter: "@opp/cli" });
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const script = join(root, "apps", "cli", "dist", "opp.js");
  return runInForeground(toolchain.node, [script, ...args], { cwd, env: toolchain.env });
}
