import { withBuildLock } from "./build-lock.mjs";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { note } from "./progress.mjs";

const QUIET_MS = 1500;

/**
 * Builds every package, or `filter` and what it needs; what hasn't changed since its last build comes from turbo's cache.
 * `isQuiet`: says so only when there is something to build, which shows in the time that it takes.
 */
export async function build({ env }, { filter, isQuiet = false } = {}) {
  const announcement = setTimeout(() => note("Building"), isQuiet ? QUIET_MS : 0);
  const args = ["run", "build", "--ui=stream", "--output-logs=errors-only"];
  if (filter) args.push(`--filter=${filter}`);
  const { code, output } = await withBuildLock(() => runQuietly("turbo", args, { cwd: root, env }));
  clearTimeout(announcement);
  if (code !== 0) throw new PlainFailure(`The build failed:\n${output}`);
}
