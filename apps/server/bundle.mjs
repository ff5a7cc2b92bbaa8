import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { nodeBundle } from "../../tooling/node-bundle.mjs";

const here = import.meta.dirname;

/** Writes the server and the migrations to a folder, which is emptied first. */
export async function bundleServer(folder) {
  rmSync(folder, { recursive: true, force: true });
  await build(
    nodeBundle({
      entryPoints: {
        main: join(here, "src", "main.ts"),
        // For `opp serve`.
        start: join(here, "src", "start.ts"),
        // Found beside whatever starts it: see strength-thread.ts.
        "strength-worker": join(
          here,
          "..",
          "..",
          "packages",
          "core",
          "src",
          "platform",
          "strength-worker.ts",
        ),
      },
      outdir: folder,
    }),
  );
  cpSync(join(here, "..", "..", "packages", "core", "drizzle"), join(folder, "migrations"), {
    recursive: true,
  });
}
