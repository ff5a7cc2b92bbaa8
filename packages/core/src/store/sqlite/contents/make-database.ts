import { closeSync, existsSync, fsyncSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { MoveError } from "../../moving/move-error.ts";
import type { ContentsTarget } from "../../moving/table-contents.ts";
import { explained } from "../files/database-errors.ts";
import { followLinks } from "../files/follow-links.ts";
import { openDatabase } from "../files/open-database.ts";
import { placeNewFile } from "../files/place-new-file.ts";
import { lockDatabase } from "../files/process-lock.ts";
import { syncFolder } from "../files/sync-folder.ts";
import { migrate } from "../migrations/migrate.ts";
import type { StorePlace } from "../migrations/open-up-to-date.ts";
import { WAIT_MILLISECONDS } from "./open-contents.ts";
import { emptySqlite } from "./sqlite-contents.ts";

/**
 * Makes a database of what `fill` writes into it. It has another name until it is whole and on the disk; what goes wrong leaves
 * nothing, and what a killed process left is cleared away by the next that tries.
 * @throws MoveError where there is a file of this name
 */
export async function makeDatabase<T>(
  { path: named, migrationsFolder }: StorePlace,
  fill: (target: ContentsTarget) => Promise<T>,
): Promise<T> {
  const path = followLinks(named);
  if (existsSync(path)) throw taken(path);
  const lock = await lockDatabase(path, "alone", WAIT_MILLISECONDS);
  const draft = `${path}.moving`;
  try {
    removeDatabase(draft);
    const filled = await fillDraft(draft, migrationsFolder, fill);
    if (!placeNewFile(draft, path)) throw taken(path);
    syncFolder(dirname(path));
    return filled;
  } catch (error) {
    throw explained(error, path);
  } finally {
    removeDatabase(draft);
    lock.release();
  }
}

async function fillDraft<T>(
  draft: string,
  migrationsFolder: string,
  fill: (target: ContentsTarget) => Promise<T>,
): Promise<T> {
  const sqlite = openDatabase(draft);
  try {
    migrate(sqlite, draft, migrationsFolder);
    // Half a draft is thrown away as a whole, and a whole one is brought to the disk before it gets its name.
    sqlite.pragma("journal_mode = DELETE");
    sqlite.pragma("journal_mode = MEMORY");
    sqlite.pragma("synchronous = OFF");
    sqlite.exec("BEGIN");
    const filled = await fill(emptySqlite(sqlite));
    sqlite.exec("COMMIT");
    return filled;
  } finally {
    sqlite.close();
    syncFile(draft);
  }
}

const taken = (path: string) =>
  new MoveError("not-empty", `${path} already exists. Move it away, or choose another file.`);

function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function removeDatabase(path: string): void {
  for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${ending}`, { force: true });
}
