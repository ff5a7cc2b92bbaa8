import { randomFillSync } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBreachList } from "@opp/host/breaches/breach-list";
import { indexBreachList } from "@opp/host/breaches/write-index";
import { type Row, row } from "./row.ts";
import { spread } from "./statistics.ts";

const PASSWORDS = 10_000;
const LINES_A_WRITE = 10_000;
const RANDOM_BYTES = 14;

/** Indexing a list of made-up hashes, and looking up the passwords of a large vault in it, none of which it has. */
export async function* breachRows(hashes: number, runs: number): AsyncGenerator<Row> {
  const folder = await mkdtemp(join(tmpdir(), "opp-bench-breaches-"));
  try {
    const source = join(folder, "list.txt");
    await writeList(source, hashes);
    const idle = process.memoryUsage.rss();
    let most = idle;
    const before = process.cpuUsage();
    const startedAt = performance.now();
    await indexBreachList({
      source,
      folder,
      now: Date.now(),
      onProgress: () => {
        most = Math.max(most, process.memoryUsage.rss());
      },
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(before);
    const above = (most - idle) / 2 ** 20;
    yield row(
      `indexing a list of ${hashes.toLocaleString("en")} breached passwords`,
      `${seconds.toFixed(1)} s`,
      "≤ 60 s",
      seconds <= 60,
      `${((user + system) / 1e6).toFixed(1)} s of processor time, ${above.toFixed(0)} MiB above idle`,
      { seconds, processorSeconds: (user + system) / 1e6, above },
    );
    const problems: string[] = [];
    const list = createBreachList({ folder, isOptional: false, report: (problem) => problems.push(problem) });
    const passwords = Array.from({ length: PASSWORDS }, (_, index) => `made-up password ${index}`);
    const times: number[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const from = performance.now();
      const seen = await list.countSeen(passwords);
      if (run > 0) times.push(performance.now() - from);
      if (problems.length > 0 || seen.some((times) => times !== 0))
        throw new Error("The list answers wrongly.");
    }
    const { median, min, max } = spread(times);
    yield row(
      `looking ${PASSWORDS.toLocaleString("en")} passwords up in it`,
      `${median.toFixed(0)} ms`,
      "≤ 2 s",
      median <= 2000,
      `${min.toFixed(0)} to ${max.toFixed(0)} ms`,
      { median, min, max },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Hashes are spread evenly and ordered, like real ones; no sort is needed. */
async function writeList(path: string, hashes: number): Promise<void> {
  await using file = await open(path, "wx");
  const step = 2 ** 48 / hashes;
  const random = Buffer.alloc(RANDOM_BYTES);
  let lines: string[] = [];
  for (let index = 0; index < hashes; index += 1) {
    randomFillSync(random);
    const first = Math.floor((index + random.readUInt16LE(0) / 2 ** 17) * step);
    const digits = first.toString(16).padStart(12, "0") + random.toString("hex");
    lines.push(`${digits.toUpperCase()}:${1 + (index % 997)}\r\n`);
    if (lines.length < LINES_A_WRITE) continue;
    await file.write(lines.join(""));
    lines = [];
  }
  await file.write(lines.join(""));
}
