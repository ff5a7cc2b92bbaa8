import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { DatabaseInUseError } from "./database-errors.ts";
import { followLinks } from "./follow-links.ts";
import { makePrivateFile } from "./private-file.ts";

/** A hold on a database against the other processes of this machine. The system lets go of it when the process dies. */
export interface ProcessLock {
  release(): void;
}

/** shared: everyone who reads or writes. alone: who puts another file in its place, or changes its schema. */
type Hold = "shared" | "alone";

const POLL_MILLISECONDS = 20;

/**
 * Takes a hold of `path`, which must be had before the file is opened. Node itself has no lock on files, so an empty database
 * next to it lends its: an open transaction's.
 * @throws DatabaseInUseError when another process is in the way for longer than `waitMilliseconds`.
 */
export async function lockDatabase(path: string, hold: Hold, waitMilliseconds: number): Promise<ProcessLock> {
  const deadline = performance.now() + waitMilliseconds;
  for (;;) {
    const lock = tryLock(path, hold);
    if (lock !== null) return lock;
    if (performance.now() > deadline) throw new DatabaseInUseError(path, hold);
    await sleep(POLL_MILLISECONDS);
  }
}

/** @returns null when another process is in the way. */
export function tryLock(path: string, hold: Hold): ProcessLock | null {
  const lockPath = `${followLinks(path)}.lock`;
  makePrivateFile(lockPath);
  const holder = new Database(lockPath, { timeout: 0 });
  try {
    // A journal on disk would be a second file to look after; none is ever written.
    holder.pragma("journal_mode = MEMORY");
    holder.exec(hold === "alone" ? "BEGIN EXCLUSIVE" : "BEGIN");
    // Only a read makes a transaction take hold.
    holder.prepare("SELECT count(*) FROM sqlite_schema").get();
    return { release: () => void holder.close() };
  } catch (error) {
    holder.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
}
