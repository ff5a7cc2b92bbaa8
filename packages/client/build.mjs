import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { publishedTypes } from "./build/published-types.mjs";

const here = import.meta.dirname;
const dist = join(here, "dist");
/** The package for `import`, and the same for `require`, which Node 20 needs. */
const BUILDS = [
  { format: "esm", code: "index.js", types: "index.d.ts" },
  { format: "cjs", code: "index.cjs", types: "index.d.cts" },
];

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const types = publishedTypes();
for (const { format, code, types: typesFile } of BUILDS) {
  await build({
    entryPoints: [join(here, "src", "index.ts")],
    outfile: join(dist, code),
    bundle: true,
    format,
    // Node 20 and the browsers of its time: `using` is written in an older way.
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    minifySyntax: true,
    legalComments: "inline",
    banner: { js: "// @openpassphrase/client, Apache-2.0. Holds a part of @trpc/server, MIT: see NOTICE." },
    logLevel: "warning",
  });
  writeFileSync(join(dist, typesFile), types);
}
cpSync(join(here, "..", "..", "LICENSE"), join(dist, "LICENSE"));
