import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { postgresRows } from "./postgres-rows.ts";
import type { Row } from "./row.ts";
import { rows } from "./rows.ts";

const ROOT = join(import.meta.dirname, "../..");
const RESULTS = join(ROOT, "bench-results.json");

const quick = process.argv.includes("--quick");
const measured: Row[] = [];
const [load = 0] = loadavg();
if (load > availableParallelism() / 2)
  process.stdout.write(
    `This machine is busy (load ${load.toFixed(1)}): what follows is slower than it is.\n`,
  );
const browserOnly = process.argv.includes("--browser");
const transferOnly = process.argv.includes("--transfer");
const isOfPostgres = process.argv.includes("--postgres");
const all = isOfPostgres ? postgresRows(quick) : rows({ root: ROOT, quick, browserOnly, transferOnly });
for await (const row of all) {
  measured.push(row);
  process.stdout.write(`${describe(row)}\n`);
}
writeFileSync(
  RESULTS,
  `${JSON.stringify({ node: process.version, quick, date: new Date().toISOString(), load, rows: measured }, null, 2)}\n`,
);
const missed = measured.filter((row) => !row.reached);
process.stdout.write(
  `\n${measured.length - missed.length} of ${measured.length} marks reached. Written to bench-results.json\n`,
);

function describe(row: Row): string {
  const mark = row.reached ? "reached" : "MISSED ";
  return `${mark}  ${row.what.padEnd(58)} ${row.figure.padStart(22)}   wanted ${row.wanted}${row.detail ? `   (${row.detail})` : ""}`;
}
