import { closeSync, copyFileSync, fsyncSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "@opp/core/platform/system-clock";
import { newItems } from "@opp/core/schemas/items";
import { writeBackup } from "@opp/core/store/sqlite/backup/write-backup";
import { inSteps } from "@opp/core/store/sqlite/files/in-steps";
import { inspectDatabase } from "@opp/core/store/sqlite/inspection/inspect-database";
import { restoreDatabase } from "@opp/core/store/sqlite/restore/restore-database";
import { makeOwner, type Owner } from "@opp/core/testing/owner";
import { MIGRATIONS_FOLDER, openTestVault } from "@opp/core/testing/test-vault";
import type { VaultDeps } from "@opp/core/vault/deps";
import { createItems } from "@opp/core/vault/items/items";
import { verifyDatabase } from "@opp/core/vault/reports/verify";
import Database from "better-sqlite3";
import { madeUpItems } from "./made-up-items.ts";
import { type Row, row } from "./row.ts";
import { inTurn } from "./statistics.ts";

const ITEMS_A_CALL = 10_000;

/** Backup, verification and restore, beside what copying the file or reading its rows takes. */
export async function* backupRows(size: number, runs: number): AsyncGenerator<Row> {
  await using world = await openTestVault();
  const { deps, databasePath: source, folder } = world;
  const owner = await makeOwner(deps);
  await fill(deps, owner, size);
  const backup = join(folder, "backup");
  const copy = () => timed(() => copyAndSync(source, join(folder, "floor")));

  const steps = { longest: 0 };
  const backUp = () => timed(() => inSteps(timedSteps(backupOf(source, backup), steps)));
  yield judge("backup", size, await inTurn(runs, backUp, copy), 10, steps.longest);

  const verify = () => timed(() => verifyFile(deps, backup, owner));
  const read = () => timed(() => readAll(backup));
  yield judge("verification, each record opened,", size, await inTurn(runs, verify, read), 15);

  const path = join(folder, "restored", "vault.sqlite");
  const restore = () =>
    timed(async () => {
      const { keptIn } = await restoreDatabase({
        file: backup,
        path,
        migrationsFolder: MIGRATIONS_FOLDER,
        now: 0,
      });
      if (keptIn !== null) rmSync(keptIn, { recursive: true });
    });
  yield judge("restore", size, await inTurn(runs, restore, copy), 10);
}

async function fill(deps: VaultDeps, owner: Owner, size: number): Promise<void> {
  using vault = await owner.unlock();
  for (let from = 0; from < size; from += ITEMS_A_CALL) {
    const items = madeUpItems(Math.min(ITEMS_A_CALL, size - from), [], from + 1);
    await createItems(deps, vault, newItems.parse({ items }));
  }
  await deps.store.maintain();
}

const backupOf = (source: string, target: string) => writeBackup({ source, target, replace: true, now: 0 });

async function verifyFile(deps: VaultDeps, path: string, { secrets }: Owner): Promise<void> {
  const inspection = await inSteps(inspectDatabase(path, MIGRATIONS_FOLDER));
  try {
    const found = await verifyDatabase({ ...deps, clock: systemClock }, inspection, { owner: secrets });
    if (found.problems.length > 0) throw new Error("The backup isn't sound.");
  } finally {
    inspection.close();
  }
}

async function copyAndSync(from: string, to: string): Promise<void> {
  copyFileSync(from, to);
  const file = openSync(to, "r+");
  fsyncSync(file);
  closeSync(file);
}

async function readAll(path: string): Promise<void> {
  const database = new Database(path, { readonly: true });
  for (const _ of database.prepare("SELECT * FROM items").raw().iterate());
  database.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The same steps; notes the longest, which is how long others may have to wait. */
function* timedSteps<Progress, Result>(
  work: Generator<Progress, Result>,
  steps: { longest: number },
): Generator<Progress, Result> {
  for (;;) {
    const startedAt = performance.now();
    const step = work.next();
    steps.longest = Math.max(steps.longest, performance.now() - startedAt);
    if (step.done) return step.value;
    yield step.value;
  }
}

/** `most`: how often the floor it may cost, for 10,000 items. */
function judge(
  what: string,
  size: number,
  { ours, floor, ratio }: Awaited<ReturnType<typeof inTurn>>,
  most: number,
  hold: number | null = null,
): Row {
  const isJudged = size === 10_000;
  const mark = `≤ ${most} ×${hold === null ? "" : ", held ≤ 50 ms"}`;
  const held = hold === null ? "" : `; no step longer than ${hold.toFixed(0)} ms`;
  return row(
    `${what} of ${size.toLocaleString("en")} items`,
    `${ours.median.toFixed(0)} ms, ${ratio.toFixed(1)} × floor`,
    isJudged ? mark : "(for comparison)",
    !isJudged || (ratio <= most && (hold ?? 0) <= 50),
    `floor ${floor.median.toFixed(0)} ms${held}`,
    { ours: ours.median, floor: floor.median, ratio, ...(hold !== null && { longestStep: hold }) },
  );
}
