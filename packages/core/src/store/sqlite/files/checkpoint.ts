import { setTimeout as sleep } from "node:timers/promises";
import type Database from "better-sqlite3";
import { BUSY_MILLISECONDS } from "./open-database.ts";

const TRIES = 5;
const PAUSE_MILLISECONDS = 50;

/**
 * Moves the write-ahead log into the database and truncates it. A reader in another process can hold it up: then it is tried
 * again a few times and left to the next checkpoint.
 */
export async function checkpoint(sqlite: Database.Database): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    if (truncateLog(sqlite)) return;
    await sleep(PAUSE_MILLISECONDS);
    if (!sqlite.open) return;
  }
}

/** @returns false if another process was in the way. */
export function truncateLog(sqlite: Database.Database): boolean {
  // Waiting the usual five seconds for another process would hold up every request of this one.
  sqlite.pragma("busy_timeout = 0");
  try {
    // SQLite answers 1 when someone was in the way.
    return sqlite.pragma("wal_checkpoint(TRUNCATE)", { simple: true }) === 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return false;
    throw error;
  } finally {
    sqlite.pragma(`busy_timeout = ${BUSY_MILLISECONDS}`);
  }
}
