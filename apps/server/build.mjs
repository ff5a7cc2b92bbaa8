import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";

const here = import.meta.dirname;
const dist = join(here, "dist");
const webExport = join(here, "..", "web", "out");

// Bundled, since Node reads a package's manifest for each of its modules: unbundled, drizzle alone costs 0.3 s and 190 MB.
rmSync(dist, { recursive: true, force: true });
await build({
  entryPoints: [join(here, "src", "main.ts")],
  outfile: join(dist, "main.js"),
  bundle: true,
  platform: "node",
  target: "node24",
  format: "esm",
  external: ["better-sqlite3"],
  // CommonJS packages in the bundle call require.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  minifySyntax: true,
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
});
cpSync(join(here, "..", "..", "packages", "core", "drizzle"), join(dist, "migrations"), { recursive: true });
if (existsSync(webExport)) {
  cpSync(webExport, join(dist, "web"), { recursive: true });
  await compressAll(join(dist, "web"));
}

/** Writes `.br` and `.gz` beside every text file that gets smaller by it. */
async function compressAll(folder) {
  const brotli = promisify(brotliCompress);
  const texts = new Set([".css", ".html", ".ico", ".js", ".json", ".svg", ".txt", ".webmanifest"]);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && texts.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    files.map(async (file) => {
      const bytes = readFileSync(file);
      const quality = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      };
      const smaller = [
        [".br", await brotli(bytes, { params: quality })],
        [".gz", await promisify(gzip)(bytes, { level: 9 })],
      ];
      for (const [ending, compressed] of smaller) {
        if (compressed.length < bytes.length * 0.95) writeFileSync(file + ending, compressed);
      }
    }),
  );
}
