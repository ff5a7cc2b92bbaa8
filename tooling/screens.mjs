import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { ensureHeadlessShell } from "./chromium.mjs";
import { runInForeground } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** Makes a picture of every screen in every state, and a page to leaf through them. @returns the exit code */
export async function screens(args) {
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain);
  const PW_CHROMIUM = await ensureHeadlessShell(toolchain.env);
  const cwd = join(root, "apps", "web");
  const playwright = join(cwd, "node_modules", "@playwright", "test", "cli.js");
  const code = await runInForeground(toolchain.node, [playwright, "test", "--project=screens", ...args], {
    cwd,
    env: { ...toolchain.env, PW_CHROMIUM },
  });
  process.stdout.write("\nThe pictures: apps/web/test-results/screens/index.html\n");
  return code;
}
