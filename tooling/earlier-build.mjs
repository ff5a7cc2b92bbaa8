import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { note } from "./progress.mjs";

/** The last commit before the newest change to PostgreSQL's schema that has a server: what a rolling update starts from. */
const EARLIER = "8660f2b5";

/** Builds the server of an earlier commit in a separate folder, once. @returns its program */
export async function buildEarlier({ env, node }) {
  const folder = join(root, "node_modules", ".cache", "earlier", EARLIER);
  const program = join(folder, "apps", "server", "dist", "main.js");
  if (existsSync(program)) return program;
  note(`Building the server of ${EARLIER}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const must = async (command, args, cwd) => {
    const { code, output } = await runQuietly(command, args, { cwd, env: { ...env, INIT_CWD: cwd } });
    if (code !== 0) throw new PlainFailure(`The earlier server can't be built:\n${output}`);
  };
  const archive = join(folder, "earlier.tar");
  await must("git", ["archive", "--output", archive, EARLIER], root);
  await must("tar", ["-xf", archive], folder);
  symlinkSync(join(root, ".toolchain"), join(folder, ".toolchain"));
  const turbo = ["turbo", "run", "build", "--filter=@opp/server", "--ui=stream"];
  await must(node, [join(folder, "tooling", "run.mjs"), "exec", "--", ...turbo], folder);
  return program;
}
