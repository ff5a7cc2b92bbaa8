import { root } from "./checkout.mjs";
import { runQuietly } from "./command.mjs";
import { PlainFailure } from "./fail.mjs";
import { note } from "./progress.mjs";

/** Builds every package; what hasn't changed since its last build comes from turbo's cache. */
export async function build({ env }) {
  note("Building");
  const { code, output } = await runQuietly(
    "turbo",
    ["run", "build", "--ui=stream", "--output-logs=errors-only"],
    { cwd: root, env },
  );
  if (code !== 0) throw new PlainFailure(`The build failed:\n${output}`);
}
