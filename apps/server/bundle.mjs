import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import {
  compressProgram,
  nodeBundle,
  processInOneFile,
  threadInOneFile,
} from "../../tooling/node-bundle.mjs";

const here = import.meta.dirname;
const strengthWorker = join(here, "..", "..", "packages", "core", "src", "platform", "strength-worker.ts");
const fileReader = join(here, "..", "..", "packages", "transfer", "src", "process", "file-reader.ts");

/** Writes the server and the migrations to a folder, which is emptied first. */
export async function bundleServer(folder) {
  rmSync(folder, { recursive: true, force: true });
  await build(
    nodeBundle({
      entryPoints: {
        main: join(here, "src", "main.ts"),
        // For `opp serve`.
        start: join(here, "src", "start.ts"),
      },
      outdir: folder,
    }),
  );
  // Each in one piece, which the server reads when it starts: see strength-thread.ts and child-program.ts.
  await build(threadInOneFile({ entryPoint: strengthWorker, outdir: folder }));
  await build(processInOneFile({ entryPoint: fileReader, outdir: folder }));
  for (const program of ["strength-worker.cjs", "file-reader.mjs"]) compressProgram(join(folder, program));
  for (const [migrations, copy] of [
    ["drizzle", "migrations"],
    ["drizzle-postgres", "migrations-postgres"],
  ])
    cpSync(join(here, "..", "..", "packages", "core", migrations), join(folder, copy), { recursive: true });
}
