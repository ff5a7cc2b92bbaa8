import { runInForeground } from "./command.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { PlainFailure } from "./fail.mjs";
import { ensureToolchain } from "./toolchain.mjs";

/** Runs any command, from the current folder, with the project's Node, pnpm and tools first on PATH. @returns its exit code */
export async function exec([command, ...args]) {
  if (!command) throw new PlainFailure("usage: npm run exec -- COMMAND [ARGUMENTS]");
  const toolchain = await ensureToolchain();
  // pnpm is how the lockfile itself is brought up to date, so it must run when the frozen install can't.
  if (command !== "pnpm") await ensureDependencies(toolchain);
  return runInForeground(command, args, { cwd: process.env.INIT_CWD ?? process.cwd(), env: toolchain.env });
}
