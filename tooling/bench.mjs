import { existsSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./checkout.mjs";
import { ensureChromium } from "./chromium.mjs";
import { runInForeground } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { PlainFailure } from "./fail.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** Sets up, builds, and measures. @returns the bench's exit code */
export async function bench(args) {
  const toolchain = await ensureToolchain();
  await ensureDependencies(toolchain);
  await build(toolchain);
  const PW_CHROMIUM = await ensureChromium(toolchain.env);
  const main = join(root, "tooling", "bench", "main.ts");
  if (!existsSync(main)) throw new PlainFailure("There is no bench at tooling/bench/main.ts.");
  return runInForeground(toolchain.node, [main, ...args], {
    cwd: root,
    env: { ...toolchain.env, PW_CHROMIUM },
  });
}
