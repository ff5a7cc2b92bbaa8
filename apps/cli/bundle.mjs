import { chmodSync, cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { compressProgram, nodeBundle, processInOneFile } from "../../tooling/node-bundle.mjs";

const here = import.meta.dirname;
const fileReader = join(here, "..", "..", "packages", "transfer", "src", "process", "file-reader.ts");

/** Writes the command line and the migrations to a folder, which is emptied first. */
export async function bundleCli(folder) {
  rmSync(folder, { recursive: true, force: true });
  await build(
    nodeBundle({
      entryPoints: {
        opp: join(here, "src", "opp.ts"),
        // Found beside the bundle by what starts it: see clipboard.ts.
        "clear-clipboard": join(here, "src", "clipboard", "clear-clipboard.ts"),
      },
      outdir: folder,
    }),
  );
  // See child-program.ts.
  await build(processInOneFile({ entryPoint: fileReader, outdir: folder }));
  compressProgram(join(folder, "file-reader.mjs"));
  chmodSync(join(folder, "opp.js"), 0o755);
  for (const [migrations, copy] of [
    ["drizzle", "migrations"],
    ["drizzle-postgres", "migrations-postgres"],
  ])
    cpSync(join(here, "..", "..", "packages", "core", migrations), join(folder, copy), { recursive: true });
}
