import { withBuildLock } from "./build-lock.mjs";
import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { note } from "./progress.mjs";

/**
 * Builds every package, or `filter` and what it needs; what hasn't changed since its last build comes from turbo's cache. Says so only
 * when there is something to build.
 */
export async function build({ env }, { filter } = {}) {
  let isAnnounced = false;
  const onOutput = (output) => {
    if (isAnnounced || !isBuilding(output)) return;
    isAnnounced = true;
    note("Building");
  };
  const args = ["run", "build", "--ui=stream", "--output-logs=new-only"];
  if (filter) args.push(`--filter=${filter}`);
  const { code, output } = await withBuildLock(() => runQuietly("turbo", args, { cwd: root, env, onOutput }));
  if (code !== 0) throw new PlainFailure(`The build failed:\n${output}`);
}

/** Whether turbo runs a task, as its output so far says, rather than taking the result of an earlier run. */
export const isBuilding = (output) => /:build: cache (miss|bypass)/.test(output);
