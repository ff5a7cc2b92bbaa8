import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { publishedTypes } from "./build/published-types.mjs";

const here = import.meta.dirname;
const dist = join(here, "dist");

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
await build({
  entryPoints: [join(here, "src", "index.ts")],
  outfile: join(dist, "index.js"),
  bundle: true,
  format: "esm",
  // Node 20 and the browsers of its time: `using` is written in an older way.
  target: "es2022",
  platform: "neutral",
  mainFields: ["module", "main"],
  minifySyntax: true,
  legalComments: "inline",
  banner: { js: "// @openpassphrase/client, Apache-2.0. Holds a part of @trpc/server, MIT: see NOTICE." },
  logLevel: "warning",
});
writeFileSync(join(dist, "index.d.ts"), publishedTypes());
cpSync(join(here, "..", "..", "LICENSE"), join(dist, "LICENSE"));
