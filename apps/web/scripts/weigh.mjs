/** Prints the first load (index.html, and the scripts and style sheets that it names) as brotli bytes; fails above the budget. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const OUT = join(import.meta.dirname, "../out");
const BUDGET_BYTES = 180_000;

const html = readFileSync(join(OUT, "index.html"), "utf8");
const scripts = [...html.matchAll(/<script([^>]*)\ssrc="([^"]+)"([^>]*)>/g)]
  .filter((match) => !/nomodule/i.test(`${match[1]} ${match[3]}`))
  .map((match) => match[2]);
const styles = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)].map((match) => match[1]);

let total = 0;
for (const path of ["/index.html", ...new Set([...scripts, ...styles])]) {
  const { length } = brotliCompressSync(readFileSync(join(OUT, path.split("?")[0])));
  total += length;
  console.log(`${String(length).padStart(8)}  ${path}`);
}
console.log(`${String(total).padStart(8)}  first load in bytes, brotli (budget ${BUDGET_BYTES})`);
if (total > BUDGET_BYTES) process.exitCode = 1;
