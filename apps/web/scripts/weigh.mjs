/** Prints the first load (scripts and style sheets that index.html names, and itself) as brotli bytes; exits 1 above the budget. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";

const OUT = join(import.meta.dirname, "../out");
const BUDGET_BYTES = 200_000;

const html = await readFile(join(OUT, "index.html"), "utf8");
const scripts = [...html.matchAll(/<script([^>]*)\ssrc="([^"]+)"([^>]*)>/g)]
  .filter((match) => !/nomodule/i.test(`${match[1]} ${match[3]}`))
  .map((match) => match[2]);
const styles = [...html.matchAll(/<link[^>]*rel="stylesheet"[^>]*href="([^"]+)"/g)].map((match) => match[1]);

let total = 0;
for (const path of ["/index.html", ...new Set([...scripts, ...styles])]) {
  const { size } = await stat(`${join(OUT, path.split("?")[0])}.br`);
  total += size;
  console.log(`${String(size).padStart(8)}  ${path}`);
}
console.log(`${String(total).padStart(8)}  first load in bytes, brotli (budget ${BUDGET_BYTES})`);
if (total > BUDGET_BYTES) process.exitCode = 1;
