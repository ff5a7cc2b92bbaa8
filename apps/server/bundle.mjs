import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const here = import.meta.dirname;

/**
 * Writes the server and the migrations to a folder, which is emptied first. Bundled, since Node reads a package's manifest for
 * each of its modules: unbundled, drizzle alone costs 0.3 s and 190 MB.
 */
export async function bundleServer(folder) {
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: {
      main: join(here, "src", "main.ts"),
      // Found beside whatever starts it: see strength-thread.ts.
      "strength-worker": join(here, "..", "..", "packages", "core", "src", "platform", "strength-worker.ts"),
    },
    outdir: folder,
    // What is imported when first asked for stays a file of its own: zxcvbn's dictionaries.
    splitting: true,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    external: ["better-sqlite3"],
    // CommonJS packages in the bundle call require.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    minifySyntax: true,
    sourcemap: true,
    sourcesContent: false,
    logLevel: "warning",
    plugins: [englishOnly()],
  });
  cpSync(join(here, "..", "..", "packages", "core", "drizzle"), join(folder, "migrations"), {
    recursive: true,
  });
}

/** zod brings its messages in fifty languages, 0.35 MB of code and 3 MB of memory; this product writes its own, in English. */
function englishOnly() {
  return {
    name: "english-only",
    setup(bundler) {
      bundler.onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
        contents: 'export { default as en } from "./en.js";',
      }));
    },
  };
}
