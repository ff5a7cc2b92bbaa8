import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { nameBuild } from "../../tooling/build-id.mjs";
import { assembleApiDocs } from "./api-docs.mjs";
import { bundleServer } from "./bundle.mjs";

const built = join(import.meta.dirname, ".built");
const webExport = join(import.meta.dirname, "..", "web", "out");

await bundleServer(built);
assembleApiDocs(join(built, "api-docs"));
await compressAll(join(built, "api-docs"));
if (existsSync(webExport)) {
  cpSync(webExport, join(built, "web"), { recursive: true });
  await compressAll(join(built, "web"));
}
nameBuild(built);

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
