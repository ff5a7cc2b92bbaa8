import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { runInForeground } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { PlainFailure } from "./fail.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** Sets up what is missing, builds, and runs the server until it ends. @returns the server's exit code */
export async function start(args) {
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain);
  const server = join(root, "apps", "server", "dist", "main.js");
  if (!existsSync(server))
    throw new PlainFailure("The build left no apps/server/dist/main.js: there is no server to start.");
  return runInForeground(toolchain.node, [server, ...args], { cwd: root, env: toolchain.env });
}
